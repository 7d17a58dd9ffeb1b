import type { IDataObject } from 'n8n-workflow';
import { read, syncOrStop } from './support/run.ts';
import type { Scenario } from './support/run.ts';
import { serveSearch } from './support/search.ts';
import { clientSuccess, useNock } from './support/server.ts';

useNock();

const locator = (mode: string, value: string): IDataObject => ({ __rl: true, mode, value });
const rowsFor = (...uuids: unknown[]) => uuids.map((uuid) => ({ uuid }));
const named = '={{ $json.uuid }}';

const get = (scenario: Partial<Scenario> = {}): Scenario => {
	const { rows = rowsFor('cln_1'), parameters, ...more } = scenario;
	return { operation: 'get', rows, ...more, parameters: { uuid: named, ...parameters } };
};

const client = {
	id: 1, uuid: 'cln_1', name: 'Acme', externalId: 'ACC-1', status: 'ACTIVE', active: true, siteUrl: 'https://acme.test', city: 'Berlin',
	country: 'Germany', zip: '10115', note: 'long', custom: { region__cs: 'EMEA' }, createdTime: '2026-01-01T00:00:00Z', modifiedTime: '2026-01-02T00:00:00Z',
};

describe('the record to get', () => {
	it.each([
		['a plain text', 'cln_1'],
		['a plain expression', '={{ $json.uuid }}'],
		['a locator from the list', locator('list', 'cln_1')],
		['a locator by UUID', locator('id', 'cln_1')],
		['a locator by UUID with an expression', locator('id', '={{ $json.uuid }}')],
		['a locator by UUID with an expression of more than a path', locator('id', '={{ $json.uuid.trim() }}')],
		['outer spaces around it', ' cln_1\n'],
	])('may be named by %s', async (_, uuid) => {
		const { api, received } = clientSuccess();
		api.get('/client/cln_1').reply(200, { uuid: 'cln_1', name: 'Acme' });

		const run = await read(get({ parameters: { uuid } }));

		expect(run.items).toEqual([{ json: { uuid: 'cln_1', name: 'Acme' }, pairedItem: { item: 0 } }]);
		expect(run.hints).toEqual(['1 client read (1 request, 0 retries, 0 seconds waited).']);
		expect(received).toMatchObject([{ method: 'GET', body: undefined }]);
	});

	it.each(['client', 'contact', 'contract'] as const)('may be a %s', async (resource) => {
		const { api } = clientSuccess();
		api.get(`/${resource}/x_1`).reply(200, { uuid: 'x_1' });

		const run = await read(get({ resource, rows: rowsFor('x_1') }));

		expect(run.json).toEqual([{ uuid: 'x_1' }]);
		expect(run.hints[0]).toContain(`1 ${resource} read (1 request`);
	});

	it('may have a number for a UUID', async () => {
		const { api } = clientSuccess();
		api.get('/client/42').reply(200, { uuid: '42' });

		expect((await read(get({ rows: rowsFor(42) }))).uuids).toEqual(['42']);
	});

	it.each([
		['a/b', '/v2/client/a%2Fb'],
		['a b', '/v2/client/a%20b'],
		['../contact/con_1', '/v2/client/..%2Fcontact%2Fcon_1'],
		['cln?size=1#x', '/v2/client/cln%3Fsize%3D1%23x'],
		['100%', '/v2/client/100%25'],
		['ü', '/v2/client/%C3%BC'],
	])('keeps a UUID such as %j in one piece of the path', async (uuid, path) => {
		const { api, received } = clientSuccess();
		api.get(() => true).reply(200, { uuid });

		await read(get({ rows: rowsFor(uuid) }));

		expect(received).toMatchObject([{ path }]);
	});

	it.each([
		['..', /^Item 0: uuid can't be "\.\."/],
		['.', /^Item 0: uuid can't be "\."/],
		[' .. ', /^Item 0: uuid can't be/],
		['cln_\ud800', /^Item 0: uuid can't be/],
		['', /^Item 0: uuid is required, but has no value/],
		['  ', /^Item 0: uuid is required, but has no value/],
		[null, /^Item 0: uuid is required, but has no value/],
		[undefined, /^Item 0: uuid is required, but has no value/],
		[['cln_1'], /^Item 0: uuid must be text or a number, but is a list/],
		[{ a: 1 }, /^Item 0: uuid must be text or a number, but is an object/],
		[true, /^Item 0: uuid must be text or a number, but is the boolean true/],
	])('is not asked for as %j', async (uuid, message) => {
		const { received } = clientSuccess();

		const run = await read(get({ rows: rowsFor(uuid) }));

		expect(run.failure(0)).toMatchObject({ outcome: 'rejected', httpCode: null, attempts: 0, message: expect.stringMatching(message) });
		expect(received).toEqual([]);
	});

	it('is the one of its own item, also if an expression of another fails', async () => {
		const { api } = clientSuccess();
		api.get('/client/cln_1').reply(200, { uuid: 'cln_1' });
		api.get('/client/cln_3').reply(200, { uuid: 'cln_3' });

		const run = await read(get({
			rows: [{ uuid: 'cln_1' }, { uuid: 'cln_2', bad: true }, { uuid: 'cln_3' }],
			parameters: { uuid: locator('id', '={{ $json.bad ? $("Nowhere").item.json.x : $json.uuid }}') },
		}));

		expect(run.uuids).toEqual(['cln_1', 'rejected', 'cln_3']);
		expect(run.failure(1).message).toMatch(/^Item 1: .*expression.*node doesn't exist/);
	});
});

describe('the record to get, by what it is found by', () => {
	const clients = [
		{ uuid: 'cln_1', externalId: 'ACC-1' }, { uuid: 'cln_2', externalId: 'ACC-2' }, { uuid: 'cln_3', externalId: 'ACC-2' }, { uuid: 'cln_4' },
	];

	it('is a client\'s external ID: all clients are read once', async () => {
		const { api, received } = clientSuccess();
		serveSearch(api, '/client/search', () => clients);
		api.get('/client/cln_1').twice().reply(200, { uuid: 'cln_1' });

		const run = await read(get({
			rows: [{ key: 'ACC-1' }, { key: 'ACC-9' }, { key: 'ACC-2' }, { key: '' }, { key: ' ACC-1 ' }],
			parameters: { uuid: locator('externalId', '={{ $json.key }}') },
		}));

		expect(run.uuids).toEqual(['cln_1', 'rejected', 'rejected', 'rejected', 'cln_1']);
		expect(run.failure(1)).toMatchObject({ message: 'Item 1: uuid can\'t be found: there is no client with the externalId "ACC-9"', record: { externalId: 'ACC-9' } });
		expect(run.failure(2).message).toMatch(/ambiguous.*cln_2, cln_3/);
		expect(run.failure(3).message).toContain('uuid is required');
		expect(received.map(({ path }) => path.split('?')[0])).toEqual(['/v2/client/search', '/v2/client/cln_1', '/v2/client/cln_1']);
		expect(run.hints).toEqual([
			'2 clients read, 3 items failed (3 requests, 0 retries, 0 seconds waited).',
			'All clients were read once to find UUIDs by External ID.',
		]);
	});

	it('is a contact\'s email address, in any case', async () => {
		const { api } = clientSuccess();
		serveSearch(api, '/contact/search', () => [{ uuid: 'con_1', email: 'Ann@Acme.test' }]);
		api.get('/contact/con_1').reply(200, { uuid: 'con_1' });

		const run = await read(get({ resource: 'contact', rows: [{}], parameters: { uuid: locator('email', 'ANN@acme.TEST ') } }));

		expect(run.uuids).toEqual(['con_1']);
		expect(run.hints[1]).toBe('All contacts were read once to find UUIDs by Email.');
	});

	it('fails for each item that needs it if clients can\'t be read, and no hint says that they were', async () => {
		const { api } = clientSuccess();
		api.get('/client/search').query(true).twice().reply(503);

		const run = await read(get({ rows: rowsFor('ACC-1', 'ACC-2'), options: { maxRetries: 1 }, parameters: { uuid: locator('externalId', named) } }));

		expect(run.uuids).toEqual(['rejected', 'rejected']);
		expect(run.failure(1)).toMatchObject({ httpCode: 503, attempts: 2, message: expect.stringContaining('failed to give clients') });
		expect(run.hints).toHaveLength(1);
	});

	it('is not looked for if another item stops the node anyway', async () => {
		const { received } = clientSuccess();

		const { error } = await syncOrStop(get({ rows: rowsFor('ACC-1', ''), parameters: { uuid: locator('externalId', named) } }));

		expect(error?.message).toBe('Item 1: uuid is required, but has no value');
		expect(received).toEqual([]);
	});
});

describe('Simplify', () => {
	const simple = ['uuid', 'name', 'externalId', 'status', 'active', 'siteUrl', 'city', 'country', 'createdTime', 'modifiedTime'];

	it('leaves ten fields of a record with more, as it does by default', async () => {
		const { api } = clientSuccess();
		api.get('/client/cln_1').reply(200, client);

		const [json = {}] = (await read(get())).json;

		expect(Object.keys(json)).toEqual(simple);
		expect(client).toMatchObject(json);
	});

	it('leaves a record of ten fields as it is', async () => {
		const { api } = clientSuccess();
		const ten = Object.fromEntries(Object.entries({ ...client, externalId: null }).slice(-10));
		api.get('/client/cln_1').reply(200, ten);

		expect(Object.keys(ten)).toHaveLength(10);
		expect((await read(get())).json).toEqual([ten]);
	});

	it('leaves out what the record has not', async () => {
		const { api } = clientSuccess();
		api.get('/client/cln_1').reply(200, { ...client, country: undefined, city: undefined, externalId: null });

		const [json = {}] = (await read(get())).json;

		expect(Object.keys(json)).toEqual(simple.filter((name) => name !== 'country' && name !== 'city'));
		expect(json.externalId).toBeNull();
	});

	it('gives the record as it came if it is off, for each item by itself', async () => {
		const { api } = clientSuccess();
		api.get('/client/cln_1').twice().reply(200, client);

		const run = await read(get({ rows: [{ uuid: 'cln_1', raw: true }, { uuid: 'cln_1', raw: false }], parameters: { simplify: '={{ !$json.raw }}' } }));

		expect(run.json[0]).toEqual(client);
		expect(Object.keys(run.json[1] ?? {})).toEqual(simple);
	});
});
