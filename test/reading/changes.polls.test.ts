import fc from 'fast-check';
import { client } from '../../nodes/ClientSuccess/objects/client.ts';
import { changesSince, startBookmark, toBookmark } from '../../nodes/ClientSuccess/reading/changes.ts';
import { ReadFailure } from '../../nodes/ClientSuccess/sync/outcome.ts';
import { lost } from '../transport/fakes.mts';
import { Account, connect } from './account.ts';

/** Something that happens to an account: time goes on, in coarse steps, or its records change. */
type Event = readonly ['tick'] | readonly ['create'] | readonly ['update' | 'remove', number];

interface Poll {
	/** What happens before its requests, from the second on. */
	readonly during: ReadonlyArray<readonly Event[]>;
	/** Whether it ends with its second request. */
	readonly fails: boolean;
}

function happen(account: Account, [what, which = 0]: Event): void {
	if (what === 'tick') account.now += 1000;
	// A record that is changed twice at the same time looks as if it was changed once: no poll in between can tell.
	else if (what !== 'update' || account.records[which % account.records.length]?.modifiedTime !== new Date(account.now).toISOString()) account[what](which);
}

/** What the polls of an account give, each change as its record and how often it was changed. */
class Watch {
	readonly delivered: string[] = [];
	readonly #account: Account;
	#memory: unknown;

	constructor(account: Account) {
		this.#account = account;
	}

	async poll({ during, fails }: Poll): Promise<void> {
		const { transport, finish } = connect((request, number) => {
			for (const event of number === 0 ? [] : (during[number - 1] ?? [])) happen(this.#account, event);
			return fails && number > 0 ? lost() : this.#account.answer(request);
		});
		const bookmark = toBookmark(this.#memory);
		if (bookmark === undefined) {
			const started = await finish(startBookmark(client, transport));
			if (!(started instanceof ReadFailure)) this.#memory = JSON.parse(JSON.stringify(started));
			return;
		}
		const result = await finish(changesSince(client, bookmark, transport));
		if (result instanceof ReadFailure) return;
		this.#memory = JSON.parse(JSON.stringify(result.bookmark));
		for (const { record } of result.changes) this.delivered.push(`${String(record.uuid)}.${String(record.revision)}`);
	}
}

const event = fc.oneof(
	fc.constant<Event>(['tick']),
	fc.constant<Event>(['create']),
	fc.tuple(fc.constant('update' as const), fc.nat({ max: 10 })),
	fc.tuple(fc.constant('remove' as const), fc.nat({ max: 10 })),
);
const poll: fc.Arbitrary<Poll> = fc.record({ during: fc.array(fc.array(event, { maxLength: 4 }), { maxLength: 4 }), fails: fc.boolean() });

describe('polls at any moments of an account where anything may happen, also while they read', () => {
	it('give the last state of each record that was changed, and no state twice', async () => {
		await fc.assert(
			fc.asyncProperty(fc.array(fc.oneof({ weight: 3, arbitrary: event }, { weight: 2, arbitrary: poll }), { maxLength: 30 }), fc.nat({ max: 5 }), fc.integer({ min: 1, max: 5 }), fc.boolean(), async (steps, count, maxSize, isInclusive) => {
				const account = new Account();
				account.maxSize = maxSize;
				account.isInclusive = isInclusive;
				for (let number = 0; number < count; number++) account.create();
				const watch = new Watch(account);
				await watch.poll({ during: [], fails: false });
				const start = new Set(account.states);

				for (const step of steps) {
					if ('during' in step) await watch.poll(step);
					else happen(account, step);
				}
				await watch.poll({ during: [], fails: false });

				expect(watch.delivered).toEqual([...new Set(watch.delivered)]);
				const { states } = account;
				expect(watch.delivered.filter((state) => states.includes(state)).sort()).toEqual(states.filter((state) => !start.has(state)).sort());
			}),
			{ numRuns: 2000 },
		);
	});
});
