/** So many requests per second, counted in windows of a second that open with a request. */

/** Requests per second, and what a refused client is told. */
export interface RateLimit {
	readonly perSecond: number;
	/** Seconds for `Retry-After`, 1 if not given: the window is open again by then. */
	readonly retryAfter?: number;
}

const WINDOW = 1000;

/** Decides whether a request is within the limit. */
export class RateLimiter {
	#opened = -Infinity;
	#count = 0;

	/** Seconds to wait before the next try, or undefined if the request is admitted. */
	admit(limit: RateLimit | undefined): number | undefined {
		if (limit === undefined) return undefined;
		const now = performance.now();
		if (now - this.#opened >= WINDOW) {
			this.#opened = now;
			this.#count = 0;
		}
		this.#count++;
		return this.#count > limit.perSecond ? (limit.retryAfter ?? 1) : undefined;
	}
}
