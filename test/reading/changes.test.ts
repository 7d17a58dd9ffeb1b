import type { JsonObject } from '../../nodes/ClientSuccess/json.ts';
import { client } from '../../nodes/ClientSuccess/objects/client.ts';
import type { Bookmark } from '../../nodes/ClientSuccess/reading/changes.ts';
import { changesSince, latestRecord, startBookmark, toBookmark } from '../../nodes/ClientSuccess/reading/changes.ts';
import { ReadFailure } from '../../nodes/ClientSuccess/sync/outcome.ts';
import { accepted, refused, unauthorized } from '../transport/fakes.mts';
import { Account, connect, pageOf, pages, queryOf } from './account.ts';

type Server = Parameters<typeof connect>[0];

const T = Date.parse('2026-01-31T12:00:00Z');
const at = (milliseconds: number) => new Date(T + milliseconds).toISOString();
const record = (uuid: string, modified: number, created = modified): JsonObject => ({ uuid, createdTime: at(created), modifiedTime: at(modified) });
const one = (...data: JsonObject[]) => pages({ data, last: true });
const none: Bookmark = { time: null, seen: [] };

async function start(server: Server) {
	const { transport, requests, finish } = connect(server);
	return { bookmark: await finish(startBookmark(client, transport)), requests };
}

async function poll(bookmark: Bookmark, server: Server) {
	const { transport, requests, finish } = connect(server);
	const result = await finish(changesSince(client, bookmark, transport));
	if (result instanceof ReadFailure) throw new Error(result.failure.message);
	return { ...result, uuids: result.changes.map((change) => change.record.uuid), kinds: result.changes.map(({ kind }) => kind), requests };
}

/** A bookmark behind everything that a server gives. */
async function behind(server: Server): Promise<Bookmark> {
	const { bookmark } = await start(server);
	if (bookmark instanceof ReadFailure) throw new Error(bookmark.failure.message);
	return bookmark;
}

describe('a bookmark to start with', () => {
	it('is before everything in an account without records', async () => {
		const bookmark = await behind(one());
		expect((await poll(bookmark, one())).uuids).toEqual([]);
		expect((await poll(bookmark, one(record('a', 5), record('b', 0)))).uuids).toEqual(['b', 'a']);
	});

	it('is behind the only record', async () => {
		const server = one(record('a', 5));
		expect((await poll(await behind(server), server)).uuids).toEqual([]);
	});

	it('is behind several records that were changed at the same time', async () => {
		const data = [record('a', 5), record('b', 5), record('c', 5), record('d', 0)];
		const bookmark = await behind((request) => accepted({ data: data.slice(0, Number(queryOf(request).get('size'))), last: true }));
		expect((await poll(bookmark, one(...data))).uuids).toEqual([]);
		expect((await poll(bookmark, one(record('e', 5), ...data))).uuids).toEqual(['e']);
	});

	it('is behind more of them than fit on a page', async () => {
		const account = new Account();
		for (let count = 0; count < 250; count++) account.create();
		const bookmark = await behind(account.answer);
		expect((await poll(bookmark, account.answer)).uuids).toEqual([]);
		account.create();
		expect((await poll(bookmark, account.answer)).uuids).toEqual(['cln_250']);
	});

	it('does not need what was changed before', async () => {
		const account = new Account();
		for (let count = 0; count < 1000; count++) {
			account.now += 1;
			account.create();
		}
		expect((await start(account.answer)).requests).toHaveLength(2);
	});

	it('is a failure without times', async () => {
		expect((await start(one({ uuid: 'a' }))).bookmark).toMatchObject({ kind: 'rejected', failure: { message: expect.stringContaining('without the time') } });
	});

	it.each([0, 1])('is a failure if request %i is refused', async (bad) => {
		const { bookmark } = await start((request, number) => (number === bad ? unauthorized(403) : one(record('a', 5))(request, number)));
		expect(bookmark).toMatchObject({ kind: 'rejected', failure: { httpCode: 403 } });
	});
});

