/** Waiting for something another process does. */
import { setTimeout as sleep } from 'node:timers/promises';

/** How long to wait, and what to say if it was in vain. */
export interface Patience {
	/** What is waited for, as in "Timed out waiting for …". */
	readonly what: string;
	readonly timeoutMs?: number;
	readonly intervalMs?: number;
}

/** Asks again and again until the answer is neither undefined nor false; an exception ends the wait. */
export async function waitFor<T>(ask: () => T | Promise<T>, { what, timeoutMs = 60_000, intervalMs = 200 }: Patience): Promise<Exclude<T, false | undefined>> {
	const deadline = Date.now() + timeoutMs;
	for (;;) {
		const answer = await ask();
		if (answer !== undefined && answer !== false) return answer as Exclude<T, false | undefined>;
		if (Date.now() > deadline) throw new Error(`Timed out after ${timeoutMs / 1000} s waiting for ${what}`);
		await sleep(intervalMs);
	}
}
