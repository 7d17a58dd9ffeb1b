/** Records that rows name by external ID or email instead of UUID. */
import type { IDataObject } from 'n8n-workflow';
import { sync } from './support/run.ts';
import type { Scenario } from './support/run.ts';
import { many, serveSearch } from './support/search.ts';
import { clientSuccess, useNock } from './support/server.ts';

useNock();

const clients = [
	...many('cln', 120, (index) => ({ externalId: `ACC-${index}`, name: `Client ${index}` })),
	{ uuid: 'twin_1', externalId: 'TWIN' }, { uuid: 'twin_2', externalId: 'TWIN ' }, { uuid: 'none', externalId: null }, { uuid: 'numbered', externalId: 7 },
];
const contacts = [{ uuid: 'con_1', email: 'ann@acme.test' }, { uuid: 'con_2', email: 'Bob@Bolt.test' }, { uuid: 'con_3', email: 'bob@bolt.test' }, { uuid: 'con_4' }];

const locator = (mode: string, value: string): IDataObject => ({ __rl: true, mode, value });
const CLIENTS_READ = 'All clients were read once to find UUIDs by External ID.';
const CONTACTS_READ = 'All contacts were read once to find UUIDs by Email.';

/** Knows the clients and contacts, and takes what is written. */
function serve() {
	const { api, received } = clientSuccess();
	const searches = {
		clients: () => serveSearch(api, '/client/search', () => clients),
		contacts: () => serveSearch(api, '/contact/search', () => contacts),
	};
	const sent = () => received.filter(({ method }) => method !== 'GET').map(({ method, path, body }) => [method, path.slice(3), body]);
	const reads = () => received.filter(({ method }) => method === 'GET').map(({ path }) => path.slice(3).replace(/\?page=(\d+).*/, ' $1'));
	return { api, received, sent, reads, searches };
}

