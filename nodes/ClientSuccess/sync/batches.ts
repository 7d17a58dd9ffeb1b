/** Puts rows into requests, in input order. */

/** A list with something in it. */
export type NonEmpty<T> = readonly [T, ...T[]];

export function isNonEmpty<T>(list: readonly T[]): list is NonEmpty<T> {
	return list.length > 0;
}

/** @param size at least 1 */
export function toBatches<T>(rows: readonly T[], size: number): Array<NonEmpty<T>> {
	const batches: Array<NonEmpty<T>> = [];
	for (let start = 0; start < rows.length; start += size) {
		const batch = rows.slice(start, start + size);
		if (isNonEmpty(batch)) batches.push(batch);
	}
	return batches;
}

/** Two halves of a batch, the first no shorter; undefined if there is nothing to split. */
export function halve<T>(batch: NonEmpty<T>): readonly [NonEmpty<T>, NonEmpty<T>] | undefined {
	const middle = Math.ceil(batch.length / 2);
	const first = batch.slice(0, middle);
	const second = batch.slice(middle);
	return isNonEmpty(first) && isNonEmpty(second) ? [first, second] : undefined;
}
