/** The forms an answer to a write may take, with records refused one by one among them. */
import type { Fault, Sandbox, Shape } from '../../sandbox/server.mts';
import { open, send } from './http.ts';
import type { Reply } from './http.ts';

const ROWS = [{ name: 'A' }, { name: 'B' }, { name: 'C' }];

async function bulkUnder(sandbox: Sandbox, fault: Fault): Promise<Reply> {
	sandbox.script(fault);
	return await send(sandbox, 'POST', '/client/bulk', ROWS);
}

describe('the shape of a bulk answer', () => {
	it.each<[Shape, unknown]>([
		['data', { data: ROWS }],
		['results', { results: ROWS }],
		['records', { records: ROWS }],
		['reversed', ROWS.toReversed()],
		['shorter', ROWS.slice(1)],
		['longer', [{ uuid: 'xxx_stranger' }, ...ROWS]],
		['uuidOnly', ROWS.map(() => ({ uuid: expect.any(String) }))],
		[(body) => ({ items: body }), { items: ROWS }],
	])('%s', async (shape, body) => {
		const sandbox = await open();
		expect(await bulkUnder(sandbox, { shape })).toMatchObject({ status: 200, body });
		expect(sandbox.ledger.map(({ record }) => record)).toEqual(ROWS);
	});

	it('says nothing but uuids where asked to', async () => {
		const sandbox = await open();
		const { body } = await bulkUnder(sandbox, { shape: 'uuidOnly' });
		expect(body).toEqual(sandbox.records('client').map(({ uuid }) => ({ uuid })));
	});

	it.each([['empty', 200], ['noContent', 204]] as const)('%s', async (shape, status) => {
		const sandbox = await open();
		expect(await bulkUnder(sandbox, { shape })).toMatchObject({ status, text: '' });
		expect(sandbox.ledger).toHaveLength(3);
	});

	it('leaves refusals as they are', async () => {
		const sandbox = await open();
		sandbox.script({ shape: 'empty' });
		expect(await send(sandbox, 'POST', '/client', {})).toMatchObject({ status: 417, body: { message: 'Validation failed' } });
	});
});

describe('records refused one by one', () => {
	it.each([
		[undefined, { error: expect.any(String) }],
		['error', { error: expect.any(String) }],
		['errors', { errors: [{ message: expect.any(String) }] }],
		['success', { success: false }],
		['status', { status: 422 }],
	] as const)('as %s', async (as, element) => {
		const sandbox = await open();
		const reply = await bulkUnder(sandbox, { rejectElements: { which: { name: 'B' }, ...(as ? { as } : {}) } });
		expect(reply).toMatchObject({ status: 200, body: [{ name: 'A' }, element, { name: 'C' }] });
		expect(sandbox.records('client')).toMatchObject([{ name: 'A' }, { name: 'C' }]);
	});

	it('by position or by a function', async () => {
		const sandbox = await open();
		await bulkUnder(sandbox, { rejectElements: { which: [0, 2] } });
		await bulkUnder(sandbox, { rejectElements: { which: ({ name }) => name === 'B' } });
		expect(sandbox.ledger.map(({ record }) => record['name'])).toEqual(['B', 'A', 'C']);
	});

	it('combined with a shape', async () => {
		const sandbox = await open();
		const reply = await bulkUnder(sandbox, { rejectElements: { which: [0] }, shape: 'results' });
		expect(reply.body).toMatchObject({ results: [{ error: expect.any(String) }, { name: 'B' }, { name: 'C' }] });
	});

	it('in a request for one record', async () => {
		const sandbox = await open();
		sandbox.script({ rejectElements: { which: [0], as: 'success' } });
		expect(await send(sandbox, 'POST', '/client', ROWS[0])).toMatchObject({ status: 200, body: { success: false } });
		expect(sandbox.ledger).toEqual([]);
	});
});
