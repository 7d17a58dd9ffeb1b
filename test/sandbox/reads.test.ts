/** Reading back: one record, pages of a search, custom fields. */
import type { Sandbox } from '../../sandbox/server.mts';
import { open, send } from './http.ts';

/** The fields of a page of `/client/search` that its records are told apart by. */
async function names(sandbox: Sandbox, query: string): Promise<unknown> {
	const { body } = await send(sandbox, 'GET', `/client/search?${query}`);
	return typeof body === 'object' && body !== null && 'data' in body && Array.isArray(body.data) ? body.data.map((record) => record.name) : body;
}

describe('one record', () => {
	it('is answered bare, contacts and contracts with their client', async () => {
		const sandbox = await open();
		const [client] = sandbox.seed('client', [{ name: 'Acme' }]);
		const [contact] = sandbox.seed('contact', [{ clientId: client?.uuid, email: 'a@example.com' }]);
		const [contract] = sandbox.seed('contract', [{ clientId: client?.uuid, name: 'Gold' }]);
		expect(await send(sandbox, 'GET', `/client/${client?.uuid}`)).toMatchObject({ status: 200, body: client });
		expect((await send(sandbox, 'GET', `/contact/${contact?.uuid}`)).body).toEqual({ ...contact, tenantClientId: client?.uuid });
		expect((await send(sandbox, 'GET', `/contract/${contract?.uuid}`)).body).toEqual({
			...contract,
			tenantClientId: client?.uuid,
			client: { id: client?.id, uuid: client?.uuid, name: 'Acme' },
		});
	});

	it('is a 404 where there is none', async () => {
		const sandbox = await open();
		expect(await send(sandbox, 'GET', '/contact/con_none')).toMatchObject({ status: 404, body: { message: 'Contact not found' } });
	});
});

describe('search', () => {
	it('answers page after page', async () => {
		const sandbox = await open();
		sandbox.seed('client', ['A', 'B', 'C', 'D', 'E'].map((name) => ({ name })));
		const pages = await Promise.all([0, 1, 2, 3].map(async (page) => (await send(sandbox, 'GET', `/client/search?page=${page}&size=2`)).body));
		expect(pages).toMatchObject([
			{ data: [{ name: 'A' }, { name: 'B' }], first: true, last: false, page: 0, size: 2, totalPages: 3, totalElements: 5 },
			{ data: [{ name: 'C' }, { name: 'D' }], first: false, last: false, page: 1 },
			{ data: [{ name: 'E' }], first: false, last: true, page: 2 },
			{ data: [], first: false, last: true, page: 3 },
		]);
	});

	it('sorts in both directions, records without a value last, equal ones as created', async () => {
		const sandbox = await open({ now: () => 0 });
		sandbox.seed('client', [{ name: 'B', npsScore: 9 }, { name: 'A' }, { name: 'C', npsScore: 10 }, { name: 'B', npsScore: 11 }]);
		expect(await names(sandbox, 'sortBy=name')).toEqual(['A', 'B', 'B', 'C']);
		expect(await names(sandbox, 'sortBy=name&sortDirection=desc')).toEqual(['C', 'B', 'B', 'A']);
		expect(await names(sandbox, 'sortBy=npsScore')).toEqual(['B', 'C', 'B', 'A']);
		expect(await names(sandbox, 'sortBy=npsScore&sortDirection=desc')).toEqual(['B', 'C', 'B', 'A']);
		expect(await names(sandbox, 'sortBy=modifiedTime&sortDirection=desc')).toEqual(['B', 'A', 'C', 'B']);
	});

	it('finds nothing of what there was before a reset', async () => {
		const sandbox = await open();
		for (const name of ['Before', 'After']) {
			sandbox.reset();
			sandbox.seed('client', [{ name }]);
			expect(await names(sandbox, 'sortBy=name')).toEqual([name]);
		}
	});

	it('finds what changed after a time, and sees each change at once', async () => {
		let time = 0;
		const sandbox = await open({ now: () => time });
		const [old] = sandbox.seed('client', [{ name: 'Old' }]);
		time = 1000;
		sandbox.seed('client', [{ name: 'New' }]);
		const query = `sortBy=modifiedTime&modifiedAfter=${encodeURIComponent('1970-01-01T00:00:00.000Z')}`;
		expect(await names(sandbox, query)).toEqual(['New']);
		time = 2000;
		sandbox.change('client', old?.uuid ?? '', { name: 'Changed' });
		expect(await names(sandbox, query)).toEqual(['New', 'Changed']);
		sandbox.remove('client', old?.uuid ?? '');
		expect(await names(sandbox, query)).toEqual(['New']);
	});

	it('filters contracts and contacts by client', async () => {
		const sandbox = await open();
		sandbox.seed('contract', [{ clientId: 'c', name: 'One' }, { clientId: 'd', name: 'Two' }]);
		expect((await send(sandbox, 'GET', '/contract/search?tenantClientId=d')).body).toMatchObject({ data: [{ name: 'Two', tenantClientId: 'd', client: null }], totalElements: 1 });
	});

	it.each(['size=0', 'page=-1', 'size=x', 'sortDirection=up', 'modifiedAfter=yesterday'])('refuses %s', async (query) => {
		const sandbox = await open();
		expect((await send(sandbox, 'GET', `/client/search?${query}`)).status).toBe(400);
	});
});

describe('custom fields', () => {
	it('are those that were set, by object', async () => {
		const tier = { fieldId: 1, fieldKey: 'tier__cs', fieldLabel: 'Tier', fieldName: 'tier', fieldTypeName: 'Picklist', required: false, system: false, picklistValues: [{ label: 'Gold', value: 'gold', archived: false }] };
		const sandbox = await open({ customFields: { client: [tier] } });
		expect((await send(sandbox, 'GET', '/customfield/all/CLIENT')).body).toEqual([tier]);
		expect((await send(sandbox, 'GET', '/customfield/all/CONTRACT')).body).toEqual([]);
		expect((await send(sandbox, 'GET', '/customfield/all/INVOICE')).status).toBe(404);
	});
});