describe('the column clientExternalId', () => {
	const writes = [
		{ resource: 'contact', operation: 'insert', send: ['POST', '/contact/bulk', [{ clientId: 'cln_7', title: 'CTO' }]] },
		{ resource: 'contact', operation: 'upsert', send: ['POST', '/contact/upsert', { clientId: 'cln_7', title: 'CTO' }] },
		{ resource: 'contact', operation: 'update', send: ['PUT', '/contact/x_1', { clientId: 'cln_7', title: 'CTO' }] },
		{ resource: 'contract', operation: 'insert', send: ['POST', '/contract', { clientId: 'cln_7', name: 'Gold' }] },
		{ resource: 'contract', operation: 'upsert', send: ['POST', '/contract/upsert', { clientId: 'cln_7', name: 'Gold' }] },
		{ resource: 'contract', operation: 'update', send: ['PUT', '/contract/x_1', { clientId: 'cln_7', name: 'Gold' }] },
	] as const;
	const field = { contact: { title: 'CTO' }, contract: { name: 'Gold' } };

	it.each(writes)('gives the client of a $resource on $operation', async ({ resource, operation, send }) => {
		const { api, sent, searches, reads } = serve();
		searches.clients();
		api.intercept(send[1], send[0]).reply(200, operation === 'insert' && resource === 'contact' ? [{ id: 5 }] : { id: 5 });

		const run = await sync({ resource, operation, rows: [{ uuid: 'x_1', clientExternalId: 'ACC-7', ...field[resource] }] });

		expect(sent()).toEqual([send]);
		expect(run.json).toEqual([{ ...(operation === 'update' && { uuid: 'x_1' }), clientId: 'cln_7', ...field[resource], id: 5 }]);
		expect(reads()).toEqual(['/client/search 0', '/client/search 1']);
		expect(run.hints[0]).toContain(`1 ${resource} written (3 requests`);
		expect(run.hints[1]).toBe(CLIENTS_READ);
	});

	it.each(['client_external_id', 'Client External ID', 'CLIENT-EXTERNAL-ID'])('may be called %s', async (column) => {
		const { api, sent, searches } = serve();
		searches.clients();
		api.post('/contact/upsert').reply(200, {});

		await sync({ resource: 'contact', rows: [{ [column]: ' ACC-7 ', email: 'a@x.test' }] });

		expect(sent()).toEqual([['POST', '/contact/upsert', { clientId: 'cln_7', email: 'a@x.test' }]]);
	});

	it('may hold numbers, as warehouses do, and ClientSuccess too', async () => {
		const { api, sent, searches } = serve();
		searches.clients();
		api.post('/contract').twice().reply(200, {});

		await sync({ resource: 'contract', operation: 'insert', rows: [{ clientExternalId: 7 }, { clientExternalId: '7' }] });

		expect(sent()).toEqual([['POST', '/contract', { clientId: 'numbered' }], ['POST', '/contract', { clientId: 'numbered' }]]);
	});

	it('is read once per execution however many rows there are, and only as far as there are pages', async () => {
		const { api, reads, searches, received } = serve();
		searches.clients();
		api.persist().post('/contact/bulk').reply(204);

		const rows = Array.from({ length: 350 }, (_, index) => ({ clientExternalId: `ACC-${index % 120}` }));
		const run = await sync({ resource: 'contact', operation: 'insert', rows });

		expect(reads()).toEqual(['/client/search 0', '/client/search 1']);
		expect(received.slice(2).flatMap(({ body }) => body)).toEqual(rows.map((_, index) => ({ clientId: `cln_${index % 120}` })));
		expect(run.hints).toEqual(['350 contacts written (6 requests, 0 retries, 0 seconds waited).', CLIENTS_READ]);
	});

	it.each([
		['has a clientId, which is used', { clientId: 'cln_3', clientExternalId: 'ACC-9' }, 'cln_3'],
		['has a clientId and nothing in it', { clientId: 'cln_3', clientExternalId: '' }, 'cln_3'],
		['has a clientId and null in it', { client_id: 'cln_3', client_external_id: null }, 'cln_3'],
	])('causes no lookup for a row that %s', async (_, row, clientId) => {
		const { api, sent, reads } = serve();
		api.post('/contact/upsert').reply(200, {});

		const run = await sync({ resource: 'contact', rows: [{ ...row, email: 'a@x.test' }] });

		expect(sent()).toEqual([['POST', '/contact/upsert', { clientId, email: 'a@x.test' }]]);
		expect(reads()).toEqual([]);
		expect(run.hints).toHaveLength(1);
	});

	it('is the row\'s error if it leads to no client or to two; other rows are written', async () => {
		const { api, sent, searches } = serve();
		searches.clients();
		api.post('/contact/bulk').reply(200, [{ uuid: 'con_a' }, { uuid: 'con_d' }]);

		const run = await sync({
			resource: 'contact', operation: 'insert',
			rows: [{ clientExternalId: 'ACC-0' }, { clientExternalId: 'ACC-999' }, { clientExternalId: 'TWIN' }, { clientId: 'cln_1' }, { clientExternalId: '' }, { clientExternalId: ['x'] }],
		});

		expect(run.uuids).toEqual(['con_a', 'rejected', 'rejected', 'con_d', 'rejected', 'rejected']);
		expect(sent()).toEqual([['POST', '/contact/bulk', [{ clientId: 'cln_0' }, { clientId: 'cln_1' }]]]);
		expect(run.failure(1)).toMatchObject({ httpCode: null, attempts: 0, message: 'Item 1: clientId can\'t be found: there is no client with the externalId "ACC-999"' });
		expect(run.failure(2).message).toBe('Item 2: clientId is ambiguous: there are 2 clients with the externalId "TWIN": twin_1, twin_2');
		expect(run.failure(4).message).toMatch(/^Item 4: clientId is required/);
		expect(run.failure(5).message).toMatch(/^Item 5: clientExternalId must be text or a number, but is a list/);
	});

	it('means nothing for clients, and is ignored like other columns', async () => {
		const { api, sent, reads } = serve();
		api.post('/client/upsert').reply(200, {});

		const run = await sync({ rows: [{ name: 'Acme', clientExternalId: 'ACC-1' }] });

		expect(sent()).toEqual([['POST', '/client/upsert', { name: 'Acme' }]]);
		expect(reads()).toEqual([]);
		expect(run.hints[1]).toContain('clientExternalId');
	});
});

