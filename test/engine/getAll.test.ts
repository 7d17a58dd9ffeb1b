/** What Get Many asks for, and puts out. */
import type { IDataObject } from 'n8n-workflow';
import { read, syncOrStop } from './support/run.ts';
import type { Scenario } from './support/run.ts';
import { many, pageOf, queryOf, serveSearch } from './support/search.ts';
import { clientSuccess, useNock } from './support/server.ts';

useNock();

const getAll = (scenario: Partial<Scenario> = {}): Scenario => ({ operation: 'getAll', rows: [{}], ...scenario });
const locator = (mode: string, value: string): IDataObject => ({ __rl: true, mode, value });

/** Answers with these clients, whatever is asked for. */
function clients(count: number) {
	const { api, received } = clientSuccess();
	const records = many('cln', count);
	serveSearch(api, '/client/search', () => records);
	return { records, queries: () => received.map(queryOf) };
}

describe('how many records there are', () => {
	it('is 50 by default, in one request', async () => {
		const { records, queries } = clients(120);

		const run = await read(getAll());

		expect(run.json).toEqual(records.slice(0, 50));
		expect(run.origins).toEqual(records.slice(0, 50).map(() => 0));
		expect(queries()).toEqual([{ page: '0', size: '50', sortBy: 'modifiedTime', sortDirection: 'desc' }]);
		expect(run.hints).toEqual(['50 clients read (1 request, 0 retries, 0 seconds waited).']);
	});

	it.each([
		[1, ['0/1']],
		[100, ['0/100']],
		[150, ['0/100', '1/100']],
		[250, ['0/100', '1/100', '2/100']],
		[251, ['0/100', '1/100', '2/100']],
	])('is at most the Limit: %d', async (limit, pages) => {
		const { records, queries } = clients(250);

		const run = await read(getAll({ parameters: { limit } }));

		expect(run.json).toEqual(records.slice(0, limit));
		expect(queries().map(({ page, size }) => `${page}/${size}`)).toEqual(pages);
	});

	it.each([0, 1, 100, 101, 250])('is all there are with Return All: %d', async (count) => {
		const { records, queries } = clients(count);

		const run = await read(getAll({ parameters: { returnAll: true, limit: 1 } }));

		expect(run.json).toEqual(records);
		expect(queries().map(({ page, size }) => `${page}/${size}`)).toEqual(Array.from({ length: Math.max(1, Math.ceil(count / 100)) }, (_, page) => `${page}/100`));
		expect(run.hints[0]).toContain(`${count} ${count === 1 ? 'client' : 'clients'} read`);
		expect(run.result.status).toBe('success');
	});

	it.each([[0, /whole number from 1/], [-5, /whole number from 1/], [1.5, /whole number from 1/], ['={{ $json.limit }}', /whole number from 1/]])(
		'can\'t be limited to %j',
		async (limit, message) => {
			const { received } = clientSuccess();

			const run = await read(getAll({ rows: [{ limit: 'all' }], parameters: { limit } }));

			expect(run.failure(0)).toMatchObject({ outcome: 'rejected', message: expect.stringMatching(message) });
			expect(received).toEqual([]);
		},
	);
});

describe('the order of the records', () => {
	it.each([['desc', 50, 'desc'], ['asc', 50, 'asc']] as const)('is that of their last change: %s', async (sortDirection, limit, asked) => {
		const { queries } = clients(3);

		const run = await read(getAll({ parameters: { limit }, options: { sortDirection } }));

		expect(queries()).toMatchObject([{ sortBy: 'modifiedTime', sortDirection: asked }]);
		expect(run.uuids).toEqual(['cln_0', 'cln_1', 'cln_2']);
	});

	it('ascending is brought about afterwards for Return All: read so, a changed record would be missed', async () => {
		const { records, queries } = clients(120);

		const run = await read(getAll({ parameters: { returnAll: true }, options: { sortDirection: 'asc' } }));

		expect(queries().map(({ sortDirection }) => sortDirection)).toEqual(['desc', 'desc']);
		expect(run.json).toEqual([...records].reverse());
	});
});

