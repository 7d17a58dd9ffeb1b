import fc from 'fast-check';
import { runInLanes } from '../../nodes/ClientSuccess/sync/lanes.ts';
import { AdaptiveLimit, MAX_CONCURRENCY } from '../../nodes/ClientSuccess/transport/concurrency.ts';
import type { ApiRequest, Send } from '../../nodes/ClientSuccess/transport/http.ts';
import { Transport } from '../../nodes/ClientSuccess/transport/transport.ts';
import { accepted, FakeClock, lost, rateLimited, refused, serverError } from './fakes.mts';

const REQUEST: ApiRequest = { method: 'POST', path: '/client/upsert', body: {}, singleRecord: true };
const POLICY = { afterServerError: true, afterLoss: true };

/** How the limit changes when that many requests at once are answered at that speed, one round after the other. */
function limitsOver(durations: readonly number[], limit = new AdaptiveLimit()): number[] {
	let now = 1000;
	return durations.map((duration) => {
		const atOnce = limit.current;
		for (let request = 0; request < atOnce; request++) limit.observe(accepted(), now, now + duration);
		now += duration;
		return limit.current;
	});
}

const times = (count: number, duration: number): number[] => Array.from({ length: count }, () => duration);

/** Sends many requests at a server, as few or as many at once as the transport finds right. */
async function sendAll(count: number, maxConcurrency: number, serverOn: (clock: FakeClock, underWay: () => number) => Send) {
	const clock = new FakeClock();
	let underWay = 0;
	let limited = 0;
	const server = serverOn(clock, () => underWay);
	const send: Send = async (request, signal) => {
		underWay += 1;
		const verdict = await server(request, signal);
		underWay -= 1;
		if (verdict.kind === 'rateLimited') limited += 1;
		return verdict;
	};
	const transport = new Transport(send, clock, { maxConcurrency, maxRetries: 10, retryBaseDelay: 1000, maxRetryWait: 300_000 }, undefined);
	const started = clock.now();
	await clock.until(
		runInLanes(Array.from({ length: count }, (_, job) => job), {
			concurrency: () => transport.concurrency,
			keysOf: () => [],
			work: async () => {
				await transport.request(REQUEST, POLICY);
			},
		}),
	);
	return { seconds: (clock.now() - started) / 1000, limited, atOnce: transport.stats.atOnce };
}

/** Takes so many requests in a second, and asks to wait a second for more, in `refusal` milliseconds. */
const allowing =
	(perSecond: number, latency: number, refusal = 1) =>
	(clock: FakeClock): Send => {
		let opened = -Infinity;
		let count = 0;
		return async () => {
			if (clock.now() - opened >= 1000) {
				opened = clock.now();
				count = 0;
			}
			count += 1;
			const isLimited = count > perSecond;
			await clock.sleep(isLimited ? refusal : latency);
			return isLimited ? rateLimited(1000) : accepted();
		};
	};

