/** What a run may meet, whatever the node does in it. Plain data, so that a failing run can be read, shrunk and run again. */

/** How an answer asks for a pause. */
export type RetryAfter = { readonly form: 'none' | 'garbage' } | { readonly form: 'seconds' | 'date'; readonly seconds: number };

/** What goes wrong with a request. `written` says whether a write is carried out all the same. */
export type CommonFault =
	| { readonly kind: 'rateLimited'; readonly retryAfter: RetryAfter }
	| { readonly kind: 'serverError'; readonly status: number; readonly retryAfter: RetryAfter; readonly written: boolean }
	| { readonly kind: 'maintenance'; readonly status: 200 | 503; readonly written: boolean }
	| { readonly kind: 'reset' | 'hang'; readonly written: boolean }
	| { readonly kind: 'slowStart' | 'slowAnswer' | 'slowBody'; readonly milliseconds: number }
	| { readonly kind: 'truncated' | 'cut' | 'text' | 'redirect' | 'null' }
	| { readonly kind: 'unauthorized'; readonly status: 401 | 403 }
	| { readonly kind: 'refused'; readonly status: 200 | 400 | 404 | 409 | 413 | 417 | 422 };

/** A fault for the requests `at` to `at + times - 1`, counting from 1. */
export interface PlannedFault<Fault = CommonFault> {
	readonly at: number;
	readonly times: number;
	readonly fault: Fault;
}

/** The circumstances of a run. */
export interface Conditions {
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

/** Whether anything may go wrong beside the rows and questions themselves. */
export const isCalm = ({ rateLimit, revokedAt, cancelled, unreachable, faults }: Conditions & { readonly faults: readonly unknown[] }) =>
	faults.length === 0 && rateLimit === null && revokedAt === null && cancelled === null && !unreachable;

/** The circumstances of a run in which nothing happens. */
export const CALM: Conditions = { latencies: [0], rateLimit: null, revokedAt: null, cancelled: null, unreachable: false, jitter: 0 };

/** How the node treats items that fail. */
export type OnError = 'continueRegularOutput' | 'continueErrorOutput' | 'stopWorkflow';

/** Options of every operation by name; those not given have their defaults. */
export interface RequestOptions {
	readonly maxConcurrency?: number;
	readonly maxRetries?: number;
	readonly retryBaseDelay?: number;
	readonly maxRetryWait?: number;
	readonly timeout?: number;
}

/** Their defaults, as the interface fixes them. */
export const REQUEST_DEFAULTS: Required<RequestOptions> = {
	maxConcurrency: 1,
	maxRetries: 3,
	retryBaseDelay: 1000,
	maxRetryWait: 300,
	timeout: 60_000,
};
