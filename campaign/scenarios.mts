/** Draws scenarios at random. */
import fc from 'fast-check';
import type { Fate, FaultSpec, OptionsSpec, PlannedFault, RetryAfter, RowSpec, Scenario, ShapeName } from './scenario.mts';

/** One time in so many. */
const rarely = <T,>(arbitrary: fc.Arbitrary<T>, oneIn: number) =>
	fc.oneof({ weight: oneIn - 1, arbitrary: fc.constant(null) }, { weight: 1, arbitrary });

const row = (fates: fc.Arbitrary<Fate>, keys: fc.Arbitrary<RowSpec['key']>): fc.Arbitrary<RowSpec> =>
	fc.record({ fate: fates, key: keys, text: fc.string({ unit: 'grapheme', maxLength: 12 }), empty: fc.boolean() });

const sound = fc.constant<Fate>('good');
const mostly = (...others: readonly Fate[]) => fc.oneof({ weight: 9, arbitrary: sound }, { weight: 1, arbitrary: fc.constantFrom(...others) });
/** The second without invalid rows, since one of them keeps a node that stops from sending anything. */
const fates = [sound, mostly('poisoned', 'orphan'), mostly('invalid', 'poisoned', 'orphan', 'stranger')];

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
		maxConcurrency: fc.oneof(fc.integer({ min: 1, max: 6 }), fc.constantFrom(0, 20)),
		maxRetries: fc.integer({ min: 0, max: 5 }),
		retryBaseDelay: fc.constantFrom(0, 10, 1000, 30_000),
		maxRetryWait: fc.constantFrom(0, 5, 60, 300),
		timeout: fc.constantFrom(500, 5000, 60_000),
		retryInserts: fc.boolean(),
		isolateRejected: fc.boolean(),
		emptyValues: fc.constantFrom('omit' as const, 'clear' as const),
		unknownColumns: fc.constantFrom('ignore' as const, 'fail' as const, 'send' as const),
		dryRun: fc.oneof({ weight: 19, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
	},
	{ requiredKeys: [] },
);

const retryAfter: fc.Arbitrary<RetryAfter> = fc.oneof(
	fc.record({ form: fc.constantFrom('none' as const, 'garbage' as const) }),
	fc.record({ form: fc.constantFrom('seconds' as const, 'date' as const), seconds: fc.oneof({ weight: 5, arbitrary: fc.constantFrom(0, 1, 2, 4) }, { weight: 2, arbitrary: fc.constantFrom(30, 120, 900) }) }),
);

const wholeShape = fc.constantFrom<ShapeName>('data', 'results', 'records', 'reversed', 'shorter', 'longer', 'uuidOnly', 'empty', 'noContent', 'apart');
/** Those that still speak of every refused element. */
const tellingShape = fc.constantFrom<ShapeName | 'plain'>('plain', 'data', 'results', 'records', 'reversed', 'longer', 'uuidOnly', 'apart');

const written = fc.boolean();
const fault: fc.Arbitrary<FaultSpec> = fc.oneof(
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
	{
		weight: 1,
		arbitrary: fc.record({ kind: fc.constant('unauthorized' as const), status: fc.constantFrom(401 as const, 403 as const) }),
	},
	{
		weight: 4,
		arbitrary: fc.record({ kind: fc.constant('refused' as const), status: fc.constantFrom(200 as const, 400 as const, 404 as const, 409 as const, 413 as const, 417 as const, 422 as const) }),
	},
);

const plannedFault: fc.Arbitrary<PlannedFault> = fc.record({
	at: fc.oneof(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 40 })),
	times: fc.oneof({ weight: 8, arbitrary: fc.constant(1) }, { weight: 4, arbitrary: fc.integer({ min: 2, max: 5 }) }, { weight: 1, arbitrary: fc.integer({ min: 6, max: 30 }) }),
	fault,
});

/** Every scenario the campaign draws from. */
export const scenarios: fc.Arbitrary<Scenario> = fc.record({
	// More of what goes out in bulk.
	object: fc.constantFrom('client' as const, 'contact' as const, 'contact' as const, 'contract' as const),
	operation: fc.constantFrom('insert' as const, 'insert' as const, 'update' as const, 'upsert' as const),
	dataMode: fc.constantFrom('autoMapInputData' as const, 'defineBelow' as const),
	columnStyle: fc.constantFrom('camel' as const, 'snake' as const, 'title' as const),
	onError: fc.oneof(
		{ weight: 4, arbitrary: fc.constantFrom('continueRegularOutput' as const, 'continueErrorOutput' as const) },
		{ weight: 1, arbitrary: fc.constant('stopWorkflow' as const) },
	),
	options,
	rows,
	faults: fc.array(plannedFault, { maxLength: 8 }),
	latencies: fc.array(fc.constantFrom(0, 1, 7, 60, 400), { minLength: 1, maxLength: 5 }),
	rateLimit: rarely(fc.record({ perSecond: fc.integer({ min: 2, max: 10 }), retryAfter: fc.integer({ min: 1, max: 2 }) }), 8),
	revokedAt: rarely(fc.integer({ min: 2, max: 20 }), 12),
	cancelled: rarely(fc.record({ request: fc.integer({ min: 1, max: 15 }), after: fc.constantFrom(0, 1, 5, 150, 1500, 20_000) }), 6),
	unreachable: fc.oneof({ weight: 60, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
	jitter: fc.nat(1_000_000),
});
