/** Which request gets which fault. */
import { open, send } from './http.ts';

const ACME = { name: 'Acme' };
const ROWS = [{ name: 'A' }, { name: 'B' }, { name: 'C' }];

describe('the script', () => {
	it('is used up in order, one fault per request', async () => {
		const sandbox = await open();
		sandbox.script({ answer: { status: 500 } }, { answer: { status: 502 }, times: 2 });
		const statuses = [];
		for (let count = 0; count < 4; count++) statuses.push((await send(sandbox, 'GET', '/client/search')).status);
		expect(statuses).toEqual([500, 502, 502, 200]);
		expect(sandbox.stats().scripted).toBe(0);
	});

	it.each([
		['method', { method: 'post' }],
		['path', { path: '/client' }],
		['pattern', { path: /^\/cli\w+$/ }],
		['object and operation', { object: 'client', operation: 'insert' }],
		['record', { record: { name: 'Acme' } }],
		['predicate', { where: ({ body }: { body: unknown }) => body !== undefined && body !== null }],
	] as const)('picks requests by %s', async (_, on) => {
		const sandbox = await open();
		sandbox.seed('contact', [{ email: 'a@example.com' }]);
		sandbox.script({ on, answer: { status: 503 } });
		expect((await send(sandbox, 'GET', '/contact/search?name=Acme')).status).toBe(200);
		expect((await send(sandbox, 'POST', '/client', ACME)).status).toBe(503);
		expect((await send(sandbox, 'POST', '/client', ACME)).status).toBe(201);
	});

	it('refuses every request that holds a certain record', async () => {
		const sandbox = await open();
		sandbox.script({ answer: { status: 500 } }, { on: { record: ({ name }) => name === 'B' }, answer: { status: 422, body: { message: 'B is refused' } }, times: 'always' });
		const statuses = [];
		for (const rows of [ROWS, ROWS, ROWS.slice(0, 1), ROWS.slice(1), ROWS.slice(2)]) statuses.push((await send(sandbox, 'POST', '/client/bulk', rows)).status);
		expect(statuses).toEqual([500, 422, 200, 422, 200]);
		expect(sandbox.records('client')).toMatchObject([{ name: 'A' }, { name: 'C' }]);
	});

	it('counts to the nth request that fits', async () => {
		const sandbox = await open();
		sandbox.script({ on: { method: 'POST', nth: 3 }, answer: { status: 503 } });
		const statuses = [];
		for (const method of ['POST', 'GET', 'POST', 'POST', 'POST'] as const) {
			statuses.push((await (method === 'GET' ? send(sandbox, method, '/client/search') : send(sandbox, method, '/client', ACME))).status);
		}
		expect(statuses).toEqual([201, 200, 201, 503, 201]);
	});

	it('asks a function about each request, until it is cleared', async () => {
		const sandbox = await open();
		const seen: unknown[] = [];
		sandbox.script(({ id, object, operation, body, keyOk }) => {
			seen.push({ id, object, operation, body, keyOk });
			return id % 2 === 0 ? { answer: { status: 500 } } : undefined;
		});
		const statuses = [];
		for (let count = 0; count < 4; count++) statuses.push((await send(sandbox, 'POST', '/client', ACME)).status);
		sandbox.clearScript();
		statuses.push((await send(sandbox, 'POST', '/client', ACME)).status, (await send(sandbox, 'POST', '/client', ACME)).status);
		expect(statuses).toEqual([201, 500, 201, 500, 201, 201]);
		expect(seen).toHaveLength(4);
		expect(seen[0]).toEqual({ id: 1, object: 'client', operation: 'insert', body: ACME, keyOk: true });
	});

	it('lets a function revoke the key half-way', async () => {
		const sandbox = await open();
		sandbox.script(({ id }) => {
			if (id === 2) sandbox.revokeKey();
			return undefined;
		});
		const statuses = [];
		for (let count = 0; count < 3; count++) statuses.push((await send(sandbox, 'POST', '/client', ACME)).status);
		expect(statuses).toEqual([201, 201, 401]);
	});
});
