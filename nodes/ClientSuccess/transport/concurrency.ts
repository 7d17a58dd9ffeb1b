/** How many requests may be under way at once: a fixed number, or one that follows what ClientSuccess can take. */

import type { Verdict } from './verdict.ts';

/** The most requests at once, whatever ClientSuccess could take. */
export const MAX_CONCURRENCY = 20;

export interface ConcurrencyLimit {
	/** At least 1. */
	readonly current: number;
	/**
	 * Told of each request that ended.
	 *
	 * @param startedAt when it was sent, in milliseconds since the epoch
	 * @param endedAt when its whole answer was there, likewise
	 */
	observe(verdict: Verdict, startedAt: number, endedAt: number): void;
}

export const fixedLimit = (limit: number): ConcurrencyLimit => ({ current: limit, observe: () => {} });

/** Answers that take this many times as long as at the best of times say that there are too many requests. */
const SLOWDOWN = 2;
/** Milliseconds by which answers may be slower whatever the factor: short ones vary by themselves. */
const SLACK = 50;
/** Milliseconds between steps to a limit that has not been tried since the last 429. */
const CAREFUL_STEP = 1000;
/** Milliseconds until a limit that led to a 429 is tried again; twice as many after each further 429. */
const PATIENCE = 60_000;

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;

/**
 * Additive increase, multiplicative decrease (AIMD), by which TCP finds out what a network carries (RFC 5681):
 * one more request at once after each round of quick answers, half as many after a 429 or when answers get
 * slow. Each 429 costs the pause it asks for, so after one the limit grows by careful steps, and stays below
 * what was too much.
 */
export class AdaptiveLimit implements ConcurrencyLimit {
	#limit = 1;
	/** Since when. */
	#since = 0;
	/** The limit that led to a 429. */
	#tooMuch = Infinity;
	#patience = PATIENCE;
	/** What was sent before speaks of a higher limit. */
	#decreasedAt = -Infinity;
	/** How long the accepted requests of this round took, in milliseconds. */
	#round: number[] = [];
	#quickest = Infinity;

	get current(): number {
		return this.#limit;
	}

	observe({ kind }: Verdict, startedAt: number, endedAt: number): void {
		if (startedAt <= this.#decreasedAt) return;
		if (kind === 'accepted') this.#addToRound(endedAt - startedAt, endedAt);
		else if (kind === 'rateLimited') {
			if (this.#tooMuch !== Infinity) this.#patience *= 2;
			this.#tooMuch = this.#limit;
			this.#halve(endedAt);
		}
	}

	#addToRound(duration: number, now: number): void {
		this.#round.push(duration);
		if (this.#round.length < this.#limit) return;
		const typical = median(this.#round);
		this.#round = [];
		// What a request takes by itself shows when it is alone.
		this.#quickest = this.#limit === 1 ? typical : Math.min(this.#quickest, typical);
		if (typical > this.#quickest * SLOWDOWN + SLACK) this.#halve(now);
		else if (now - this.#since >= this.#stepTime()) this.#set(Math.min(this.#limit + 1, MAX_CONCURRENCY), now);
	}

	/** How long the limit is held before it grows, in milliseconds. */
	#stepTime(): number {
		if (this.#tooMuch === Infinity) return 0;
		return this.#limit + 1 < this.#tooMuch ? CAREFUL_STEP : this.#patience;
	}

	#halve(now: number): void {
		this.#decreasedAt = now;
		this.#round = [];
		this.#set(Math.ceil(this.#limit / 2), now);
	}

	#set(limit: number, now: number): void {
		this.#limit = limit;
		this.#since = now;
	}
}
