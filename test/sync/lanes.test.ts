import fc from 'fast-check';
import { runInLanes } from '../../nodes/ClientSuccess/sync/lanes.ts';
import { FakeClock } from '../transport/fakes.mts';

interface Job {
	readonly id: number;
	readonly keys: readonly string[];
	readonly duration: number;
}

/** Runs jobs, and writes down when each began and ended, in order. */
async function run(jobs: readonly Job[], concurrency: number) {
	const clock = new FakeClock();
	const events: Array<{ readonly id: number; readonly event: 'begin' | 'end' }> = [];
	let inProgress = 0;
	let most = 0;
	const done = runInLanes(jobs, {
		concurrency: () => concurrency,
		keysOf: ({ keys }) => keys,
		work: async ({ id, duration }) => {
			events.push({ id, event: 'begin' });
			most = Math.max(most, ++inProgress);
			await clock.sleep(duration);
			inProgress -= 1;
			events.push({ id, event: 'end' });
		},
	});
	await clock.until(done);
	return { events, most, at: (id: number, event: 'begin' | 'end') => events.findIndex((entry) => entry.id === id && entry.event === event) };
}

const jobOf = (id: number, keys: string[] = [], duration = 100): Job => ({ id, keys, duration });

describe('lanes', () => {
	it('take jobs in order, as many at a time as allowed', async () => {
		const { events, most } = await run([jobOf(0, [], 300), jobOf(1), jobOf(2), jobOf(3)], 2);
		expect(most).toBe(2);
		expect(events.filter(({ event }) => event === 'begin').map(({ id }) => id)).toEqual([0, 1, 2, 3]);
	});

	it('work one after the other if there is one', async () => {
		const { events } = await run([jobOf(0, ['a']), jobOf(1, ['a']), jobOf(2)], 1);
		expect(events.map(({ id, event }) => `${event} ${id}`)).toEqual(['begin 0', 'end 0', 'begin 1', 'end 1', 'begin 2', 'end 2']);
	});

	it('let a job wait for an earlier one that shares a key', async () => {
		const { at, most } = await run([jobOf(0, ['a'], 500), jobOf(1, ['b']), jobOf(2, ['a', 'b']), jobOf(3, ['c'])], 4);
		expect(at(2, 'begin')).toBeGreaterThan(at(0, 'end'));
		expect(at(2, 'begin')).toBeGreaterThan(at(1, 'end'));
		expect(at(3, 'begin')).toBeLessThan(at(0, 'end'));
		expect(most).toBe(3);
	});

	it('have nothing to do without jobs', async () => {
		expect((await run([], 5)).events).toEqual([]);
	});

	it('fail if a job does', async () => {
		const work = async (job: number) => {
			if (job === 2) throw new Error('job 2 failed');
		};
		await expect(runInLanes([1, 2, 3], { concurrency: () => 2, keysOf: () => ['a'], work })).rejects.toThrow('job 2 failed');
	});

	it('run every job once, never more than allowed, in order where they share a key, and come to an end', async () => {
		const job = fc.record({
			keys: fc.array(fc.constantFrom('a', 'b', 'c', 'd', '__proto__'), { maxLength: 4 }),
			duration: fc.integer({ min: 0, max: 50 }),
		});
		await fc.assert(
			fc.asyncProperty(fc.array(job, { maxLength: 25 }), fc.integer({ min: 1, max: 20 }), async (given, concurrency) => {
				const jobs = given.map((entry, id) => ({ id, ...entry }));
				const { events, most, at } = await run(jobs, concurrency);
				expect(events).toHaveLength(jobs.length * 2);
				expect(most).toBeLessThanOrEqual(concurrency);
				for (const { id, keys } of jobs) {
					expect(events.filter((entry) => entry.id === id)).toHaveLength(2);
					for (const earlier of jobs.slice(0, id)) {
						if (earlier.keys.some((key) => keys.includes(key))) expect(at(id, 'begin')).toBeGreaterThan(at(earlier.id, 'end'));
					}
				}
			}),
			{ numRuns: 200 },
		);
	});
});