describe('Match On', () => {
	it('External ID finds the client to update', async () => {
		const { api, sent, searches, reads } = serve();
		searches.clients();
		api.put('/client/cln_7').reply(200, { id: 9 });

		const run = await sync({
			operation: 'update', options: { matchOn: 'externalId' },
			rows: [{ External_ID: 'ACC-7', city: 'Köln' }, { externalId: 'ACC-x', city: 'Köln' }, { externalId: 'TWIN', city: 'Köln' }, { city: 'Köln' }, { externalId: 'ACC-8' }],
		});

		expect(sent()).toEqual([['PUT', '/client/cln_7', { externalId: 'ACC-7', city: 'Köln' }]]);
		expect(reads()).toHaveLength(2);
		expect(run.json[0]).toEqual({ uuid: 'cln_7', externalId: 'ACC-7', city: 'Köln', id: 9 });
		expect([1, 2, 3, 4].map((item) => run.failure(item).message)).toEqual([
			'Item 1: uuid can\'t be found: there is no client with the externalId "ACC-x"',
			'Item 2: uuid is ambiguous: there are 2 clients with the externalId "TWIN": twin_1, twin_2',
			'Item 3: externalId is required, but has no value',
			'Item 4: there is nothing to update: no field has a value',
		]);
		expect(run.hints[1]).toBe(CLIENTS_READ);
	});

	it('Email finds the contact to update, in any case', async () => {
		const { api, sent, searches } = serve();
		searches.contacts();
		api.put('/contact/con_1').reply(200, {});

		const run = await sync({
			resource: 'contact', operation: 'update', options: { matchOn: 'email' },
			rows: [{ 'E-Mail': 'ANN@acme.test', title: 'CTO' }, { email: 'bob@bolt.test', title: 'CTO' }],
		});

		expect(sent()).toEqual([['PUT', '/contact/con_1', { email: 'ANN@acme.test', title: 'CTO' }]]);
		expect(run.failure(1).message).toBe('Item 1: uuid is ambiguous: there are 2 contacts with the email "bob@bolt.test": con_2, con_3');
		expect(run.hints[1]).toBe(CONTACTS_READ);
	});

	it('Email and clientExternalId are looked up together, each once', async () => {
		const { api, sent, searches, reads } = serve();
		searches.clients();
		searches.contacts();
		api.put('/contact/con_1').reply(200, {});

		const run = await sync({ resource: 'contact', operation: 'update', options: { matchOn: 'email' }, rows: [{ email: 'ann@acme.test', clientExternalId: 'ACC-7' }] });

		expect(sent()).toEqual([['PUT', '/contact/con_1', { clientId: 'cln_7', email: 'ann@acme.test' }]]);
		expect(reads().sort()).toEqual(['/client/search 0', '/client/search 1', '/contact/search 0']);
		expect(run.hints.slice(1).sort()).toEqual([CLIENTS_READ, CONTACTS_READ]);
	});

	it.each([
		['client', { matchOn: 'uuid' }],
		['client', { matchOn: 'email' }],
		['contact', { matchOn: 'externalId' }],
		['contract', { matchOn: 'email' }],
	] as const)('leaves a %s to its UUID: %j, left over from another object', async (resource, options) => {
		const { api, reads } = serve();
		api.put(`/${resource}/x_1`).reply(200, {});

		const run = await sync({ resource, operation: 'update', options, rows: [{ uuid: 'x_1', name: 'A', title: 'B' }] });

		expect(run.outcomes).toEqual(['written']);
		expect(reads()).toEqual([]);
	});

	it('is for update alone', async () => {
		const { api, reads } = serve();
		api.post('/client/upsert').reply(200, {});

		await sync({ options: { matchOn: 'externalId' }, rows: [{ name: 'A', externalId: 'ACC-1' }] });

		expect(reads()).toEqual([]);
	});
});

