import fc from 'fast-check';
import type { ApiRequest, Send } from '../../nodes/ClientSuccess/transport/http.ts';
import { ALWAYS_RESEND, Transport } from '../../nodes/ClientSuccess/transport/transport.ts';
import type { RetryPolicy, TransportOptions } from '../../nodes/ClientSuccess/transport/transport.ts';
import { accepted, FakeClock, lost, rateLimited, refused, serverError, unauthorized, unreachable } from './fakes.mts';

const CAREFUL: RetryPolicy = { afterServerError: false, afterLoss: false };
const OPTIONS: TransportOptions = { maxConcurrency: 1, maxRetries: 3, retryBaseDelay: 1000, maxRetryWait: 300_000 };
const REQUEST: ApiRequest = { method: 'POST', path: '/client/upsert', body: {}, singleRecord: true };

describe('any number of requests', () => {
	const answer = fc.record({
		latency: fc.integer({ min: 0, max: 3000 }),
		verdict: fc.oneof(
			{ weight: 3, arbitrary: fc.constant(accepted()) },
			{ weight: 3, arbitrary: fc.integer({ min: 0, max: 12_000 }).map(rateLimited) },
			{ weight: 1, arbitrary: fc.integer({ min: 0, max: 12_000 }).map(serverError) },
			{ weight: 2, arbitrary: fc.constantFrom(rateLimited(), serverError(), unreachable(), lost(), refused(), unauthorized()) },
		),
	});

	it('never send during a pause or after a halt, never more at once or more often than allowed, and never lose count', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.array(fc.tuple(fc.integer({ min: 0, max: 8000 }), fc.boolean()), { minLength: 1, maxLength: 8 }),
				fc.array(answer, { maxLength: 40 }),
				fc.integer({ min: 0, max: 4 }),
				fc.integer({ min: 0, max: 4 }),
				fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
				async (starts, answers, maxRetries, maxConcurrency, luck) => {
					const clock = new FakeClock();
					clock.luck = luck;
					let pausedUntil = 0;
					let sends = 0;
					const early: number[] = [];
					let late = 0;
					let underWay = 0;
					let tooMany = 0;
					const send: Send = async () => {
						sends += 1;
						underWay += 1;
						if (underWay > transport.concurrency) tooMany += 1;
						if (transport.halted !== undefined) late += 1;
						if (clock.now() < pausedUntil) early.push(pausedUntil - clock.now());
						const { latency, verdict } = answers.shift() ?? { latency: 10, verdict: accepted() };
						await clock.sleep(latency);
						underWay -= 1;
						const asked = 'retryAfter' in verdict ? verdict.retryAfter : undefined;
						if (verdict.kind === 'rateLimited' && asked !== undefined && asked <= 10_000) pausedUntil = Math.max(pausedUntil, clock.now() + asked);
						return verdict;
					};
					const transport = new Transport(send, clock, { ...OPTIONS, maxConcurrency, maxRetries, maxRetryWait: 10_000 }, undefined);
					const results = await clock.until(
						Promise.all(
							starts.map(async ([delay, isIdempotent]) => {
								await clock.sleep(delay);
								return await transport.request(REQUEST, isIdempotent ? ALWAYS_RESEND : CAREFUL);
							}),
						),
					);
					expect({ early, late, tooMany }).toEqual({ early: [], late: 0, tooMany: 0 });
					const attempts = results.map((result) => result.attempts);
					expect(Math.max(...attempts)).toBeLessThanOrEqual(maxRetries + 1);
					const unsent = attempts.filter((count) => count === 0).length;
					if (transport.halted === undefined) expect(unsent).toBe(0);
					expect(attempts.reduce((sum, count) => sum + count)).toBe(sends);
					expect(transport.stats).toMatchObject({ requests: sends, retries: sends - (starts.length - unsent) });
				},
			),
			{ numRuns: 150 },
		);
	});
});
