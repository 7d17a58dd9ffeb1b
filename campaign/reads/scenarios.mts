/** Draws runs that read at random. */
import fc from 'fast-check';
import { commonFaults, conditions, onError, planned, requestOptions } from '../lib/arbitraries.mts';
import { changes } from '../lib/history.mts';
import type { QuestionSpec, Scenario } from './scenario.mts';

const question = (fate: fc.Arbitrary<QuestionSpec['fate']>): fc.Arbitrary<QuestionSpec> =>
	fc.record({
		which: fc.nat(400),
		fate,
		limit: fc.oneof({ weight: 2, arbitrary: fc.constant('all' as const) }, { weight: 1, arbitrary: fc.constantFrom(1, 3, 50, 99, 100, 101, 250) }),
		after: fc.constantFrom(null, null, 1 as const, 2 as const),
		simplify: fc.boolean(),
	});

const there = fc.constant('there' as const);
const mixed = fc.oneof({ weight: 4, arbitrary: there }, { weight: 1, arbitrary: fc.constantFrom('missing' as const, 'twin' as const, 'blank' as const) });

/** Every run that reads. */
export const scenarios: fc.Arbitrary<Scenario> = fc.record({
	object: fc.constantFrom('client' as const, 'contact' as const, 'contract' as const),
	operation: fc.constantFrom('get' as const, 'getAll' as const, 'getAll' as const),
	by: fc.constantFrom('uuid' as const, 'uuid' as const, 'key' as const),
	ofClient: fc.boolean(),
	onError,
	options: fc.record({ ...requestOptions, sortDirection: fc.constantFrom('asc' as const, 'desc' as const) }, { requiredKeys: [] }),
	// None, part of a page, about a page, some pages.
	records: fc.oneof(
		{ weight: 1, arbitrary: fc.nat(4) },
		{ weight: 1, arbitrary: fc.integer({ min: 98, max: 102 }) },
		{ weight: 2, arbitrary: fc.noBias(fc.integer({ min: 150, max: 600 })) },
	),
	isWide: fc.boolean(),
	questions: fc.oneof(
		{ weight: 3, arbitrary: fc.array(question(there), { minLength: 1, maxLength: 3 }) },
		{ weight: 3, arbitrary: fc.array(question(mixed), { minLength: 1, maxLength: 8 }) },
	),
	changes: fc.oneof(
		{ weight: 1, arbitrary: fc.constant([]) },
		{ weight: 2, arbitrary: fc.array(fc.record({ at: fc.noBias(fc.integer({ min: 1, max: 8 })), change: changes(120, 9) }), { minLength: 1, maxLength: 6, size: 'max' }) },
	),
	faults: fc.oneof({ weight: 1, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: fc.array(planned(fc.oneof(...commonFaults)), { maxLength: 6 }) }),
	...conditions,
});
