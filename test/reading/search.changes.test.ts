import fc from 'fast-check';
import type { JsonObject } from '../../nodes/ClientSuccess/json.ts';
import { client } from '../../nodes/ClientSuccess/objects/client.ts';
import { search } from '../../nodes/ClientSuccess/reading/search.ts';
import { Account, connect, pageOf } from './account.ts';

type Event = readonly ['create'] | readonly ['update' | 'remove', number];

function happen(account: Account, [what, which = 0]: Event): void {
	account.now += 1;
	account[what](which);
}

/** Reads all of an account in pages of a size, while something happens before each request, from the second on. */
async function readWhile(account: Account, size: number, happenings: ReadonlyArray<readonly Event[]>) {
	const { transport, requests, finish } = connect((request, number) => {
		for (const event of number === 0 ? [] : (happenings[number - 1] ?? [])) happen(account, event);
		return account.answer(request);
	});
	const taken: JsonObject[] = [];
	const failure = await finish(search({ object: client, direction: 'desc', size }, transport, (some) => taken.push(...some) > 0));
	expect(failure).toBeUndefined();
	return { taken: taken.map(({ uuid }) => String(uuid)), read: requests.map(pageOf) };
}

function accountOf(count: number): Account {
	const account = new Account();
	for (let number = 0; number < count; number++) {
		account.now += 1;
		account.create();
	}
	return account;
}

const times = (count: number, ...event: Event) => Array.from({ length: count }, () => event);
const before = (page: number, ...events: Event[]) => [...Array.from({ length: page - 1 }, () => []), events];

/** The records that are still there and were not taken. */
function missed(start: readonly string[], account: Account, taken: readonly string[]): string[] {
	const there = new Set(account.uuids);
	const known = new Set(taken);
	return start.filter((uuid) => there.has(uuid) && !known.has(uuid));
}

describe('while nothing changes', () => {
	it('each page is read once, and the front not again', async () => {
		const { taken, read } = await readWhile(accountOf(7), 3, []);
		expect(taken).toEqual(['cln_6', 'cln_5', 'cln_4', 'cln_3', 'cln_2', 'cln_1', 'cln_0']);
		expect(read).toEqual([0, 1, 2]);
	});
});

describe('a record that is changed while others are read', () => {
	it('is found at the front, and what comes again because of it is taken once', async () => {
		const { taken, read } = await readWhile(accountOf(7), 3, before(1, ['update', 5]));
		expect(taken).toEqual(['cln_6', 'cln_5', 'cln_4', 'cln_3', 'cln_2', 'cln_0', 'cln_1']);
		expect(read).toEqual([0, 1, 2, 0]);
	});

	it('is no reason to read anything again if it was read before', async () => {
		const { taken, read } = await readWhile(accountOf(7), 3, before(1, ['update', 1]));
		expect(taken).toEqual(['cln_6', 'cln_5', 'cln_4', 'cln_3', 'cln_2', 'cln_1', 'cln_0']);
		expect(read).toEqual([0, 1, 2]);
	});

	it('is found even behind a page and more of others that were changed after it', async () => {
		const account = accountOf(1500);
		const start = account.uuids;
		const { taken, read } = await readWhile(account, 100, before(3, ['update', 1000], ...times(150, 'update', 200)));
		expect(missed(start, account, taken)).toEqual([]);
		expect(read.slice(15)).toEqual([0, 1]);
	});

	it('is found even if nothing comes again, since all that was read is gone', async () => {
		const account = accountOf(3);
		const { taken } = await readWhile(account, 1, before(1, ['remove', 0], ['create'], ['update', 2]));
		expect(account.uuids).toEqual(['cln_0', 'cln_3', 'cln_1']);
		expect(taken).toContain('cln_0');
	});

	it('may be one of so many that several pages bring nothing new', async () => {
		const account = accountOf(1500);
		const start = account.uuids;
		const { taken } = await readWhile(account, 100, before(6, ...times(550, 'update', 1400)));
		expect(missed(start, account, taken)).toEqual([]);
	});
});

describe('a record that is deleted while others are read', () => {
	it('lets none slip through: the page before is read again', async () => {
		const { taken, read } = await readWhile(accountOf(9), 3, before(1, ['remove', 0]));
		expect([...taken].sort()).toEqual(accountOf(9).uuids.sort());
		expect(read.slice(0, 3)).toEqual([0, 1, 0]);
	});

	it('lets none slip through at the end of the list, where no page is left', async () => {
		const account = accountOf(6);
		const { taken } = await readWhile(account, 2, before(2, ['remove', 0], ['remove', 0], ['remove', 0]));
		expect(taken).toContain('cln_0');
		expect(taken).toContain('cln_1');
	});

	it('may be one of several pages of them', async () => {
		const account = accountOf(1500);
		const start = account.uuids;
		const { taken } = await readWhile(account, 100, before(8, ...times(550, 'remove', 0)));
		expect(missed(start, account, taken)).toEqual([]);
	});

	it('costs little if it was not read yet', async () => {
		const account = accountOf(1500);
		const start = account.uuids;
		const { taken, read } = await readWhile(account, 100, before(8, ...times(500, 'remove', 850)));
		expect(missed(start, account, taken)).toEqual([]);
		expect(read.length).toBeLessThan(15);
	});

	it('may be one before each page', async () => {
		const account = accountOf(1000);
		const start = account.uuids;
		const { taken } = await readWhile(account, 100, times(40, 'remove', 0).map((event) => [event]));
		expect(missed(start, account, taken)).toEqual([]);
	});
});

describe('records that others change while they are read', () => {
	const event = fc.oneof(fc.constant<Event>(['create']), fc.tuple(fc.constantFrom('update' as const, 'remove' as const), fc.nat({ max: 20 })));
	/** Changes by the request they come before. More than three pages of them in a row would pass for a server without an end. */
	const happenings = (size: number) =>
		fc.array(fc.tuple(fc.nat({ max: 14 }), event), { maxLength: 3 * size }).map((events) => Array.from({ length: 15 }, (_, at) => events.flatMap(([when, what]) => (when === at ? [what] : []))));

	it('are each taken once, if they are there from beginning to end', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.nat({ max: 20 }),
				fc.integer({ min: 1, max: 5 }).chain((size) => fc.tuple(fc.constant(size), happenings(size))),
				async (count, [size, events]) => {
					const account = accountOf(count);
					const start = account.uuids;
					const { taken } = await readWhile(account, size, events);
					expect(taken).toEqual([...new Set(taken)]);
					expect(missed(start, account, taken)).toEqual([]);
				},
			),
			{ numRuns: 1500 },
		);
	});
});
