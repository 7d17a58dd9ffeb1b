import type { INodeProperties } from 'n8n-workflow';
import { ClientSuccess } from '../../nodes/ClientSuccess/ClientSuccess.node.ts';
import type { Sandbox } from '../../sandbox/server.mts';
import { closedPort } from '../engine/support/loopback.mts';
import { open } from '../sandbox/http.ts';
import { editor, problemOf } from './editor.ts';

let now = Date.parse('2024-05-01T10:00:00Z');
let sandbox: Sandbox;
beforeEach(async () => {
	// Each record is later than the one before, so that the last one comes first.
	sandbox = await open({ now: () => (now += 1000) });
});
afterEach(() => jest.restoreAllMocks());

const namesOf = async (method: string, filter?: string) => (await editor(sandbox).searchList(method, filter)).results.map(({ name }) => name);

describe('the names in the list', () => {
	it('are those of clients with their external ID, the last changed first', async () => {
		const [plain] = sandbox.seed('client', [{ name: 'Beta' }]);
		const [acme] = sandbox.seed('client', [{ name: 'Acme Inc.', externalId: 'ACC-1' }]);

		expect(await editor(sandbox).searchList('searchClients')).toEqual({
			results: [
				{ name: 'Acme Inc. (ACC-1)', value: acme?.uuid },
				{ name: 'Beta', value: plain?.uuid },
			],
		});
	});

	it('are those of contacts with their email, or what there is of them', async () => {
		const seeded = sandbox.seed('contact', [
			{},
			{ email: 'b@example.com' },
			{ firstName: 'Grace', lastName: '' },
			{ firstName: 'Ada', lastName: 'Lovelace', email: 'ada@example.com' },
		]);

		expect(await namesOf('searchContacts')).toEqual(['Ada Lovelace (ada@example.com)', 'Grace', 'b@example.com', seeded[0]?.uuid]);
	});

	it('are those of contracts', async () => {
		sandbox.seed('contract', [{ name: 'Gold 2024' }]);

		expect(await namesOf('searchContracts')).toEqual(['Gold 2024']);
	});

	it('hold an external ID that is a number', async () => {
		sandbox.seed('client', [{ name: 'Acme', externalId: 1042 }]);

		expect(await namesOf('searchClients', '1042')).toEqual(['Acme (1042)']);
	});

	it('may be missing: without a record the list is empty', async () => {
		expect(await editor(sandbox).searchList('searchClients')).toEqual({ results: [] });
	});
});

describe('someone who types', () => {
	it.each(['acme', 'ACME INC', '  inc. ', 'acc-1', 'Acme Inc. (ACC-1)'])('finds a client by name and external ID, in any case: %j', async (typed) => {
		sandbox.seed('client', [{ name: 'Beta', externalId: 'ACC-2' }, { name: 'Acme Inc.', externalId: 'ACC-1' }]);

		expect(await namesOf('searchClients', typed)).toEqual(['Acme Inc. (ACC-1)']);
	});

	it('finds a contact by email', async () => {
		sandbox.seed('contact', [{ firstName: 'Ada', email: 'ada@example.com' }, { firstName: 'Bob', email: 'bob@example.com' }]);

		expect(await namesOf('searchContacts', 'BOB@')).toEqual(['Bob (bob@example.com)']);
	});

	it('finds a record by UUID', async () => {
		const [, second] = sandbox.seed('contract', [{ name: 'A' }, { name: 'B' }]);

		expect(await namesOf('searchContracts', second?.uuid.toUpperCase())).toEqual(['B']);
	});

	it('finds a UUID with capitals in it', async () => {
		sandbox.script({ answer: { body: { data: [{ uuid: 'CLN_Ab1', name: 'Acme' }], last: true } } });

		expect(await namesOf('searchClients', 'cln_ab1')).toEqual(['Acme']);
	});

	it('does not find records by a part of their UUID, which any word may be', async () => {
		const [acme] = sandbox.seed('client', [{ name: 'Acme' }]);

		expect(await namesOf('searchClients', acme?.uuid.slice(0, 3))).toEqual([]);
	});

	it('gets an empty list if nothing fits', async () => {
		sandbox.seed('client', [{ name: 'Acme' }]);

		expect(await namesOf('searchClients', 'acne')).toEqual([]);
	});
});

