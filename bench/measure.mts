/** Things measured side by side, since the speed of a machine drifts, and what they come to. */

/** What a figure should be. */
export type Aim = { readonly atMost: number } | { readonly atLeast: number };

/** A row of the table. */
export interface Figure {
	readonly what: string;
	/** Median of the rounds. */
	readonly value: number;
	readonly lowest: number;
	readonly highest: number;
	/** Undefined for a figure that explains another. */
	readonly aim?: Aim;
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

export const meets = (value: number, aim: Aim): boolean => ('atMost' in aim ? value <= aim.atMost : value >= aim.atLeast);

/** Milliseconds that `run` takes. */
export async function timed(run: () => Promise<unknown>): Promise<number> {
	const start = performance.now();
	await run();
	return performance.now() - start;
}

/** What several things took, in rounds. */
export interface Rounds<Name extends string> {
	/** The first divided by the second, round by round. */
	ratio(first: Name, second: Name): number[];
}

/**
 * Measures all of them in turn: once to warm up, unless that has been done, and then so many rounds.
 *
 * @param runs by name; each answers what it took
 */
export async function inTurn<Name extends string>(
	rounds: number,
	runs: Readonly<Record<Name, () => Promise<number>>>,
	{ isWarm = false } = {},
): Promise<Rounds<Name>> {
	const taken = new Map<string, number[]>();
	for (let round = isWarm ? 1 : 0; round <= rounds; round++) {
		for (const [name, run] of Object.entries<() => Promise<number>>(runs)) {
			const took = await run();
			if (round > 0) taken.set(name, [...(taken.get(name) ?? []), took]);
		}
	}
	const of = (name: Name) => taken.get(name) ?? [];
	return { ratio: (first, second) => of(first).map((took, round) => took / (of(second)[round] ?? NaN)) };
}
