/** Chance that repeats itself. */

/** Numbers from 0 up to, but not including, 1: mulberry32, https://gist.github.com/tommyettinger/46a874533244883189143505d203312c */
export function createRandom(seed: number): () => number {
	let state = seed >>> 0;
	return () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	};
}

/** From now on `Math.random`, from which the node takes the jitter of its waits, follows from the seed. */
export function seedMathRandom(seed: number): void {
	Math.random = createRandom(seed);
}
