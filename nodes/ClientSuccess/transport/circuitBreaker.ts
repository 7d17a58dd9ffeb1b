/** Notices that ClientSuccess is down, so that a night's rows don't each wait through their retries. */

import type { Result } from './transport.ts';

/** Requests in a row that must fail after all their retries. */
const LIMIT = 5;

export class CircuitBreaker {
	#failures = 0;

	/** @returns true when this result is the one too many */
	isTripped({ verdict: { kind } }: Result): boolean {
		const failed = kind === 'rateLimited' || kind === 'serverError' || kind === 'unreachable' || kind === 'lost';
		if (failed) this.#failures += 1;
		else if (kind !== 'notSent') this.#failures = 0;
		return this.#failures >= LIMIT;
	}
}
