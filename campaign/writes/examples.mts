/** Writes that broke a promise once, or that chance seldom draws; every campaign starts with them. */
import { CALM } from '../lib/conditions.mts';
import type { RowSpec, Scenario } from './scenario.mts';

const row: RowSpec = { fate: 'good', key: 'own', text: 'a', empty: false };

const calm: Scenario = {
	...CALM,
	object: 'client',
	operation: 'insert',
	dataMode: 'autoMapInputData',
	columnStyle: 'camel',
	onError: 'continueRegularOutput',
	lookUp: 'none',
	bystanders: 0,
	options: {},
	rows: [row],
	faults: [],
};

/** Each says what it is about. */
export const examples: readonly Scenario[] = [
	// Sent again after a server error that had been carried out, and refused element by element then.
	{
		...calm,
		faults: [
			{ at: 1, times: 1, fault: { kind: 'serverError', status: 500, retryAfter: { form: 'none' }, written: true } },
			{ at: 2, times: 1, fault: { kind: 'rejectedElements', every: 1, as: 'error', shape: 'plain' } },
		],
	},
	// Refused records listed beside the others, none of which has a natural key: their order says nothing.
	{
		...calm,
		object: 'contact',
		rows: Array.from({ length: 3 }, () => ({ ...row, key: 'none' as const })),
		faults: [{ at: 1, times: 1, fault: { kind: 'rejectedElements', every: 3, as: 'error', shape: 'apart' } }],
	},
	// Carried out under a server error, then refused as a whole, and so are the halves of it.
	{
		...calm,
		rows: [row, row],
		faults: [
			{ at: 1, times: 1, fault: { kind: 'serverError', status: 500, retryAfter: { form: 'none' }, written: true } },
			{ at: 2, times: 9, fault: { kind: 'refused', status: 409 } },
		],
	},
	// The same, with a key that is revoked in between.
	{
		...calm,
		rows: [row, row],
		revokedAt: 2,
		faults: [
			{ at: 1, times: 1, fault: { kind: 'serverError', status: 503, retryAfter: { form: 'seconds', seconds: 1 }, written: true } },
			{ at: 2, times: 1, fault: { kind: 'refused', status: 422 } },
		],
	},
];