describe('Map Each Field Below', () => {
	const define = (scenario: Scenario): Scenario => ({ ...scenario, parameters: { dataMode: 'defineBelow', ...scenario.parameters } });

	it.each([
		['a plain text', 'cln_7'], ['a plain expression', '={{ $json.id }}'], ['a locator from the list', locator('list', 'cln_7')],
		['a locator by UUID', locator('id', '={{ $json.id }}')],
	])('takes a UUID as it is: %s', async (_, uuid) => {
		const { api, sent, reads } = serve();
		api.put('/contact/cln_7').reply(200, {});
		api.post('/contract').reply(200, {});

		await sync(define({ resource: 'contact', operation: 'update', rows: [{ id: 'cln_7' }], parameters: { uuid, contactFields: { clientId: uuid } } }));
		await sync(define({ resource: 'contract', operation: 'insert', rows: [{ id: 'cln_7' }], parameters: { clientId: uuid } }));

		expect(sent()).toEqual([['PUT', '/contact/cln_7', { clientId: 'cln_7' }], ['POST', '/contract', { clientId: 'cln_7' }]]);
		expect(reads()).toEqual([]);
	});

	it('finds a client by external ID, for the record itself and for its parent', async () => {
		const { api, sent, searches, reads } = serve();
		searches.clients();
		api.put('/client/cln_7').reply(200, {});
		api.post('/contact/bulk').reply(200, [{}, {}]);

		const rows = [{ key: 'ACC-7' }, { key: 'ACC-x' }, { key: '' }];
		const update = await sync(define({ operation: 'update', rows, parameters: { uuid: locator('externalId', '={{ $json.key }}'), clientFields: { city: 'Köln' } } }));
		const insert = await sync(define({
			resource: 'contact', operation: 'insert', rows: [...rows, { key: 'ACC-8' }],
			parameters: { clientId: locator('externalId', '={{ $json.key }}'), contactFields: { title: 'CTO' } },
		}));

		expect(sent()).toEqual([
			['PUT', '/client/cln_7', { city: 'Köln' }],
			['POST', '/contact/bulk', [{ clientId: 'cln_7', title: 'CTO' }, { clientId: 'cln_8', title: 'CTO' }]],
		]);
		expect(update.outcomes).toEqual(['written', 'rejected', 'rejected']);
		expect(update.failure(1).message).toContain('uuid can\'t be found: there is no client with the externalId "ACC-x"');
		expect(update.failure(2).message).toContain('uuid is required');
		expect(insert.outcomes).toEqual(['written', 'rejected', 'rejected', 'written']);
		expect(insert.failure(1).message).toContain('clientId can\'t be found');
		expect(insert.failure(2).message).toContain('clientId is required');
		expect(reads()).toHaveLength(4);
	});

	it('finds a contact by email, and the new parent of a contact by external ID', async () => {
		const { api, sent, searches } = serve();
		searches.clients();
		searches.contacts();
		api.put('/contact/con_1').reply(200, {});

		await sync(define({
			resource: 'contact', operation: 'update', rows: [{ mail: 'Ann@acme.test', client: 'ACC-5' }],
			parameters: { uuid: locator('email', '={{ $json.mail }}'), contactFields: { clientId: locator('externalId', '={{ $json.client }}') } },
		}));

		expect(sent()).toEqual([['PUT', '/contact/con_1', { clientId: 'cln_5' }]]);
	});
});

describe('rows that were found to be for the same record', () => {
	it('keep their order with concurrent requests, and others don\'t wait for them', async () => {
		const { api, received, searches } = serve();
		searches.clients();
		api.persist().put('/client/cln_7').delay(30).reply(200, {});
		api.persist().put('/client/cln_8').reply(200, {});

		const rows = ['a', 'b', 'c'].flatMap((city) => [{ externalId: 'ACC-7', city }, { externalId: 'ACC-8', city }]);
		await sync({ operation: 'update', options: { matchOn: 'externalId', maxConcurrency: 4 }, rows });

		const puts = received.filter(({ path }) => path === '/v2/client/cln_7');
		expect(puts.map(({ body }) => body)).toEqual(['a', 'b', 'c'].map((city) => ({ externalId: 'ACC-7', city })));
		puts.slice(1).forEach(({ at }, index) => expect(at - (puts[index]?.at ?? NaN)).toBeGreaterThanOrEqual(28));
	});
});