describe('changes', () => {
	it('are asked for since the moment before the bookmark', async () => {
		const { requests: [request = { method: 'GET', path: '', singleRecord: false }] } = await poll({ time: T, seen: [] }, one());
		expect(Object.fromEntries(queryOf(request))).toMatchObject({ page: '0', sortBy: 'modifiedTime', sortDirection: 'desc', modifiedAfter: '2026-01-31T11:59:59.999Z' });
	});

	it.each([false, true])('are the same whether or not the search takes in the moment it is given: %p', async (isInclusive) => {
		const account = new Account();
		account.isInclusive = isInclusive;
		account.create();
		const bookmark = await behind(account.answer);
		account.create();
		account.now += 1;
		account.create();
		const second = await poll(bookmark, account.answer);
		expect(second.uuids).toEqual(['cln_1', 'cln_2']);
		expect((await poll(second.bookmark, account.answer)).uuids).toEqual([]);
	});

	it('come with the oldest first', async () => {
		expect((await poll(none, one(record('a', 30), record('b', 20), record('c', 10)))).uuids).toEqual(['c', 'b', 'a']);
	});

	it('that are older than the bookmark are not new, even if ClientSuccess gives them', async () => {
		const { uuids, bookmark } = await poll({ time: T + 10, seen: [] }, one(record('new', 20), record('old', 5)));
		expect(uuids).toEqual(['new']);
		expect((await poll(bookmark, one(record('new', 20), record('old', 5)))).uuids).toEqual([]);
	});

	it('may be on several pages', async () => {
		const account = new Account();
		account.create();
		const bookmark = await behind(account.answer);
		for (let count = 0; count < 250; count++) {
			account.now += 1;
			account.create();
		}
		const { uuids, requests } = await poll(bookmark, account.answer);
		expect(uuids).toEqual(Array.from({ length: 250 }, (_, number) => `cln_${number + 1}`));
		expect(requests.map(pageOf)).toEqual([0, 1, 2]);
	});

	it('that are made while the pages are read are told now or at the next poll', async () => {
		const account = new Account();
		account.maxSize = 3;
		const bookmark = await behind(account.answer);
		for (let count = 0; count < 6; count++) account.create();
		const first = await poll(bookmark, (request, number) => {
			if (number === 1) {
				account.now += 1;
				account.update(0);
				account.now += 1;
				account.create();
			}
			return account.answer(request);
		});
		const second = await poll(first.bookmark, account.answer);
		const told = [...first.changes, ...second.changes].map((change) => `${String(change.record.uuid)}.${String(change.record.revision)}`);
		expect(told.sort()).toEqual(['cln_0.0', 'cln_1.0', 'cln_2.0', 'cln_3.0', 'cln_4.0', 'cln_5.0', 'cln_5.1', 'cln_6.0']);
	});

	it('that nobody can date are no changes, poll after poll', async () => {
		const { uuids, bookmark } = await poll(none, one({ uuid: 'a' }, { uuid: 'b', modifiedTime: 'soon' }));
		expect(uuids).toEqual([]);
		expect(bookmark).toEqual(none);
	});

	it('are known by the time of creation, if there is no other', async () => {
		const { uuids, bookmark } = await poll(none, one({ uuid: 'a', createdTime: at(5) }));
		expect(uuids).toEqual(['a']);
		expect((await poll(bookmark, one({ uuid: 'a', createdTime: at(5) }))).uuids).toEqual([]);
	});

	it('have times in any form that JavaScript reads', async () => {
		const { uuids } = await poll({ time: T, seen: [] }, one({ uuid: 'a', modifiedTime: T + 1 }, { uuid: 'b', modifiedTime: '2026-01-31T14:00:00.002+02:00' }, { uuid: 'c', modifiedTime: '2026-01-31T12:00:00.003' }));
		expect(uuids).toEqual(['a', 'b', 'c']);
	});
});

describe('a change', () => {
	const since = { time: T, seen: [{ uuid: 'old', time: T }] };

	it.each([
		['made after the bookmark', record('a', 10), 'created', false],
		['made at its moment, and not seen', record('a', 0), 'created', false],
		['made after it, and dated a moment later', record('a', 900, 10), 'created', false],
		['made after it, and changed since', record('a', 5000, 10), 'created', true],
		['made before it, and changed after it', record('a', 10, -5000), 'updated', true],
		['seen at its moment, and changed after it', record('old', 10, 0), 'updated', false],
		['of which only the change is known', { uuid: 'a', modifiedTime: at(10) }, 'updated', false],
	])('to a record %s: %j is %s, edited %p', async (_, changed, kind, isEdited) => {
		expect((await poll(since, one(changed))).changes).toEqual([{ record: changed, kind, isEdited }]);
	});

	it('to all there is, in an account that had nothing, is a creation', async () => {
		expect((await poll(none, one(record('a', 5000, 0)))).changes).toMatchObject([{ kind: 'created', isEdited: true }]);
	});
});

describe('a poll that fails half-way', () => {
	it('gives no changes and no bookmark, so that the next one sees them all', async () => {
		const server = pages({ data: [record('a', 9)], last: false }, { data: [record('b', 8)], last: true });
		const { transport, finish } = connect((request, number) => (pageOf(request) === 1 ? refused('no', 400) : server(request, number)));
		const bookmark = { time: T, seen: [] };
		expect(await finish(changesSince(client, bookmark, transport))).toMatchObject({ kind: 'rejected', failure: { message: 'ClientSuccess refused to give clients: no', httpCode: 400 } });
		expect(bookmark).toEqual({ time: T, seen: [] });
		expect((await poll(bookmark, server)).uuids).toEqual(['b', 'a']);
	});
});

describe('the bookmark that was stored', () => {
	it('is the one that was given', async () => {
		const { bookmark } = await poll(none, one(record('a', 5), record('b', 5), record('c', 0)));
		expect(toBookmark(JSON.parse(JSON.stringify(bookmark)))).toEqual(bookmark);
		expect(toBookmark(none)).toEqual(none);
	});

	it.each([undefined, null, '', 'x', 5, [], {}, { time: T }, { seen: [] }, { time: '5', seen: [] }, { time: T, seen: {} }, { time: NaN, seen: [] }, { time: 1e20, seen: [] }])('is none in %j', (value) => {
		expect(toBookmark(value)).toBeUndefined();
	});

	it('is read without what makes no sense in it', () => {
		expect(toBookmark({ time: T, seen: [{ uuid: 'a', time: T }, 'b', null, { uuid: 7, time: T }, { uuid: 'c' }], more: 1 })).toEqual({ time: T, seen: [{ uuid: 'a', time: T }] });
	});
});

describe('the record that was changed last', () => {
	it.each<[Server, JsonObject | undefined]>([
		[one(record('a', 5), record('b', 0)), record('a', 5)],
		[one(), undefined],
	])('is the first of a search', async (server, latest) => {
		const { transport, requests, finish } = connect(server);
		expect(await finish(latestRecord(client, transport))).toEqual(latest);
		expect(requests).toMatchObject([{ path: expect.stringContaining('page=0&size=1&sortBy=modifiedTime&sortDirection=desc') }]);
	});
});