describe('a list that is longer than a page', () => {
	it('goes on where it was', async () => {
		sandbox.seed('client', Array.from({ length: 250 }, (_, index) => ({ name: `N${index}` })));
		const seen: string[] = [];
		let token: string | undefined;
		const sizes: number[] = [];
		do {
			const { results, paginationToken } = await editor(sandbox).searchList('searchClients', '', token);
			seen.push(...results.map(({ name }) => name));
			sizes.push(results.length);
			token = paginationToken === undefined ? undefined : String(paginationToken);
		} while (token !== undefined);

		expect(sizes).toEqual([100, 100, 50]);
		expect(seen).toEqual(Array.from({ length: 250 }, (_, index) => `N${249 - index}`));
	});

	it('is read on until something fits what was typed', async () => {
		sandbox.seed('client', [{ name: 'Old one' }, ...Array.from({ length: 250 }, () => ({ name: 'New' }))]);

		expect(await namesOf('searchClients', 'old')).toEqual(['Old one']);
		expect(sandbox.requests).toHaveLength(3);
	});

	it('stops after a page that has something, and the next part begins behind it', async () => {
		sandbox.seed('client', [{ name: 'Acme 1' }, ...Array.from({ length: 150 }, () => ({ name: 'New' })), { name: 'Acme 2' }]);

		const first = await editor(sandbox).searchList('searchClients', 'acme');
		expect(first).toMatchObject({ results: [{ name: 'Acme 2' }], paginationToken: '1' });

		const second = await editor(sandbox).searchList('searchClients', 'acme', String(first.paginationToken));
		expect(second).toMatchObject({ results: [{ name: 'Acme 1' }] });
		expect(second.paginationToken).toBeUndefined();
	});

	it('is read for a hundred pages at once at most', async () => {
		sandbox.seed('client', [{ name: 'Old one' }, ...Array.from({ length: 10_050 }, () => ({ name: 'New' }))]);

		expect(await editor(sandbox).searchList('searchClients', 'old')).toEqual({ results: [], paginationToken: '100' });
		expect(sandbox.requests).toHaveLength(100);
		expect(await editor(sandbox).searchList('searchClients', 'old', '100')).toMatchObject({ results: [{ name: 'Old one' }] });
	});
});

describe('what keeps the list from coming is said in its place', () => {
	const clients = (setting: Parameters<typeof editor>[1] = {}) => problemOf(editor(sandbox, setting).searchList('searchClients'));

	it('a missing permission', async () => {
		sandbox.script({ answer: { status: 403, body: { message: 'Forbidden' } } });

		expect((await clients()).message).toBe('The API key has no permission to read clients: Forbidden');
	});

	it('a refused key, which is named nowhere', async () => {
		const { message, all } = await clients({ credential: { apiKey: 'another-key-123' } });

		expect(message).toBe('ClientSuccess refused the API key: Invalid API key');
		expect(all).not.toContain('another-key-123');
	});

	it('a key that ClientSuccess repeats is blotted out', async () => {
		sandbox.script({ answer: { status: 400, body: { message: `No account for ${sandbox.apiKey}` } } });

		const { message, all } = await clients();

		expect(message).toContain('No account for ***');
		expect(all).not.toContain(sandbox.apiKey);
	});

	it('a ClientSuccess that can\'t be reached, after one more attempt', async () => {
		jest.spyOn(Math, 'random').mockReturnValue(0);

		const { message } = await clients({ credential: { baseUrl: await closedPort() } });

		expect(message).toBe('ClientSuccess could not be reached for clients (2 attempts): the connection was refused');
	});

	it('a wait that nobody wants to wait', async () => {
		sandbox.script({ answer: { status: 429, headers: { 'retry-after': '30' } } });

		expect((await clients()).message).toContain('ClientSuccess asked to wait 30 seconds');
		expect(sandbox.requests).toHaveLength(1);
	});

	it('a credential that can\'t be used, or none', async () => {
		expect((await clients({ credential: { baseUrl: 'http://example.com' } })).message).toContain("The Base URL of the ClientSuccess credential can't be used");
		expect((await clients({ credential: null })).message).toContain('credentials');
	});
});

/** The methods that the node's parameters ask for. */
function askedFor(properties: readonly INodeProperties[]): string[] {
	const text = JSON.stringify(properties);
	return [...new Set([...text.matchAll(/"searchListMethod":"(\w+)"/g)].map(([, name]) => name ?? ''))];
}

it('every list that a parameter asks for is there', () => {
	const { description, methods } = new ClientSuccess();

	const names = askedFor(description.properties);
	expect(names).toContain('searchClients');
	expect(names.filter((name) => !(name in methods.listSearch))).toEqual([]);
});
