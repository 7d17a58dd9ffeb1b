/** Who may use the sandbox, and what it notes down. */
import { startSandbox } from '../../sandbox/server.mts';
import type { RequestEntry } from '../../sandbox/server.mts';
import { open, send } from './http.ts';

describe('the API key', () => {
	it.each([
		['the key verbatim', 'secret', 200],
		['a Bearer prefix', 'Bearer secret', 401],
		['another key', 'secret2', 401],
		['no header', null, 401],
	])('%s', async (_, key, status) => {
		const sandbox = await open({ apiKey: 'secret' });
		const reply = await send(sandbox, 'GET', '/client/search?size=1', undefined, { key });
		expect(reply.status).toBe(status);
		expect(sandbox.requests[0]).toMatchObject({ keyOk: status === 200, status });
	});

	it('says why in JSON and writes nothing', async () => {
		const sandbox = await open();
		const reply = await send(sandbox, 'POST', '/client', { name: 'Acme' }, { key: 'wrong' });
		expect(reply).toMatchObject({ status: 401, body: { message: 'Invalid API key' } });
		expect(sandbox.records('client')).toEqual([]);
	});

	it('can be revoked, and is valid again after a reset', async () => {
		const sandbox = await open();
		sandbox.revokeKey();
		expect((await send(sandbox, 'GET', '/client/search')).status).toBe(401);
		sandbox.reset();
		expect((await send(sandbox, 'GET', '/client/search')).status).toBe(200);
	});
});

describe('the sandbox', () => {
	it('binds to loopback', async () => {
		const sandbox = await open();
		expect(sandbox.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/v2$/);
	});

	it('answers an unknown path with 404 in JSON', async () => {
		const sandbox = await open();
		expect(await send(sandbox, 'GET', '/invoice/1')).toMatchObject({ status: 404, body: { message: 'Not found' } });
	});

	it('cannot be reached once closed', async () => {
		const sandbox = await startSandbox();
		await sandbox.close();
		await expect(send(sandbox, 'GET', '/client/search')).rejects.toThrow('fetch failed');
	});

	it('forgets everything on reset and goes back to the settings it started with', async () => {
		const sandbox = await open({ requireParent: false });
		sandbox.settings.requireParent = true;
		sandbox.seed('client', [{ name: 'Seeded' }]);
		await send(sandbox, 'POST', '/client', { name: 'Acme' });
		sandbox.script({ answer: { status: 500 } });
		sandbox.reset();
		expect(sandbox.records('client')).toEqual([]);
		expect(sandbox.stats()).toEqual({ requests: 0, writes: 0, inFlight: 0, inFlightMax: 0, scripted: 0 });
		expect(sandbox.settings.requireParent).toBe(false);
	});

	it('lists records that were seeded, changed or removed without a request, none of them in the ledger', async () => {
		const sandbox = await open();
		const [first, second] = sandbox.seed('client', [{ name: 'One' }, { name: 'Two' }]);
		sandbox.change('client', first?.uuid ?? '', { name: 'Uno' });
		expect(sandbox.remove('client', second?.uuid ?? '')).toBe(true);
		expect(sandbox.remove('client', 'cln_missing')).toBe(false);
		expect(sandbox.records('client')).toMatchObject([{ name: 'Uno', uuid: first?.uuid }]);
		expect(sandbox.ledger).toEqual([]);
	});
});

describe('the request log', () => {
	it('holds what was asked and how it ended', async () => {
		const ended: RequestEntry[] = [];
		const sandbox = await open({ onRequestEnd: (entry) => ended.push(entry) });
		await send(sandbox, 'POST', '/client/upsert', { name: 'Acme' });
		await send(sandbox, 'GET', '/client/search?size=1');
		expect(sandbox.requests).toMatchObject([
			{ id: 1, method: 'POST', path: '/client/upsert', object: 'client', operation: 'upsert', body: { name: 'Acme' }, status: 201 },
			{ id: 2, method: 'GET', path: '/client/search?size=1', object: 'client', operation: 'search', status: 200 },
		]);
		expect(ended).toEqual(sandbox.requests);
		for (const { startedAt, endedAt } of sandbox.requests) expect(endedAt).toBeGreaterThanOrEqual(startedAt);
	});

	it('leaves bodies out where they are not wanted', async () => {
		const sandbox = await open({ logBodies: false });
		await send(sandbox, 'POST', '/client', { name: 'Acme' });
		expect(sandbox.requests).toMatchObject([{ body: undefined, status: 201 }]);
	});

	it('knows how many requests were under way at once', async () => {
		const sandbox = await open({ latency: 50 });
		await Promise.all([1, 2, 3].map(async (id) => await send(sandbox, 'POST', '/client', { name: `Client ${id}` })));
		expect(sandbox.stats()).toEqual({ requests: 3, writes: 3, inFlight: 0, inFlightMax: 3, scripted: 0 });
	});

	it('never counts one request after another as two at once', async () => {
		const sandbox = await open();
		for (let id = 0; id < 200; id++) await send(sandbox, 'POST', '/client', { name: `Client ${id}` });
		expect(sandbox.stats()).toMatchObject({ requests: 200, inFlightMax: 1 });
	});
});
