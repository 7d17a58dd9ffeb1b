/** Draws scenarios at random. */
import fc from 'fast-check';
import { commonFaults, conditions, onError, planned, requestOptions } from '../lib/arbitraries.mts';
import type { Fate, FaultSpec, OptionsSpec, RowSpec, Scenario, ShapeName } from './scenario.mts';

const row = (fates: fc.Arbitrary<Fate>, keys: fc.Arbitrary<RowSpec['key']>): fc.Arbitrary<RowSpec> =>
	fc.record({ fate: fates, key: keys, text: fc.string({ unit: 'grapheme', maxLength: 12 }), empty: fc.boolean() });

const sound = fc.constant<Fate>('good');
const mostly = (...others: readonly Fate[]) => fc.oneof({ weight: 9, arbitrary: sound }, { weight: 1, arbitrary: fc.constantFrom(...others) });
/** All but the last without invalid rows, since one of them keeps a node that stops from sending anything. */
const fates = [sound, mostly('poisoned', 'orphan'), mostly('poisoned', 'orphan', 'twin'), mostly('invalid', 'poisoned', 'orphan', 'twin', 'stranger')];

const own = fc.constant('own' as const);
const none = fc.constant('none' as const);
const keys = [own, none, fc.nat(4), fc.oneof(own, none, fc.nat(4))];

const rows = fc.oneof(
	...fates.flatMap((fate) =>
		keys.flatMap((key) => [
			{ weight: 7, arbitrary: fc.array(row(fate, key), { minLength: 1, maxLength: 12 }) },
			{ weight: 4, arbitrary: fc.array(row(fate, key), { minLength: 10, maxLength: 40 }) },
			// Several bulk requests of the default size.
			{ weight: 1, arbitrary: fc.array(row(fate, key), { minLength: 90, maxLength: 220, size: 'max' }) },
		]),
	),
);

const options: fc.Arbitrary<OptionsSpec> = fc.record(
	{
		batchSize: fc.oneof(fc.integer({ min: 1, max: 8 }), fc.constant(100)),
		...requestOptions,
		retryInserts: fc.boolean(),
		isolateRejected: fc.boolean(),
		emptyValues: fc.constantFrom('omit' as const, 'clear' as const),
		unknownColumns: fc.constantFrom('ignore' as const, 'fail' as const, 'send' as const),
		dryRun: fc.oneof({ weight: 19, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
		matchCustomFields: fc.oneof({ weight: 3, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
	},
	{ requiredKeys: [] },
);

const wholeShape = fc.constantFrom<ShapeName>('data', 'results', 'records', 'reversed', 'shorter', 'longer', 'uuidOnly', 'empty', 'noContent', 'apart');
/** Those that still speak of every refused element. */
const tellingShape = fc.constantFrom<ShapeName | 'plain'>('plain', 'data', 'results', 'records', 'reversed', 'longer', 'uuidOnly', 'apart');

const fault: fc.Arbitrary<FaultSpec> = fc.oneof(
	...commonFaults,
	{
		weight: 5,
		arbitrary: fc.record({ kind: fc.constant('shape' as const), shape: wholeShape }),
	},
	{
		weight: 7,
		arbitrary: fc.record({
			kind: fc.constant('rejectedElements' as const),
			every: fc.integer({ min: 1, max: 4 }),
			as: fc.constantFrom('error' as const, 'errors' as const, 'success' as const, 'status' as const),
			shape: tellingShape,
		}),
	},
);

/** Every run that writes. */
export const scenarios: fc.Arbitrary<Scenario> = fc.record({
	// More of what goes out in bulk.
	object: fc.constantFrom('client' as const, 'contact' as const, 'contact' as const, 'contract' as const),
	operation: fc.constantFrom('insert' as const, 'insert' as const, 'update' as const, 'upsert' as const),
	dataMode: fc.constantFrom('autoMapInputData' as const, 'defineBelow' as const),
	columnStyle: fc.constantFrom('camel' as const, 'snake' as const, 'title' as const),
	onError,
	lookUp: fc.constantFrom('none' as const, 'parent' as const, 'own' as const, 'own' as const),
	// More than a page of them.
	bystanders: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.integer({ min: 80, max: 220 }) }),
	options,
	rows,
	faults: fc.array(planned(fault), { maxLength: 8 }),
	...conditions,
});
