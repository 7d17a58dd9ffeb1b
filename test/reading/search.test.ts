import { client } from '../../nodes/ClientSuccess/objects/client.ts';
import { contract } from '../../nodes/ClientSuccess/objects/contract.ts';
import type { Query } from '../../nodes/ClientSuccess/reading/search.ts';
import { search } from '../../nodes/ClientSuccess/reading/search.ts';
import type { JsonObject } from '../../nodes/ClientSuccess/json.ts';
import { accepted, lost, refused, unreachable } from '../transport/fakes.mts';
import { connect, pageOf, pages, queryOf, records } from './account.ts';

type Server = Parameters<typeof connect>[0];

/** Reads what a server gives, until there are `enough` records. */
async function readAll(server: Server, query: Partial<Query> = {}, enough = Infinity) {
	const { transport, requests, finish } = connect(server);
	const taken: JsonObject[] = [];
	const failure = await finish(
		search({ object: client, direction: 'desc', ...query }, transport, (some) => {
			taken.push(...some);
			return taken.length < enough;
		}),
	);
	return { failure, taken, requests, read: requests.map(pageOf), uuids: taken.map(({ uuid }) => uuid) };
}

const hundred = (from: number) => records(...Array.from({ length: 100 }, (_, at) => from + at));

describe('a search', () => {
	it('asks for pages of 100, the last changed first', async () => {
		const { requests } = await readAll(pages({ data: [], last: true }));
		expect(requests).toEqual([{ method: 'GET', path: '/client/search?page=0&size=100&sortBy=modifiedTime&sortDirection=desc', singleRecord: false }]);
	});

	it('asks for what it is given', async () => {
		const query: Query = { object: contract, direction: 'asc', modifiedAfter: '2026-01-31T12:00:00.000Z', clientId: 'a&b=c', size: 7 };
		const { requests: [request = { method: 'GET', path: '', singleRecord: false }] } = await readAll(pages(), query);
		expect(request.path).toMatch(/^\/contract\/search\?/);
		expect(Object.fromEntries(queryOf(request))).toEqual({ page: '0', size: '7', sortBy: 'modifiedTime', sortDirection: 'asc', modifiedAfter: '2026-01-31T12:00:00.000Z', tenantClientId: 'a&b=c' });
	});

	it('gives nothing if there is nothing', async () => {
		expect(await readAll(pages({ data: [], last: true }))).toMatchObject({ failure: undefined, taken: [], read: [0] });
	});

	it('takes pages in turn, up to the last', async () => {
		const { taken, read, failure } = await readAll(pages({ data: hundred(0), last: false }, { data: hundred(100), last: false }, { data: hundred(200), last: true }));
		expect(taken).toEqual([...hundred(0), ...hundred(100), ...hundred(200)]);
		expect({ read, failure }).toEqual({ read: [0, 1, 2], failure: undefined });
	});

	it('goes on after a short page, and after an empty one, if it is not the last', async () => {
		const body = [{ data: records('a'), last: false }, { data: [], last: false }, { data: records('b', 'c'), last: false }, { data: records('d'), last: true }];
		expect(await readAll(pages(...body))).toMatchObject({ uuids: ['a', 'b', 'c', 'd'], read: [0, 1, 2, 3] });
	});

	it('ends at a full page that is the last', async () => {
		expect((await readAll(pages({ data: hundred(0), last: true }))).read).toEqual([0]);
	});

	it('knows the last page by their number', async () => {
		expect(await readAll(pages({ data: records('a'), totalPages: 2 }, { data: records('b'), totalPages: 2 }))).toMatchObject({ uuids: ['a', 'b'], read: [0, 1] });
	});

	it('ends at an empty page, if none says which is the last', async () => {
		expect(await readAll(pages(hundred(0), records('a'), []))).toMatchObject({ uuids: [...hundred(0).map(({ uuid }) => uuid), 'a'], read: [0, 1, 2] });
	});

	it('stops when it is told to', async () => {
		const server = pages({ data: records('a', 'b'), last: false }, { data: records('c'), last: false }, { data: records('d'), last: true });
		expect(await readAll(server, {}, 3)).toMatchObject({ uuids: ['a', 'b', 'c'], read: [0, 1], failure: undefined });
	});

	it('sends a page again that failed', async () => {
		const { uuids, failure } = await readAll((request, number) => (number === 1 ? lost() : pages({ data: records('a'), last: false }, { data: records('b'), last: true })(request, number)));
		expect({ uuids, failure }).toEqual({ uuids: ['a', 'b'], failure: undefined });
	});
});

