/** Ratios of two things measured side by side, since the speed of a machine drifts. */

/** A row of the table. */
export interface Figure {
	readonly what: string;
	/** Median of the pairs. */
	readonly value: number;
	readonly lowest: number;
	readonly highest: number;
	/** What it should not exceed, undefined for a figure that is only told. */
	readonly aim?: number;
	/** "×" if not given. */
	readonly unit?: string;
}

export function median(values: readonly number[]): number {
	const sorted = [...values].sort((a, b) => a - b);
	const middle = sorted.length >> 1;
	const upper = sorted[middle] ?? NaN;
	return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? NaN) + upper) / 2;
}

export function figure(what: string, values: readonly number[], more: Pick<Figure, 'aim' | 'unit'> = {}): Figure {
	return { what, value: median(values), lowest: Math.min(...values), highest: Math.max(...values), ...more };
}

/** Milliseconds that `run` takes. */
export async function timed(run: () => Promise<unknown>): Promise<number> {
	const start = performance.now();
	await run();
	return performance.now() - start;
}

/** Measures each in turn, once to warm up and then `rounds` times, and divides the first of each round by the second. */
export async function ratios(rounds: number, first: () => Promise<number>, second: () => Promise<number>): Promise<number[]> {
	await first();
	await second();
	const results: number[] = [];
	for (let round = 0; round < rounds; round++) results.push((await first()) / (await second()));
	return results;
}