describe('a limit that finds out by itself what ClientSuccess can take', () => {
	it('starts with one request and adds one after each round of quick answers, up to 20', () => {
		expect(limitsOver(times(25, 80))).toEqual([...Array.from({ length: 19 }, (_, round) => round + 2), ...times(6, 20)]);
	});

	it('is halved when answers get slow, and grows again', () => {
		expect(limitsOver([100, 100, 100, 100, 100, 100, 100, 300, 100, 100])).toEqual([2, 3, 4, 5, 6, 7, 8, 4, 4, 5]);
	});

	it('bears answers that are somewhat slower, and short ones that vary', () => {
		expect(limitsOver([100, 100, 190, 249])).toEqual([2, 3, 4, 5]);
		expect(limitsOver([2, 2, 40, 50])).toEqual([2, 3, 4, 5]);
	});

	it('takes a single slow answer among others for what it is', () => {
		const limit = new AdaptiveLimit();
		limitsOver(times(4, 100), limit);
		for (const duration of [100, 100, 5000, 100, 100]) limit.observe(accepted(), 10_000, 10_000 + duration);
		expect(limit.current).toBe(6);
	});

	it('learns anew what a request takes when it is back at one', () => {
		expect(limitsOver([100, 1000, 1000, 1000, 1000])).toEqual([2, 1, 1, 2, 3]);
	});

	it('is halved by a 429, grows by careful steps, and stays below what was too much', () => {
		const limit = new AdaptiveLimit();
		limitsOver(times(9, 100), limit);
		expect(limit.current).toBe(10);
		limit.observe(rateLimited(1000), 5000, 5010);
		expect(limit.current).toBe(5);
		// The rest of the same burst says nothing new, whatever of it was sent within the same millisecond.
		limit.observe(rateLimited(1000), 5001, 5012);
		limit.observe(rateLimited(1000), 5010, 5060);
		expect(limit.current).toBe(5);
		const answer = (at: number) => {
			for (let request = limit.current; request > 0; request--) limit.observe(accepted(), at, at + 100);
			return limit.current;
		};
		const seconds = (...list: number[]) => list.map((second) => answer(second * 1000));
		expect(seconds(5.5, 6, 6.5, 7, 7.5, 8, 8.5, 9, 9.5, 10, 11, 12, 68)).toEqual([5, 6, 6, 7, 7, 8, 8, 9, 9, 9, 9, 9, 9]);
		// A minute later ClientSuccess may take more.
		expect(seconds(70, 71)).toEqual([10, 10]);
	});

	it('waits twice as long after each further 429 before it tries what was too much', () => {
		const limit = new AdaptiveLimit();
		limit.observe(rateLimited(), 0, 0);
		limit.observe(rateLimited(), 10, 10);
		limit.observe(accepted(), 119_000, 119_010);
		expect(limit.current).toBe(1);
		limit.observe(accepted(), 120_010, 120_020);
		expect(limit.current).toBe(2);
	});

	it('holds for requests that are sent again, too', async () => {
		const atOnce: number[] = [];
		await sendAll(400, 0, (clock, underWay) => {
			const send = allowing(100, 50)(clock);
			let isLimited = false;
			return async (...request) => {
				// Only what is sent after the first pause: the limit was halved by then.
				if (isLimited) atOnce.push(underWay());
				const verdict = await send(...request);
				isLimited ||= verdict.kind === 'rateLimited';
				return verdict;
			};
		});
		expect(Math.max(...atOnce)).toBeLessThanOrEqual(10);
	});

	it.each([refused(), serverError(), lost()])('learns nothing from %j', (verdict) => {
		const limit = new AdaptiveLimit();
		limitsOver(times(4, 100), limit);
		for (let at = 10_000; at < 10_100; at++) limit.observe(verdict, at, at + 1);
		expect(limit.current).toBe(5);
	});

	it('is never below 1 or above 20', () => {
		const event = fc.record({ isLimited: fc.boolean(), wait: fc.nat(30_000), duration: fc.nat(3000) });
		fc.assert(
			fc.property(fc.array(event, { maxLength: 300, size: 'max' }), (events) => {
				const limit = new AdaptiveLimit();
				let now = 0;
				const limits = events.map(({ isLimited, wait, duration }) => {
					now += wait;
					limit.observe(isLimited ? rateLimited() : accepted(), now, now + duration);
					return limit.current;
				});
				expect(Math.min(1, ...limits)).toBe(1);
				expect(Math.max(1, ...limits)).toBeLessThanOrEqual(MAX_CONCURRENCY);
			}),
		);
	});

	it.each([
		[50, 50, 1],
		[100, 50, 1],
		[100, 200, 1],
		[200, 50, 1],
		[20, 100, 100],
	])('comes close to the best fixed number where %i requests a second are allowed, at %i ms, and others refused in %i ms', async (perSecond, latency, refusal) => {
		const count = perSecond * 40;
		const fixed = await Promise.all(
			Array.from({ length: MAX_CONCURRENCY }, async (_, index) => await sendAll(count, index + 1, allowing(perSecond, latency, refusal))),
		);
		const best = Math.min(...fixed.map(({ seconds }) => seconds));
		const auto = await sendAll(count, 0, allowing(perSecond, latency, refusal));
		expect(auto.seconds / best).toBeLessThanOrEqual(1.2);
		// Everything that is under way at once is refused at once.
		expect(auto.limited).toBeLessThanOrEqual(25);
	});
});
