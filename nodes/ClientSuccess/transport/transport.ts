/** One request, sent until it has an answer that counts, or until it is of no use to send it again. */

import { CircuitBreaker } from './circuitBreaker.ts';
import type { Clock } from './clock.ts';
import { waitUntil } from './clock.ts';
import type { ConcurrencyLimit } from './concurrency.ts';
import { AdaptiveLimit, fixedLimit } from './concurrency.ts';
import type { ApiRequest, Send } from './http.ts';
import { backoff, inSeconds } from './retryTiming.ts';
import type { Verdict } from './verdict.ts';

export interface RetryPolicy {
	/** Whether to send again when ClientSuccess may have carried the request out before it failed. */
	readonly afterServerError: boolean;
	/** Whether to send again when the connection was lost after sending. */
	readonly afterLoss: boolean;
}

/** For requests that change nothing, or the same however often they are carried out. */
export const ALWAYS_RESEND: RetryPolicy = { afterServerError: true, afterLoss: true };

export interface TransportOptions {
	/** Requests at once, at most; 0 for as many as ClientSuccess can take. */
	readonly maxConcurrency: number;
	readonly maxRetries: number;
	/** Upper bound of the first wait without a Retry-After, in milliseconds. */
	readonly retryBaseDelay: number;
	/** The longest Retry-After that is waited out, in milliseconds. */
	readonly maxRetryWait: number;
}

/** How a request ended. */
export interface Result {
	readonly verdict: Verdict | { readonly kind: 'notSent'; readonly reason: string };
	/** How many times it was sent. */
	readonly attempts: number;
	/** Whether an attempt before the last, or the last itself, may have been carried out without saying so. */
	readonly maybeWritten: boolean;
	/** Set when ClientSuccess asked for a longer wait than allowed, in milliseconds. */
	readonly askedWait?: number;
}

export interface TransportStats {
	requests: number;
	retries: number;
	/** The most requests that were under way at once. */
	atOnce: number;
	/** Time in which one request or more waited to be sent again, in milliseconds. */
	waited: number;
}

const isTransient = ({ kind }: Verdict) =>
	kind === 'rateLimited' || kind === 'serverError' || kind === 'unreachable' || kind === 'lost';

const mayHaveWritten = ({ kind }: Verdict) => kind === 'serverError' || kind === 'lost';

function mayResend({ kind }: Verdict, policy: RetryPolicy): boolean {
	if (kind === 'serverError') return policy.afterServerError;
	if (kind === 'lost') return policy.afterLoss;
	return kind === 'rateLimited' || kind === 'unreachable';
}

export class Transport {
	readonly stats: TransportStats = { requests: 0, retries: 0, atOnce: 0, waited: 0 };
	readonly #limit: ConcurrencyLimit;
	#underWay = 0;
	/** Requests that wait for another to end. */
	readonly #queue: Array<() => void> = [];
	/** No request is sent before this moment: a rate limit holds for all of them. */
	#pausedUntil = 0;
	/** How many requests wait just now, and since when there has been one. */
	#waiting = 0;
	#waitingSince = 0;
	#halted: string | undefined;
	readonly #breaker = new CircuitBreaker();
	readonly #send: Send;
	readonly #clock: Clock;
	readonly #options: TransportOptions;
	readonly #signal: AbortSignal | undefined;

	constructor(send: Send, clock: Clock, options: TransportOptions, signal: AbortSignal | undefined) {
		this.#send = send;
		this.#clock = clock;
		this.#options = options;
		this.#limit = options.maxConcurrency === 0 ? new AdaptiveLimit() : fixedLimit(options.maxConcurrency);
		this.#signal = signal;
	}

	/** How many requests should be under way at once, at most; it may change with every answer. */
	get concurrency(): number {
		return this.#limit.current;
	}

	/** Why nothing is sent any more; undefined while requests go out. */
	get halted(): string | undefined {
		return this.#signal?.aborted === true ? 'the execution was cancelled' : this.#halted;
	}

