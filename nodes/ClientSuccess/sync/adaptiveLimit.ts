/**
 * Finds how many requests ClientSuccess takes at the same time: more while answers stay quick, half as many
 * when it limits the rate or slows down (additive increase, multiplicative decrease).
 */

const MAX = 20;
/** Answers this many times slower than the quickest mean that requests queue up. */
const SLOWDOWN = 2;
/** Differences below this, in milliseconds, are noise. */
const NOISE = 20;
/** Answers without trouble after which a limit that was too much is tried again. */
const PATIENCE = 500;

export class AdaptiveLimit {
	#limit = 1;
	/** The lowest limit known to be too much, which is not tried again for a while. */
	#tooMuch = MAX + 1;
	#isSlowStart = true;
	#quickest = Infinity;
	/** Exponentially weighted, over some five answers. */
	#latency: number | undefined;
	#calm = 0;
	/** Answers to requests that were under way at the last decrease say nothing about it. */
	#stale = 0;

	/** Requests that may be under way at the same time, from 1 to 20. */
	get current(): number {
		return Math.floor(this.#limit);
	}

	/**
	 * @param latency milliseconds the answer took
	 * @param isLimited whether it said that there are too many requests
	 */
	onAnswer(latency: number, isLimited: boolean): void {
		if (this.#stale > 0) {
			this.#stale -= 1;
			return;
		}
		if (isLimited) {
			this.#decrease();
			return;
		}
		this.#quickest = Math.min(this.#quickest, latency);
		this.#latency = this.#latency === undefined ? latency : this.#latency * 0.8 + latency * 0.2;
		if (this.#latency > this.#quickest * SLOWDOWN + NOISE) {
			this.#decrease();
			return;
		}
		this.#calm += 1;
		if (this.#calm % PATIENCE === 0) this.#tooMuch = Math.min(MAX + 1, this.#tooMuch + 1);
		// Doubles with each round of answers at first, then grows by one.
		const next = this.#limit + (this.#isSlowStart ? 1 : 1 / this.#limit);
		this.#limit = Math.min(next, Math.max(1, this.#tooMuch - 1));
	}

	#decrease(): void {
		this.#tooMuch = Math.max(2, this.current);
		this.#stale = this.current - 1;
		this.#isSlowStart = false;
		this.#latency = undefined;
		this.#calm = 0;
		this.#limit = Math.max(1, this.#limit / 2);
	}
}