describe('Modified After', () => {
	const asked = async (modifiedAfter: string, timezone?: string, row: IDataObject = {}) => {
		const { api, received } = clientSuccess();
		api.get('/contact/search').query(true).reply(200, pageOf([], 0, 50));
		await read(getAll({ resource: 'contact', rows: [row], parameters: { filters: { modifiedAfter } }, ...(timezone !== undefined && { timezone }) }));
		return received.map(queryOf)[0]?.modifiedAfter;
	};

	it.each([
		['2026-01-31T12:00:00', 'Europe/Berlin', '2026-01-31T11:00:00.000Z'],
		['2026-07-31T12:00:00', 'Europe/Berlin', '2026-07-31T10:00:00.000Z'],
		['2026-01-31', 'America/New_York', '2026-01-31T05:00:00.000Z'],
		['2026-01-31T12:00:00', 'UTC', '2026-01-31T12:00:00.000Z'],
		['2026-01-31T12:00:00Z', 'Asia/Tokyo', '2026-01-31T12:00:00.000Z'],
		['2026-01-31T12:00:00+02:00', 'Asia/Tokyo', '2026-01-31T10:00:00.000Z'],
		['={{ DateTime.fromISO("2026-01-31T12:00:00Z") }}', 'Asia/Tokyo', '2026-01-31T12:00:00.000Z'],
		['={{ new Date("2026-01-31T12:00:00Z") }}', 'Asia/Tokyo', '2026-01-31T12:00:00.000Z'],
	])('%s in a workflow in %s is %s', async (value, timezone, expected) => {
		expect(await asked(value, timezone)).toBe(expected);
	});

	it.each([[''], ['={{ $json.since }}']])('that is empty (%j) is no filter', async (value) => {
		expect(await asked(value)).toBeUndefined();
		expect(await asked(value, 'UTC', { since: null })).toBeUndefined();
	});

	it.each([['yesterday', 'the text "yesterday"'], ['2026-02-30', 'the text "2026-02-30"'], ['={{ 1769860800000 }}', 'the number 1769860800000']])('can\'t be %s', async (modifiedAfter, what) => {
		const { received } = clientSuccess();

		const run = await read(getAll({ parameters: { filters: { modifiedAfter } } }));

		expect(run.failure(0).message).toBe(`Item 0: modifiedAfter must be a date such as 2026-01-31 or an ISO timestamp, but is ${what}`);
		expect(received).toEqual([]);
	});
});

describe('the contracts of a client', () => {
	const contracts = [
		{ uuid: 'ctr_1', tenantClientId: 'cln_1' }, { uuid: 'ctr_2', tenantClientId: 'cln_2' }, { uuid: 'ctr_3', tenantClientId: 'cln_1' },
	];
	const serve = () => {
		const { api, received } = clientSuccess();
		serveSearch(api, '/contract/search', ({ tenantClientId }) => contracts.filter((contract) => contract.tenantClientId === tenantClientId));
		return { api, received };
	};
	const filtered = (clientId: IDataObject[string], scenario: Partial<Scenario> = {}) =>
		getAll({ resource: 'contract', rows: [{ client: 'cln_1', key: 'ACC-1' }], parameters: { filters: { clientId } }, ...scenario });

	it.each([
		['a plain text', 'cln_1'],
		['a plain expression', '={{ $json.client }}'],
		['a locator from the list', locator('list', 'cln_1')],
		['a locator by UUID', locator('id', '={{ $json.client }}')],
	])('are those with its UUID: %s', async (_, clientId) => {
		const { received } = serve();

		const run = await read(filtered(clientId));

		expect(run.uuids).toEqual(['ctr_1', 'ctr_3']);
		expect(received).toHaveLength(1);
		expect(run.hints).toEqual(['2 contracts read (1 request, 0 retries, 0 seconds waited).']);
	});

	it('are found by its external ID, with one reading of the clients for all items', async () => {
		const { api, received } = serve();
		serveSearch(api, '/client/search', () => [{ uuid: 'cln_1', externalId: 'ACC-1' }, { uuid: 'cln_2', externalId: 'ACC-2' }]);

		const run = await read(filtered(locator('externalId', '={{ $json.key }}'), { rows: [{ key: 'ACC-2' }, { key: 'ACC-9' }, { key: 'ACC-1' }] }));

		expect(run.uuids).toEqual(['ctr_2', 'rejected', 'ctr_1', 'ctr_3']);
		expect(run.origins).toEqual([0, 1, 2, 2]);
		expect(run.failure(1).message).toBe('Item 1: clientId can\'t be found: there is no client with the externalId "ACC-9"');
		expect(received.filter(({ path }) => path.startsWith('/v2/client/'))).toHaveLength(1);
		expect(run.hints[1]).toBe('All clients were read once to find UUIDs by External ID.');
	});

	it('travel with an odd UUID encoded', async () => {
		const { api, received } = clientSuccess();
		api.get('/contract/search').query(true).reply(200, pageOf([], 0, 50));

		await read(filtered('a&size=1/b c'));

		expect(received.map(queryOf)).toEqual([{ page: '0', size: '50', sortBy: 'modifiedTime', sortDirection: 'desc', tenantClientId: 'a&size=1/b c' }]);
	});

	const empty = [
		['an empty text', ''], ['blanks', '  '],
		['a path that leads nowhere', '={{ $json.nothing }}'], ['an expression for nothing', '={{ undefined }}'], ['an expression for null', '={{ null }}'],
		['an empty locator', locator('id', '')], ['a locator with a path that leads nowhere', locator('id', '={{ $json.nothing }}')],
		['a locator with an expression for nothing', locator('list', '={{ undefined }}')], ['a locator by external ID', locator('externalId', '={{ $json.nothing }}')],
	] as const;

	it.each(empty)('are not those of all clients if the client is %s', async (_, clientId) => {
		const { received } = clientSuccess();

		const run = await read(filtered(clientId));
		const { error } = await syncOrStop(filtered(clientId));

		expect(run.failure(0)).toMatchObject({ outcome: 'rejected', attempts: 0, message: 'Item 0: clientId is required, but has no value' });
		expect(error?.message).toBe('Item 0: clientId is required, but has no value');
		expect(received).toEqual([]);
	});

	it('are those of all clients without the filter', async () => {
		const { api, received } = clientSuccess();
		serveSearch(api, '/contract/search', () => contracts);

		expect((await read(getAll({ resource: 'contract' }))).uuids).toEqual(['ctr_1', 'ctr_2', 'ctr_3']);
		expect(received.map(queryOf)[0]).not.toHaveProperty('tenantClientId');
	});

	it('are no question for other objects, whatever is left over from contracts', async () => {
		const { queries } = clients(1);

		await read(getAll({ parameters: { filters: { clientId: '' } } }));

		expect(queries()[0]).not.toHaveProperty('tenantClientId');
	});
});

