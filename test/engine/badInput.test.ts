import { sync, syncOrStop } from './support/run.ts';
import type { Row } from './support/run.ts';
import { clientSuccess, useNock } from './support/server.ts';

useNock();

const expectNothingSent = ({ api, received }: ReturnType<typeof clientSuccess>) => {
	expect(received).toEqual([]);
	expect(api.isDone()).toBe(true);
};

/** What every row that needs something else right holds besides. */
const complete = { clientId: 'cln_1', name: 'Acme', uuid: 'r_1' };

describe('a row that lacks what its operation needs', () => {
	const cases = [
		['client', 'insert', { city: 'Berlin' }, 'name'],
		['client', 'upsert', { name: '' }, 'name'],
		['client', 'upsert', { name: '   ' }, 'name'],
		['client', 'update', { name: 'Acme' }, 'uuid'],
		['contact', 'insert', { email: 'a@acme.test' }, 'clientId'],
		['contact', 'upsert', { email: 'a@acme.test', client_id: null }, 'clientId'],
		['contact', 'update', { uuid: '', title: 'CTO' }, 'uuid'],
		['contract', 'insert', { name: 'Gold' }, 'clientId'],
		['contract', 'upsert', { name: 'Gold', clientId: undefined }, 'clientId'],
		['contract', 'update', { uuid: ' ', amount: 5 }, 'uuid'],
		['client', 'update', { uuid: 'cln_1' }, 'nothing to update'],
	] as const;

	it.each(cases)('%s %s %j names the row and %s', async (resource, operation, row, field) => {
		const server = clientSuccess();

		const run = await sync({ resource, operation, rows: [row] });

		expect(run.failure(0)).toMatchObject({ outcome: 'rejected', attempts: 0, httpCode: null });
		expect(run.failure(0).message).toMatch(new RegExp(`^Item 0: .*${field}`));
		expectNothingSent(server);
	});

	it.each([
		['client', 'insert', { name: '={{ $json.x }}' }, 'name'],
		['contact', 'upsert', { clientId: '={{ " " }}' }, 'clientId'],
		['contract', 'update', { uuid: '={{ $json.x }}', contractFields: { amount: 5 } }, 'uuid'],
	] as const)('says so too when each field is mapped: %s %s', async (resource, operation, fields, field) => {
		const run = await sync({ resource, operation, rows: [{ a: 1 }], parameters: { dataMode: 'defineBelow', ...fields } });

		expect(run.failure(0)).toMatchObject({ outcome: 'rejected', message: expect.stringMatching(new RegExp(`^Item 0: .*${field}`)) });
	});

	it('does not keep the other rows from being sent, or lend them its values', async () => {
		const { api } = clientSuccess();
		api.post('/client/bulk', [{ name: 'A' }, { name: 'C' }]).reply(200, [{ uuid: 'cln_a' }, { uuid: 'cln_c' }]);

		const run = await sync({ operation: 'insert', rows: [{ name: 'A', city: '' }, { city: 'Secret City' }, { name: 'C' }] });

		expect(run.json.map(({ uuid }) => uuid)).toEqual(['cln_a', undefined, 'cln_c']);
		expect(run.failure(1).message).not.toContain('Secret');
		expect(run.failure(1).record).toEqual({ city: 'Secret City' });
	});
});

describe('a value that does not fit its field', () => {
	const cases: Array<['client' | 'contact' | 'contract', string, unknown, RegExp]> = [
		['client', 'city', { a: 1 }, /city.*object/],
		['client', 'city', ['Berlin'], /city.*list/],
		['client', 'city', true, /city.*boolean/],
		['client', 'city', NaN, /city.*NaN/],
		['client', 'zip', 10115n, /zip.*bigint/],
		['client', 'status', 'gone', /status.*ACTIVE.*INACTIVE.*TRIAL.*TERMINATED.*gone/],
		['client', 'status', 1, /status.*number/],
		['client', 'npsScore', 101, /npsScore.*-100.*100/],
		['client', 'npsScore', 1.5, /npsScore.*whole/],
		['client', 'active', 'perhaps', /active.*true or false/],
		['contract', 'amount', 'a lot', /amount.*number.*text "a lot"/],
		['contract', 'amount', '1,234.50', /amount.*number/],
		['contract', 'amount', '1e3', /amount.*number/],
		['contract', 'amount', '0x10', /amount.*number/],
		['contract', 'amount', true, /amount.*boolean/],
		['contract', 'amount', NaN, /amount.*number.*NaN/],
		['contract', 'amount', Infinity, /amount.*number.*Infinity/],
		['contract', 'amount', 12n, /amount.*bigint/],
		['contract', 'amount', { value: 5 }, /amount.*object/],
		['contract', 'startDate', '2026-02-30', /startDate.*date.*2026-02-30/],
		['contract', 'startDate', '2026-13-01', /startDate.*date/],
		['contract', 'startDate', '31/01/2026', /startDate.*date/],
		['contract', 'startDate', '2026-01-01T25:00:00Z', /startDate.*date/],
		['contract', 'startDate', 20260131, /startDate.*date.*number/],
		['contract', 'startDate', new Date(NaN), /startDate.*invalid date/],
		['contract', 'endDate', { year: 2026 }, /endDate.*object/],
		['contact', 'clientId', ['cln_1'], /clientId.*list/],
		['contact', 'seat__cs', { a: 1 }, /seat__cs.*object/],
		['contact', 'custom', 'text', /custom.*text/],
		['contact', 'custom', { tags__cs: [1, [2]] }, /tags__cs.*list/],
	];

	it.each(cases)('rejects its row alone: %s %s = %p', async (resource, field, value, message) => {
		const { api } = clientSuccess();
		api.put(`/${resource}/r_1`).reply(200, {});

		const run = await sync({ resource, operation: 'update', rows: [complete, { ...complete, uuid: 'r_2', [field]: value }] });

		expect(run.outcomes).toEqual(['written', 'rejected']);
		expect(run.failure(1).message).toMatch(/^Item 1: /);
		expect(run.failure(1).message).toMatch(message);
	});

	it('is refused in an unknown column that is sent on', async () => {
		const server = clientSuccess();

		const run = await sync({ rows: [{ name: 'A', extra: { deep: { nested: [1] } } }], options: { unknownColumns: 'send' } });

		expect(run.failure(0).message).toMatch(/^Item 0: .*extra.*object/);
		expectNothingSent(server);
	});

	it('is named along with everything else that is wrong with the row', async () => {
		const { error } = await syncOrStop({ resource: 'contract', operation: 'insert', rows: [complete, { amount: 'x', startDate: 'y', clientId: '' }] });

		expect(error?.message).toMatch(/^Item 1: (?=.*amount)(?=.*startDate)(?=.*clientId)/);
	});
});

