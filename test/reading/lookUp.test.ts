import { client } from '../../nodes/ClientSuccess/objects/client.ts';
import { contact } from '../../nodes/ClientSuccess/objects/contact.ts';
import type { FindKey } from '../../nodes/ClientSuccess/objects/index.ts';
import { lookUp } from '../../nodes/ClientSuccess/reading/lookUp.ts';
import { ReadFailure } from '../../nodes/ClientSuccess/sync/outcome.ts';
import { accepted, unauthorized } from '../transport/fakes.mts';
import { connect, pageOf, pages } from './account.ts';

/** Looks values up in a server's pages, and gives what was found as a plain object. */
async function find(key: FindKey, wanted: readonly string[], server: Parameters<typeof connect>[0]) {
	const { transport, requests, finish } = connect(server);
	const found = await finish(lookUp(key === 'email' ? contact : client, key, new Set(wanted), transport));
	return { found: found instanceof ReadFailure ? found : Object.fromEntries(found), requests };
}

const one = (...data: unknown[]) => pages({ data, last: true });

describe('records that are looked up', () => {
	it('are found by their external ID', async () => {
		const { found, requests } = await find('externalId', ['A-1'], one({ uuid: 'cln_1', externalId: 'A-1' }, { uuid: 'cln_2', externalId: 'A-2' }));
		expect(found).toEqual({ 'A-1': ['cln_1'] });
		expect(requests).toMatchObject([{ path: expect.stringMatching(/^\/client\/search\?/) }]);
	});

	it('are found by their email address', async () => {
		const { found, requests } = await find('email', ['ann@acme.test'], one({ uuid: 'con_1', email: 'ann@acme.test' }));
		expect(found).toEqual({ 'ann@acme.test': ['con_1'] });
		expect(requests).toMatchObject([{ path: expect.stringMatching(/^\/contact\/search\?/) }]);
	});

	it('may be none', async () => {
		expect((await find('externalId', ['A-1'], one({ uuid: 'cln_2', externalId: 'A-2' }))).found).toEqual({});
		expect((await find('externalId', ['A-1'], one())).found).toEqual({});
	});

	it('may be two of the same name, on different pages', async () => {
		const server = pages({ data: [{ uuid: 'cln_1', externalId: 'A-1' }], last: false }, { data: [{ uuid: 'cln_2', externalId: 'A-1' }], last: true });
		const { found } = await find('externalId', ['A-1'], server);
		expect(found).toEqual({ 'A-1': expect.arrayContaining(['cln_1', 'cln_2']) });
	});

	it('are one if the same comes twice', async () => {
		const page = { data: [{ uuid: 'cln_1', externalId: 'A-1' }] };
		expect((await find('externalId', ['A-1'], pages({ ...page, last: false }, { ...page, last: true }))).found).toEqual({ 'A-1': ['cln_1'] });
	});

	it.each<[FindKey, string, unknown, boolean]>([
		['externalId', 'A-1', ' A-1\t', true],
		['externalId', 'A-1', 'a-1', false],
		['externalId', 'A 1', 'A  1', false],
		['externalId', '1042', 1042, true],
		['externalId', '1042', '01042', false],
		['email', 'ann@acme.test', ' Ann@ACME.test ', true],
		['email', 'ann@acme.test', 'ann @acme.test', false],
		['externalId', '', '', false],
		['externalId', 'null', null, false],
		['externalId', 'true', true, false],
		['externalId', '[object Object]', {}, false],
		['externalId', 'constructor', undefined, false],
	])('are compared by what %s means: %j and %j, %j', async (key, wanted, value, isSame) => {
		const { found } = await find(key, [wanted], one({ uuid: 'it', [key]: value }));
		expect(found).toEqual(isSame ? { [wanted]: ['it'] } : {});
	});

	it('are passed over without a UUID', async () => {
		expect((await find('externalId', ['A-1'], one({ id: 7, externalId: 'A-1' }))).found).toEqual({});
	});

	it('are found with one reading of all pages, and nothing else is kept', async () => {
		const { found, requests } = await find('externalId', ['A-3', 'A-7', 'A-99'], (request) => {
			const page = pageOf(request);
			return accepted({ data: [{ uuid: `cln_${page}`, externalId: `A-${page}` }], last: page === 9 });
		});
		expect(found).toEqual({ 'A-3': ['cln_3'], 'A-7': ['cln_7'] });
		expect(requests.map(pageOf)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
	});

	it('are not half found: a page that fails fails the lookup', async () => {
		const { found } = await find('externalId', ['A-1'], (request) => (pageOf(request) === 0 ? accepted({ data: [{ uuid: 'cln_1', externalId: 'A-1' }], last: false }) : unauthorized(403)));
		expect(found).toMatchObject({ kind: 'rejected', failure: { message: 'The API key has no permission to read clients: no entry', httpCode: 403 } });
	});
});
