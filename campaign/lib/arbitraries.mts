/** Draws what a run may meet at random. */
import fc from 'fast-check';
import type { CommonFault, Conditions, OnError, PlannedFault, RequestOptions, RetryAfter } from './conditions.mts';

/** One time in so many. */
export const rarely = <T,>(arbitrary: fc.Arbitrary<T>, oneIn: number) =>
	fc.oneof({ weight: oneIn - 1, arbitrary: fc.constant(null) }, { weight: 1, arbitrary });

export const onError: fc.Arbitrary<OnError> = fc.oneof(
	{ weight: 4, arbitrary: fc.constantFrom('continueRegularOutput' as const, 'continueErrorOutput' as const) },
	{ weight: 1, arbitrary: fc.constant('stopWorkflow' as const) },
);

/** By name, for `fc.record` with no key required. */
export const requestOptions = {
	maxConcurrency: fc.oneof(fc.integer({ min: 1, max: 6 }), fc.constantFrom(0, 20)),
	maxRetries: fc.integer({ min: 0, max: 5 }),
	retryBaseDelay: fc.constantFrom(0, 10, 1000, 30_000),
	maxRetryWait: fc.constantFrom(0, 5, 60, 300),
	timeout: fc.constantFrom(500, 5000, 60_000),
} satisfies { readonly [name in keyof RequestOptions]: fc.Arbitrary<number> };

const retryAfter: fc.Arbitrary<RetryAfter> = fc.oneof(
	fc.record({ form: fc.constantFrom('none' as const, 'garbage' as const) }),
	fc.record({ form: fc.constantFrom('seconds' as const, 'date' as const), seconds: fc.oneof({ weight: 5, arbitrary: fc.constantFrom(0, 1, 2, 4) }, { weight: 2, arbitrary: fc.constantFrom(30, 120, 900) }) }),
);

const written = fc.boolean();

export const commonFaults: ReadonlyArray<fc.WeightedArbitrary<CommonFault>> = [
	{
		weight: 6,
		arbitrary: fc.record({ kind: fc.constant('rateLimited' as const), retryAfter }),
	},
	{
		weight: 6,
		arbitrary: fc.record({ kind: fc.constant('serverError' as const), status: fc.constantFrom(500, 502, 503, 504, 520, 408), retryAfter, written }),
	},
	{
		weight: 4,
		arbitrary: fc.record({ kind: fc.constant('maintenance' as const), status: fc.constantFrom(200 as const, 503 as const), written }),
	},
	{
		weight: 6,
		arbitrary: fc.record({ kind: fc.constantFrom('reset' as const, 'hang' as const), written }),
	},
	{
		weight: 6,
		arbitrary: fc.record({ kind: fc.constantFrom('slowStart' as const, 'slowAnswer' as const, 'slowBody' as const), milliseconds: fc.constantFrom(20, 800, 8000, 70_000) }),
	},
	{
		weight: 6,
		arbitrary: fc.record({ kind: fc.constantFrom('truncated' as const, 'cut' as const, 'text' as const, 'redirect' as const, 'null' as const) }),
	},
	{
		weight: 1,
		arbitrary: fc.record({ kind: fc.constant('unauthorized' as const), status: fc.constantFrom(401 as const, 403 as const) }),
	},
	{
		weight: 4,
		arbitrary: fc.record({ kind: fc.constant('refused' as const), status: fc.constantFrom(200 as const, 400 as const, 404 as const, 409 as const, 413 as const, 417 as const, 422 as const) }),
	},
];

/** When faults of a kind strike. */
export const planned = <Fault,>(fault: fc.Arbitrary<Fault>): fc.Arbitrary<PlannedFault<Fault>> =>
	fc.record({
		at: fc.oneof(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 40 })),
		times: fc.oneof({ weight: 8, arbitrary: fc.constant(1) }, { weight: 4, arbitrary: fc.integer({ min: 2, max: 5 }) }, { weight: 1, arbitrary: fc.integer({ min: 6, max: 30 }) }),
		fault,
	});

/** By name, for `fc.record`. */
export const conditions = {
	latencies: fc.array(fc.constantFrom(0, 1, 7, 60, 400), { minLength: 1, maxLength: 5 }),
	rateLimit: rarely(fc.record({ perSecond: fc.integer({ min: 2, max: 10 }), retryAfter: fc.integer({ min: 1, max: 2 }) }), 8),
	revokedAt: rarely(fc.integer({ min: 2, max: 20 }), 12),
	cancelled: rarely(fc.record({ request: fc.integer({ min: 1, max: 15 }), after: fc.constantFrom(0, 1, 5, 150, 1500, 20_000) }), 6),
	unreachable: fc.oneof({ weight: 60, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
	jitter: fc.nat(1_000_000),
} satisfies { readonly [name in keyof Conditions]: fc.Arbitrary<Conditions[name]> };
