import type { IDataObject } from 'n8n-workflow';
import { readWorkflow, runWorkflow } from '../../engine/index.mts';
import { engine, sync } from './support/run.ts';
import { API_KEY, clientSuccess, useNock } from './support/server.ts';
import clientInsert from './workflows/client-insert.json';
import clientUpdate from './workflows/client-update.json';
import clientUpsert from './workflows/client-upsert.json';
import clientsThenContacts from './workflows/clients-then-contacts.json';
import contactInsert from './workflows/contact-insert.json';
import contactUpdate from './workflows/contact-update.json';
import contactUpsert from './workflows/contact-upsert.json';
import contractInsert from './workflows/contract-insert.json';
import contractUpdate from './workflows/contract-update.json';
import contractUpsert from './workflows/contract-upsert.json';

useNock();

const clients: IDataObject[] = [
	{
		name: 'Acme Inc.', externalId: 'ACC-1', status: 'ACTIVE', siteUrl: 'https://acme.test', street: '1 Main St',
		city: 'Berlin', state: 'BE', zip: '10115', country: 'Germany', active: true, inceptionDate: '2024-02-29',
		terminatedDate: '2026-12-31', logoUrl: 'https://acme.test/logo.png', timezone: 'Europe/Berlin',
		salesforceAccountId: '001A', zendeskId: '77', usageId: 'u-1', stripeId: 'cus_1', npsScore: -20,
		note: 'A "quoted" note', custom: { region__cs: 'EMEA', tiers: ['gold', 'pilot'] },
	},
	{
		name: 'Bolt GmbH', externalId: 'ACC-2', status: 'TRIAL', siteUrl: 'https://bolt.test', street: '2 High St',
		city: 'Köln', state: 'NW', zip: '50667', country: 'Germany', active: false, inceptionDate: '2025-01-01',
		terminatedDate: '2026-12-31', logoUrl: 'https://bolt.test/logo.png', timezone: 'Europe/Berlin',
		salesforceAccountId: '001B', zendeskId: '78', usageId: 'u-2', stripeId: 'cus_2', npsScore: 100,
		note: 'ünïcode 🚀', custom: { region__cs: 'EMEA', tiers: [] },
	},
];
const contacts: IDataObject[] = [
	{ clientId: 'cln_1', email: 'ann@acme.test', firstName: 'Ann', lastName: 'Lee', title: 'CTO', phone: '4930123456', custom: { seat__cs: 7 } },
	{ clientId: 'cln_2', email: 'bob@bolt.test', firstName: 'Bob', lastName: 'Ray', title: 'CEO', phone: '+49 30 9', custom: { seat__cs: 8 } },
];
const contracts: IDataObject[] = [
	{ clientId: 'cln_1', name: 'Gold 2026', amount: 1234.5, startDate: '2026-01-01', endDate: '2026-12-31', custom: { auto__cs: true } },
	{ clientId: 'cln_2', name: 'Silver 2026', amount: 99, startDate: '2026-01-31', endDate: '2027-01-31', custom: { auto__cs: false } },
];

const put = (path: string, records: IDataObject[]) => records.map((body, index) => ({ method: 'PUT', path: `/v2/${path}_${index + 1}`, body }));
const post = (path: string, records: IDataObject[]) => records.map((body) => ({ method: 'POST', path: `/v2/${path}`, body }));
const bulk = (path: string, records: IDataObject[]) => [{ method: 'POST', path: `/v2/${path}`, body: records }];

/** Per workflow file: the requests each of its two nodes makes, and the hint's words for what was written. */
const cases = [
	{ file: clientInsert, records: clients, requests: bulk('client/bulk', clients), hint: '2 clients written (1 request' },
	{ file: clientUpdate, records: clients, requests: put('client/cln', clients), hint: '2 clients written (2 requests' },
	{ file: clientUpsert, records: clients, requests: post('client/upsert', clients), hint: '2 clients written (2 requests' },
	{ file: contactInsert, records: contacts, requests: bulk('contact/bulk', contacts), hint: '2 contacts written (1 request' },
	{ file: contactUpdate, records: contacts, requests: put('contact/con', contacts), hint: '2 contacts written (2 requests' },
	{ file: contactUpsert, records: contacts, requests: post('contact/upsert', contacts), hint: '2 contacts written (2 requests' },
	{ file: contractInsert, records: contracts, requests: post('contract', contracts), hint: '2 contracts written (2 requests' },
	{ file: contractUpdate, records: contracts, requests: put('contract/ctr', contracts), hint: '2 contracts written (2 requests' },
	{ file: contractUpsert, records: contracts, requests: post('contract/upsert', contracts), hint: '2 contracts written (2 requests' },
];

