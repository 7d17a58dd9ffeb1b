/** Time that goes by only when told to, and answers written down beforehand. */
import type { Clock } from '../../nodes/ClientSuccess/transport/clock.ts';
import type { ApiRequest, Send } from '../../nodes/ClientSuccess/transport/http.ts';
import type { Verdict } from '../../nodes/ClientSuccess/transport/verdict.ts';

/** Resolves when everything that could go on without the clock has. */
const settled = async (): Promise<void> => await new Promise((resolve) => setImmediate(resolve));

interface Sleeper {
	readonly until: number;
	wake(): void;
}

/** A clock on which a wait of an hour takes no time. */
export class FakeClock implements Clock {
	/** What `random` gives. */
	luck = 0.5;
	#now = 1_000_000;
	#sleepers: Sleeper[] = [];

	readonly now = (): number => this.#now;
	readonly random = (): number => this.luck;
	readonly sleep = async (milliseconds: number): Promise<void> =>
		await new Promise((wake) => {
			this.#sleepers.push({ until: this.#now + milliseconds, wake });
		});

	/** Wakes whoever sleeps the shortest. False if nobody sleeps until `limit`. */
	#wakeNext(limit: number): boolean {
		const next = this.#sleepers.reduce<Sleeper | undefined>(
			(first, sleeper) => (first === undefined || sleeper.until < first.until ? sleeper : first),
			undefined,
		);
		if (next === undefined || next.until > limit) return false;
		this.#sleepers = this.#sleepers.filter((sleeper) => sleeper !== next);
		this.#now = Math.max(this.#now, next.until);
		next.wake();
		return true;
	}

	/** Lets time go by. */
	async pass(milliseconds: number): Promise<void> {
		const end = this.#now + milliseconds;
		do await settled();
		while (this.#wakeNext(end));
		this.#now = end;
	}

	/** Lets as much time go by as a promise needs; an error if it waits for something else. */
	async until<T>(promise: Promise<T>): Promise<T> {
		let isDone = false;
		const done = () => {
			isDone = true;
		};
		promise.then(done, done);
		for (;;) {
			await settled();
			if (isDone) return await promise;
			if (!this.#wakeNext(Infinity)) throw new Error('It waits for something that time alone does not bring');
		}
	}
}

export const accepted = (body?: unknown): Verdict => ({ kind: 'accepted', status: 200, body });
export const refused = (reason = 'not valid', status = 422): Verdict => ({ kind: 'refused', status, reason });
export const unauthorized = (status = 401): Verdict => ({ kind: 'unauthorized', status, reason: 'no entry' });
export const rateLimited = (retryAfter?: number): Verdict => ({ kind: 'rateLimited', status: 429, reason: 'too many requests', retryAfter });
export const serverError = (retryAfter?: number): Verdict => ({ kind: 'serverError', status: 503, reason: 'out of order', retryAfter });
export const unreachable = (): Verdict => ({ kind: 'unreachable', reason: 'the connection was refused' });
export const lost = (): Verdict => ({ kind: 'lost', reason: 'the connection was closed' });

/** What a scripted sender was asked to send. */
export interface Sent {
	readonly at: number;
	readonly request: ApiRequest;
	readonly signal: AbortSignal | undefined;
}

/** Answers with one verdict after another, and fails if it is asked for more. */
export function scripted(clock: Clock, ...verdicts: Verdict[]): { readonly send: Send; readonly sent: Sent[] } {
	const sent: Sent[] = [];
	const send: Send = async (request, signal) => {
		sent.push({ at: clock.now(), request, signal });
		const verdict = verdicts.shift();
		if (verdict === undefined) throw new Error('One request more than expected');
		return verdict;
	};
	return { send, sent };
}