describe('columns', () => {
	it.each([
		[{ first_name: 'Ann', 'First Name': 'Anna' }, /^Item 0: .*firstName.*first_name.*First Name/],
		[{ client_id: 'a', 'client-id': 'b', clientId: undefined }, undefined],
		[{ UUID: 'r_1', 'u-u-i-d': 'r_2', uuid: undefined }, undefined],
		[{ E_MAIL: null, 'e-mail': '' }, /^Item 0: .*email.*E_MAIL.*e-mail/],
	] as Array<[Row, RegExp | undefined]>)('two loose ones for one field are the row\'s error, unless an exact one decides: %j', async (columns, message) => {
		const { clientId, uuid } = complete;
		const row = { ...columns, title: 'CTO', ...('first_name' in columns ? { clientId } : {}), uuid };
		const { api } = clientSuccess();
		if (message === undefined) api.put('/contact/r_1').reply(200, {});

		const run = await sync({ resource: 'contact', operation: 'update', rows: [row] });

		expect(run.outcomes).toEqual([message === undefined ? 'written' : 'rejected']);
		if (message !== undefined) expect(run.failure(0).message).toMatch(message);
	});

	it('two loose ones for the uuid are the row\'s error', async () => {
		const server = clientSuccess();

		const run = await sync({ operation: 'update', rows: [{ name: 'Acme', UUID: 'r_1', 'u-u-i-d': 'r_2' }] });

		expect(run.failure(0).message).toMatch(/^Item 0: .*uuid.*UUID.*u-u-i-d/);
		expectNothingSent(server);
	});

	const odd: Row = JSON.parse('{"name":"Acme","__proto__":"p","constructor":"c","toString":"t","hasOwnProperty":"h"}');

	it('with names that JavaScript objects have are ignored like others', async () => {
		const { api, received } = clientSuccess();
		api.post('/client/upsert').reply(200, {});

		const run = await sync({ rows: [odd] });

		expect(received[0]?.body).toEqual({ name: 'Acme' });
		expect(run.hints.join()).toMatch(/__proto__.*constructor.*toString.*hasOwnProperty/);
	});

	it('with names that JavaScript objects have are sent like others', async () => {
		const { api, received } = clientSuccess();
		api.post('/client/upsert').reply(200, '{"uuid":"cln_1","__proto__":{"polluted":true}}');

		const run = await sync({ rows: [odd], options: { unknownColumns: 'send' } });

		expect(JSON.stringify(received[0]?.body)).toBe(JSON.stringify(odd));
		expect(run.json[0]).toMatchObject({ uuid: 'cln_1', constructor: 'c' });
		expect('polluted' in {}).toBe(false);
	});

	it.each([
		[{ 'custom.__proto__': 'a', 'custom.constructor': 'b' }],
		[JSON.parse('{"custom":{"__proto__":"a","constructor":"b"}}')],
	])('may name custom fields so: %j', async (row: Row) => {
		const { api, received } = clientSuccess();
		api.post('/client/upsert').reply(200, {});

		await sync({ rows: [{ name: 'Acme', ...row }] });

		expect(JSON.stringify(received[0]?.body)).toBe('{"name":"Acme","custom":{"__proto__":"a","constructor":"b"}}');
	});
});

describe('a uuid', () => {
	it.each([
		['a/b', '/v2/client/a%2Fb'], ['../contact/c', '/v2/client/..%2Fcontact%2Fc'], ['a.b', '/v2/client/a.b'], ['...', '/v2/client/...'],
		['a?b#c', '/v2/client/a%3Fb%23c'], ['a%2fb', '/v2/client/a%252fb'], [' a b ', '/v2/client/a%20b'], ['ü', '/v2/client/%C3%BC'], [42, '/v2/client/42'],
	])('stays one segment of the path: %j', async (uuid, path) => {
		const { api, received } = clientSuccess();
		api.put(() => true).reply(200, {});

		const run = await sync({ operation: 'update', rows: [{ name: 'Acme', uuid }] });

		expect(received.map((request) => request.path)).toEqual([path]);
		expect(run.outcomes).toEqual(['written']);
	});

	it.each(['.', '..', ' .. ', '\ud800', { id: 1 }, true])('that cannot be one is refused: %j', async (uuid) => {
		const server = clientSuccess();

		const run = await sync({ operation: 'update', rows: [{ name: 'Acme', uuid }] });

		expect(run.failure(0)).toMatchObject({ outcome: 'rejected', message: expect.stringMatching(/^Item 0: .*uuid/) });
		expectNothingSent(server);
	});
});