describe('a page that fails', () => {
	it('ends the search, and says why', async () => {
		const { uuids, read, failure } = await readAll((request) => (pageOf(request) === 2 ? refused('page too large', 400) : accepted({ data: records(pageOf(request)), last: false })));
		expect(failure).toMatchObject({ kind: 'rejected', failure: { message: 'ClientSuccess refused to give clients: page too large', httpCode: 400, attempts: 1 } });
		expect({ uuids, read }).toEqual({ uuids: ['0', '1'], read: [0, 1, 2] });
	});

	it('also fails when the front is looked at again', async () => {
		const { failure } = await readAll((_, number) => (number < 2 ? accepted({ data: records('a'), last: number === 1 }) : unreachable()));
		expect(failure).toMatchObject({ kind: 'notSent', failure: { attempts: 2 } });
	});

	it.each([{ message: 'hello' }, undefined, null, 'text'])('may be one without a list: %j', async (body) => {
		const { failure } = await readAll(() => accepted(body));
		expect(failure).toMatchObject({ kind: 'rejected', failure: { message: 'ClientSuccess refused to give clients: its answer holds no list of records', httpCode: 200 } });
	});
});

describe('a server that gives no end', () => {
	const LIMIT = 20;

	it('but the same page whatever is asked for is left', async () => {
		const { uuids, requests } = await readAll(() => accepted({ data: records('a', 'b'), last: false, totalElements: 1000 }));
		expect(uuids).toEqual(['a', 'b']);
		expect(requests.length).toBeLessThan(LIMIT);
	});

	it('but the same list whatever is asked for is left', async () => {
		const { taken, requests } = await readAll(() => accepted(hundred(0)));
		expect(taken).toEqual(hundred(0));
		expect(requests.length).toBeLessThan(LIMIT);
	});

	it('but empty pages is left', async () => {
		const { taken, requests } = await readAll((_, number) => (number < 2 ? accepted({ data: hundred(100 * number), last: false }) : accepted({ data: [], last: false })));
		expect(taken).toEqual([...hundred(0), ...hundred(100)]);
		expect(requests.length).toBeLessThan(LIMIT);
	});

	it('but the same pages in a circle is left', async () => {
		const { uuids, requests } = await readAll((request) => accepted({ data: records(pageOf(request) % 3), last: false }), { size: 1 });
		expect(uuids).toEqual(['0', '1', '2']);
		expect(requests.length).toBeLessThan(LIMIT);
	});

	it('but records that are new each time it is asked is left too, if they are the same', async () => {
		const { uuids, requests } = await readAll((_, number) => accepted({ data: [{ uuid: 'a', modifiedTime: number }], last: false }));
		expect(uuids).toEqual(['a']);
		expect(requests.length).toBeLessThan(4 * LIMIT);
	});

	it.each([
		['up and down', (number: number) => (number % 2 === 0 ? 9000 : 0)],
		['down and down', (number: number) => 9000 - number],
		['up and up', (number: number) => number],
	])('to how many records there are, which go %s, is read to its end', async (_, totalOf) => {
		const { uuids, requests } = await readAll((request, number) => {
			const page = pageOf(request);
			return accepted({ data: records(page), last: page === 9, totalElements: totalOf(number) });
		}, { size: 1 });
		expect([...uuids].sort()).toEqual(['0', '1', '2', '3', '4', '5', '6', '7', '8', '9']);
		expect(requests.length).toBeLessThan(10 * LIMIT);
	});
});

describe('records without a UUID', () => {
	it('are known by their ID', async () => {
		const { taken } = await readAll(pages({ data: [{ id: 1 }, { id: 2 }], last: false }, { data: [{ id: 2 }, { id: 3 }], last: true }));
		expect(taken).toEqual([{ id: 1 }, { id: 2 }, { id: 3 }]);
	});

	it('and without an ID are known by what they hold', async () => {
		const { taken, requests } = await readAll(pages({ data: [{ name: 'a' }, { name: 'b' }], last: false }, { data: [{ name: 'b' }, { name: 'c' }], last: true }));
		expect(taken).toEqual([{ name: 'a' }, { name: 'b' }, { name: 'c' }]);
		expect(requests.length).toBeLessThan(5);
	});
});