describe('several items', () => {
	it('each ask for themselves, and each record is paired with the item that asked', async () => {
		const { api, received } = clientSuccess();
		serveSearch(api, '/client/search', ({ modifiedAfter = '' }) => (modifiedAfter.startsWith('2026-02') ? [] : many(modifiedAfter.slice(0, 4), 5)));

		const run = await read(getAll({
			rows: [{ since: '2024-01-01', limit: 2 }, { since: '2026-02-01', limit: 2 }, { since: '2025-01-01', limit: 1 }, { since: 'soon', limit: 1 }],
			parameters: { limit: '={{ $json.limit }}', filters: { modifiedAfter: '={{ $json.since }}' } },
		}));

		expect(run.uuids).toEqual(['2024_0', '2024_1', '2025_0', 'rejected']);
		expect(run.origins).toEqual([0, 0, 2, 3]);
		expect(received).toHaveLength(3);
		expect(run.hints[0]).toBe('3 clients read, 1 item failed (3 requests, 0 retries, 0 seconds waited).');
	});

	it('ask as many at once as Max Concurrent Requests says, and keep their order', async () => {
		const { api } = clientSuccess();
		serveSearch(api, '/contract/search', ({ tenantClientId }) => [{ uuid: `of ${tenantClientId}` }]);
		const rows = Array.from({ length: 10 }, (_, index) => ({ client: `cln_${index}` }));

		const run = await read(getAll({ resource: 'contract', rows, options: { maxConcurrency: 5 }, parameters: { filters: { clientId: '={{ $json.client }}' } } }));

		expect(run.uuids).toEqual(rows.map(({ client }) => `of ${client}`));
	});
});

describe('Simplify', () => {
	const contract = { uuid: 'ctr_1', id: 1, tenantClientId: 'cln_1', clientId: 'cln_1', client: { name: 'Acme' }, name: 'Gold', amount: 5, startDate: '2026-01-01', endDate: '2026-12-31', createdTime: 'x', modifiedTime: 'y', custom: {} };
	const small = { uuid: 'ctr_2', custom: { any__cs: 1 } };

	it.each([
		[undefined, [['uuid', 'tenantClientId', 'name', 'amount', 'startDate', 'endDate', 'createdTime', 'modifiedTime'], ['uuid', 'custom']]],
		[false, [Object.keys(contract), ['uuid', 'custom']]],
	])('%s: records of more than ten fields are made simpler, others are not', async (simplify, keys) => {
		const { api } = clientSuccess();
		serveSearch(api, '/contract/search', () => [contract, small]);

		const run = await read(getAll({ resource: 'contract', parameters: simplify === undefined ? {} : { simplify } }));

		expect(run.json.map((json) => Object.keys(json))).toEqual(keys);
	});
});
