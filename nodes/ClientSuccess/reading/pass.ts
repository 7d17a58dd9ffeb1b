/**
 * One pass over the pages of a search, from the front to the end, or to what an earlier pass has seen. It decides which
 * page is read next, since records move while others are written. Latest changes first:
 *
 * - A record that is changed moves to the front, past what was read. What it passes comes twice; it shows that the
 *   front is worth another pass.
 * - A record that is deleted lets those behind it move up, past what was read. There are fewer in all then, and pages
 *   before are read again, back to one that begins with a record that was seen: all that wasn't is behind it.
 */

import type { JsonObject } from '../json.ts';
import type { Page } from './page.ts';
import { identityOf, timeOf } from './record.ts';

/** Pages in a row without a new record after which there is no use in going on, or back. */
export const PATIENCE = 3;

/** Records, each with the time of its last change. */
export type Versions = Map<string, number>;

export class Pass {
	/** Those before which none is missing. */
	readonly seen: Versions = new Map();
	/** Whether records have moved to the front meanwhile. */
	hasMoved = false;
	isOver = false;
	/** Of the page to read next, from 0. */
	number = 0;
	readonly #earlier: Versions;
	/** The last change of all when the pass began. */
	#newest = Infinity;
	#total = 0;
	/** Whether records may be missing between what was seen and this page. */
	#hasGap = false;
	#furthest = -1;
	#longest = 1;
	#withoutNews = 0;
	#returns = 0;

	/** @param earlier what earlier passes have seen */
	constructor(earlier: Versions) {
		this.#earlier = earlier;
	}

	/**
	 * @param page that was read
	 * @param hasNews whether there was a record in it that no pass has met before
	 * @param met how many records were met so far
	 */
	note(page: Page, hasNews: boolean, met: number): void {
		const { records, isLast = records.length === 0 } = page;
		this.#notePatience(records.length, hasNews);
		this.#noteGap(page);

		if (this.seen.size === 0) this.#newest = records.reduce((latest, record) => Math.max(latest, timeOf(record)), -Infinity);
		this.hasMoved ||= records.some((record) => this.#isSeen(record) || timeOf(record) > this.#newest);

		// What was seen may come again after many changes at once, but fills no more than so many pages.
		const isHopeless = this.#withoutNews > PATIENCE + met / this.#longest;
		const isKnown = records.some((record) => this.#earlier.get(identityOf(record)) === timeOf(record));
		this.isOver = isHopeless || (!this.#hasGap && (isLast || isKnown));
		// What comes after a gap proves nothing of what comes before it; it is seen when it is read again.
		if (!this.#hasGap) for (const record of records) this.seen.set(identityOf(record), timeOf(record));
		this.number += this.#hasGap ? -1 : 1;
	}

	#isSeen(record: JsonObject): boolean {
		return this.seen.has(identityOf(record));
	}

	#notePatience(length: number, hasNews: boolean): void {
		if (hasNews) this.#withoutNews = this.#returns = 0;
		else if (this.number > this.#furthest) this.#withoutNews += 1;
		this.#furthest = Math.max(this.#furthest, this.number);
		this.#longest = Math.max(this.#longest, length);
	}

	#noteGap({ records: [first], total = this.#total }: Page): void {
		if (total < this.#total) this.#hasGap = true;
		const isClosed = this.number === 0 || (first !== undefined && this.#isSeen(first));
		if (isClosed || this.#returns > PATIENCE) this.#hasGap = false;
		if (this.#hasGap) this.#returns += 1;
		this.#total = total;
	}
}
