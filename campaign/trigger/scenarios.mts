/** Draws runs of the trigger at random. */
import fc from 'fast-check';
import { commonFaults, conditions, planned } from '../lib/arbitraries.mts';
import { changes } from '../lib/history.mts';
import type { Scenario, Step } from './scenario.mts';

/** More than a page is often waiting for a poll. */
const change = changes(250, 4);
const during = fc.array(fc.record({ at: fc.noBias(fc.integer({ min: 1, max: 4 })), change: changes(150, 9) }), { minLength: 1, maxLength: 4, size: 'max' });
/** Most polls take a request or two. */
const faults = fc.array(
	planned(fc.oneof(...commonFaults)).map((fault) => ({ ...fault, at: 1 + (fault.at % 4) })),
	{ minLength: 1, maxLength: 3 },
);

const step: fc.Arbitrary<Step> = fc.oneof(
	{ weight: 4, arbitrary: fc.record({ kind: fc.constant('change' as const), change }) },
	{ weight: 2, arbitrary: fc.record({ kind: fc.constant('wait' as const), milliseconds: fc.constantFrom(1, 2, 900, 1000, 1500, 60_000) }) },
	{
		weight: 4,
		arbitrary: fc.record({
			kind: fc.constant('poll' as const),
			changes: fc.oneof({ weight: 1, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: during }),
			faults: fc.oneof({ weight: 1, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: faults }),
			isLost: fc.oneof({ weight: 9, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
		}),
	},
	{ weight: 1, arbitrary: fc.record({ kind: fc.constant('restart' as const) }) },
);

/** Every run of the trigger. */
export const scenarios: fc.Arbitrary<Scenario> = fc.record({
	object: fc.constantFrom('client' as const, 'contact' as const, 'contract' as const),
	event: fc.constantFrom('created' as const, 'updated' as const, 'createdOrUpdated' as const, 'createdOrUpdated' as const),
	records: fc.oneof(fc.nat(4), fc.integer({ min: 90, max: 250 })),
	steps: fc.array(step, { minLength: 2, maxLength: 14, size: 'max' }),
	latencies: conditions.latencies,
	rateLimit: conditions.rateLimit,
	jitter: conditions.jitter,
});
