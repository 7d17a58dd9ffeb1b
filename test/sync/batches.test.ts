import fc from 'fast-check';
import { halve, isNonEmpty, toBatches } from '../../nodes/ClientSuccess/sync/batches.ts';
import type { NonEmpty } from '../../nodes/ClientSuccess/sync/batches.ts';

const upTo = (count: number) => Array.from({ length: count }, (_, index) => index);

describe('batches', () => {
	it('are full, except for the last one', () => {
		expect(toBatches(upTo(5), 2)).toEqual([[0, 1], [2, 3], [4]]);
		expect(toBatches(upTo(4), 2)).toEqual([[0, 1], [2, 3]]);
		expect(toBatches(upTo(2), 100)).toEqual([[0, 1]]);
		expect(toBatches(upTo(2), 1)).toEqual([[0], [1]]);
	});

	it('are none without rows', () => {
		expect(toBatches([], 100)).toEqual([]);
	});

	it('hold every row once, in order, even of 130,000', () => {
		const rows = upTo(130_000);
		const batches = toBatches(rows, 100);
		expect(batches).toHaveLength(1300);
		expect(batches.flat()).toEqual(rows);
	});

	it('never lose or repeat a row, whatever their size', () => {
		fc.assert(
			fc.property(fc.array(fc.anything(), { maxLength: 300 }), fc.integer({ min: 1, max: 120 }), (rows, size) => {
				const batches = toBatches(rows, size);
				expect(batches.flatMap((batch) => [...batch])).toEqual(rows);
				expect(batches.every(({ length }, at) => length === size || (at === batches.length - 1 && length > 0 && length < size))).toBe(true);
			}),
		);
	});
});

describe('the halves of a batch', () => {
	it('are as even as can be', () => {
		expect(halve([1, 2, 3, 4])).toEqual([[1, 2], [3, 4]]);
		expect(halve([1, 2, 3])).toEqual([[1, 2], [3]]);
		expect(halve([1, 2])).toEqual([[1], [2]]);
	});

	it('do not exist of a single row', () => {
		expect(halve([1])).toBeUndefined();
	});

	it('lead to single rows in order, and to each of them once', () => {
		const split = (batch: NonEmpty<number>): number[] => {
			const halves = halve(batch);
			return halves === undefined ? [...batch] : [...split(halves[0]), ...split(halves[1])];
		};
		for (const count of [1, 2, 3, 7, 64, 99, 100]) {
			const rows = upTo(count);
			expect(isNonEmpty(rows) && split(rows)).toEqual(rows);
		}
	});
});

describe('a list with something in it', () => {
	it('is told from an empty one', () => {
		expect(isNonEmpty([undefined])).toBe(true);
		expect(isNonEmpty([])).toBe(false);
	});
});