	/** Lets requests in flight finish and sends no other. The first reason stands. */
	halt(reason: string): void {
		this.#halted ??= reason;
	}

	/** Never throws. After an answer that leaves no hope for other requests, nothing more is sent. */
	async request(request: ApiRequest, policy: RetryPolicy): Promise<Result> {
		const result = await this.#sendUntilSettled(request, policy);
		const { verdict, askedWait } = result;
		if (verdict.kind === 'unauthorized') {
			this.halt(verdict.status === 401 ? 'ClientSuccess refused the API key' : 'the API key lacks a permission');
		} else if (askedWait !== undefined) {
			this.halt(`ClientSuccess asked to wait ${inSeconds(askedWait)}, which is more than Max Retry Wait allows`);
		} else if (this.#breaker.isTripped(result) && 'reason' in verdict) {
			this.halt(`five requests in a row failed, the last one because ${verdict.reason}`);
		}
		// Only now, so that none goes out that the answer forbids.
		this.#endTurn();
		return result;
	}

	/** Leaves its turn to be ended. */
	async #sendUntilSettled(request: ApiRequest, policy: RetryPolicy): Promise<Result> {
		let attempts = 0;
		let maybeWritten = false;
		let resumeAt = 0;
		let last: Verdict | undefined;
		for (;;) {
			await this.#turn(() => Math.max(resumeAt, this.#pausedUntil));
			if (this.halted !== undefined) {
				const verdict = maybeWritten && last !== undefined ? last : { kind: 'notSent' as const, reason: this.halted };
				return { verdict, attempts, maybeWritten };
			}
			attempts += 1;
			this.stats.requests += 1;
			if (attempts > 1) this.stats.retries += 1;
			const verdict = await this.#attempt(request);
			last = verdict;
			maybeWritten ||= mayHaveWritten(verdict);
			if (!isTransient(verdict)) return { verdict, attempts, maybeWritten };

			const asked = 'retryAfter' in verdict ? verdict.retryAfter : undefined;
			if (asked !== undefined && asked > this.#options.maxRetryWait) {
				return { verdict, attempts, maybeWritten, askedWait: asked };
			}
			const wait = asked ?? backoff(attempts, this.#options.retryBaseDelay, this.#clock.random());
			resumeAt = this.#clock.now() + wait;
			// Even if this request is given up now: the others would only run into the same limit.
			if (verdict.kind === 'rateLimited' || asked !== undefined) {
				this.#pausedUntil = Math.max(this.#pausedUntil, resumeAt);
			}
			if (!mayResend(verdict, policy) || attempts > this.#options.maxRetries) {
				return { verdict, attempts, maybeWritten };
			}
			this.#endTurn();
		}
	}

	/** Sends the request once, in a turn that it was given. */
	async #attempt(request: ApiRequest): Promise<Verdict> {
		const startedAt = this.#clock.now();
		this.stats.atOnce = Math.max(this.stats.atOnce, this.#underWay);
		const verdict = await this.#send(request, this.#signal);
		this.#limit.observe(verdict, startedAt, this.#clock.now());
		return verdict;
	}

	/**
	 * Waits for a moment, and for a turn: once the limit has fallen, more requests wait to be sent again than it allows.
	 *
	 * @param moment which may move while waiting
	 */
	async #turn(moment: () => number): Promise<void> {
		for (;;) {
			await this.#wait(moment);
			while (this.#underWay >= this.#limit.current) await new Promise<void>((resume) => this.#queue.push(resume));
			this.#underWay += 1;
			if (moment() <= this.#clock.now() || this.halted !== undefined) return;
			this.#endTurn();
		}
	}

	#endTurn(): void {
		this.#underWay -= 1;
		this.#queue.shift()?.();
	}

	async #wait(moment: () => number): Promise<void> {
		if (moment() <= this.#clock.now()) return;
		if (this.#waiting++ === 0) this.#waitingSince = this.#clock.now();
		await waitUntil(moment, this.#clock, () => this.halted !== undefined);
		if (--this.#waiting === 0) this.stats.waited += this.#clock.now() - this.#waitingSince;
	}
}
