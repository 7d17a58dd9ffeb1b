/** What one run of the campaign is about. Plain data, so that a failing one can be read, shrunk and run again. */
import type { ObjectName } from '../nodes/ClientSuccess/objects/index.ts';

/** What is the matter with a row. */
export type Fate =
	| 'good'
	/** A value that doesn't fit its field. */
	| 'invalid'
	/** ClientSuccess refuses every request that holds it. */
	| 'poisoned'
	/** Its parent, or on update the record itself, doesn't exist. */
	| 'orphan'
	/** A column that no field has. */
	| 'stranger';

/** One input item. */
export interface RowSpec {
	readonly fate: Fate;
	/** Rows with the same number are about the same record; `own` shares it with none, `none` has no natural key. */
	readonly key: number | 'own' | 'none';
	readonly text: string;
	readonly empty: boolean;
}

/** How an answer asks for a pause. */
export type RetryAfter = { readonly form: 'none' | 'garbage' } | { readonly form: 'seconds' | 'date'; readonly seconds: number };

/** What goes wrong with a request. `written` says whether it is carried out all the same. */
export type FaultSpec =
	| { readonly kind: 'rateLimited'; readonly retryAfter: RetryAfter }
	| { readonly kind: 'serverError'; readonly status: number; readonly retryAfter: RetryAfter; readonly written: boolean }
	| { readonly kind: 'maintenance'; readonly status: 200 | 503; readonly written: boolean }
	| { readonly kind: 'reset' | 'hang'; readonly written: boolean }
	| { readonly kind: 'slowStart' | 'slowAnswer' | 'slowBody'; readonly milliseconds: number }
	| { readonly kind: 'truncated' | 'cut' | 'text' | 'redirect' | 'null' }
	| { readonly kind: 'shape'; readonly shape: ShapeName }
	| { readonly kind: 'rejectedElements'; readonly every: number; readonly as: 'error' | 'errors' | 'success' | 'status'; readonly shape: ShapeName | 'plain' }
	| { readonly kind: 'unauthorized'; readonly status: 401 | 403 }
	| { readonly kind: 'refused'; readonly status: 200 | 400 | 404 | 409 | 413 | 417 | 422 };

/** Disguises of a bulk answer; `apart` lists the refused elements beside the others. */
export type ShapeName = 'data' | 'results' | 'records' | 'reversed' | 'shorter' | 'longer' | 'uuidOnly' | 'empty' | 'noContent' | 'apart';

/** A fault for the requests `at` to `at + times - 1`, counting from 1. */
export interface PlannedFault {
	readonly at: number;
	readonly times: number;
	readonly fault: FaultSpec;
}

/** The node's options by name; those not given have their defaults. */
export interface OptionsSpec {
	readonly batchSize?: number;
	readonly maxConcurrency?: number;
	readonly maxRetries?: number;
	readonly retryBaseDelay?: number;
	readonly maxRetryWait?: number;
	readonly timeout?: number;
	readonly retryInserts?: boolean;
	readonly isolateRejected?: boolean;
	readonly emptyValues?: 'omit' | 'clear';
	readonly unknownColumns?: 'ignore' | 'fail' | 'send';
	readonly dryRun?: boolean;
}

/** One run. */
export interface Scenario {
	readonly object: ObjectName;
	readonly operation: 'insert' | 'update' | 'upsert';
	readonly dataMode: 'autoMapInputData' | 'defineBelow';
	readonly columnStyle: 'camel' | 'snake' | 'title';
	readonly onError: 'continueRegularOutput' | 'continueErrorOutput' | 'stopWorkflow';
	readonly options: OptionsSpec;
	readonly rows: readonly RowSpec[];
	readonly faults: readonly PlannedFault[];
	/** Milliseconds that the requests take, in turn. */
	readonly latencies: readonly number[];
	readonly rateLimit: { readonly perSecond: number; readonly retryAfter: number } | null;
	/** The key is revoked when this request arrives. */
	readonly revokedAt: number | null;
	/** The run is cancelled so many milliseconds after this request arrived. */
	readonly cancelled: { readonly request: number; readonly after: number } | null;
	/** Whether nothing listens at the Base URL. */
	readonly unreachable: boolean;
	/** Where the jitter of the waits starts. */
	readonly jitter: number;
}

/** The options with their defaults, as the interface fixes them. */
export function withDefaults(options: OptionsSpec): Required<OptionsSpec> {
	return {
		batchSize: 100,
		maxConcurrency: 1,
		maxRetries: 3,
		retryBaseDelay: 1000,
		maxRetryWait: 300,
		timeout: 60_000,
		retryInserts: true,
		isolateRejected: true,
		emptyValues: 'omit',
		unknownColumns: 'ignore',
		dryRun: false,
		...options,
	};
}