describe.each(cases)('$file.name', ({ file, records, requests, hint }) => {
	/** What ClientSuccess adds to a record, and a value that it brings into a form of its own. */
	const answerTo = (index: number) => ({ uuid: `new_${index}`, id: index, phone: 'as stored', modifiedTime: '2026-01-01T00:00:00Z' });

	it('sends the same requests, and puts out the records, in both data modes', async () => {
		const { api, received } = clientSuccess();
		const twice = [...requests, ...requests];
		twice.forEach(({ method, path, body }, index) => {
			const answer = Array.isArray(body) ? body.map((_, at) => answerTo(at)) : answerTo(index % 2);
			api.intercept(path.replace('/v2', ''), method).reply(200, answer);
		});

		const result = await runWorkflow({ ...engine(), workflow: file });

		expect(result.error()?.message).toBeUndefined();
		expect(received.map(({ method, path, body }) => ({ method, path, body }))).toEqual(twice);
		for (const { headers } of received) {
			expect(headers).toMatchObject({ authorization: API_KEY, 'content-type': 'application/json', accept: 'application/json' });
		}
		const uuids = file.name.startsWith('Update') ? requests.map(({ path }) => ({ uuid: path.split('/').pop() })) : [];
		for (const node of ['Map Automatically', 'Map Each Field']) {
			expect(result.output(node)).toEqual(
				records.map((record, item) => ({ json: { ...uuids[item], ...record, ...answerTo(item) }, pairedItem: { item } })),
			);
			expect(result.hints(node).map(({ message }) => message)).toEqual([expect.stringContaining(hint)]);
		}
		expect(result.status).toBe('success');
	});

	it.each([
		['nothing', 204, ''],
		['an empty text', 200, ''],
		['an empty object', 200, '{}'],
	])('takes %s for an answer, and puts out what was sent', async (_, status, body) => {
		const { api } = clientSuccess();
		for (const { method, path } of [...requests, ...requests]) api.intercept(path.replace('/v2', ''), method).reply(status, body);

		const result = await runWorkflow({ ...engine(), workflow: file });

		expect(result.error()?.message).toBeUndefined();
		expect(result.output('Map Automatically').map(({ json }) => json)).toEqual(records.map((record) => expect.objectContaining(record)));
	});
});

describe('batches', () => {
	const rows = Array.from({ length: 205 }, (_, index) => ({ clientId: 'cln_1', email: `p${index}@acme.test` }));
	const sizesOf = (received: ReadonlyArray<{ body: unknown }>) => received.map(({ body }) => (Array.isArray(body) ? body.length : 0));

	it.each([
		['100 records by default', {}, [100, 100, 5]],
		['as many as Batch Size says', { batchSize: 70 }, [70, 70, 65]],
	])('sends %s per bulk request, in input order', async (_, options, sizes) => {
		const { api, received } = clientSuccess();
		api.post('/contact/bulk').times(3).reply(200, async (request: Request) => await request.json());

		const run = await sync({ resource: 'contact', operation: 'insert', rows, options });

		expect(sizesOf(received)).toEqual(sizes);
		expect(received.flatMap(({ body }) => body)).toEqual(rows);
		expect(run.json).toEqual(rows);
	});

	it('does not send contracts in bulk', async () => {
		const { api, received } = clientSuccess();
		api.post('/contract').times(3).reply(201, { uuid: 'ctr' });

		await sync({ resource: 'contract', operation: 'insert', rows: rows.slice(0, 3), options: { batchSize: 100 } });

		expect(received.map(({ body }) => body)).toEqual([{ clientId: 'cln_1' }, { clientId: 'cln_1' }, { clientId: 'cln_1' }]);
	});
});

describe('further nodes', () => {
	it('use what ClientSuccess answered, and find the row each item came from', async () => {
		const { api, received } = clientSuccess();
		api.post('/client/upsert', { name: 'Acme', externalId: 'A' }).reply(201, { uuid: 'cln_a' });
		api.post('/client/upsert', { name: 'Cord', externalId: 'C' }).reply(200, { data: { uuid: 'cln_c' } });
		api.post('/contact/bulk').reply(200, [{ uuid: 'con_a' }, { uuid: 'con_c' }]);

		const result = await runWorkflow({ ...engine(), workflow: readWorkflow(clientsThenContacts) });

		expect(result.error()?.message).toBeUndefined();
		expect(received.at(-1)?.body).toEqual([
			{ clientId: 'cln_a', email: 'ann@acme.test' },
			{ clientId: 'cln_c', email: 'cat@cord.test' },
		]);
		expect(result.output('Contacts').map(({ json }) => json.uuid)).toEqual(['con_a', 'con_c']);
		expect(result.output('Failed')).toHaveLength(1);
		expect(result.output('Failed')[0]?.json).toMatchObject({ name: 'Bolt', error: { outcome: 'rejected' } });
	});
});
