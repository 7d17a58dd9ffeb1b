import { toPage } from '../../nodes/ClientSuccess/reading/page.ts';
import { records } from './account.ts';

const list = records('a', 'b');

describe('the records of a page', () => {
	it.each([
		['under data', { data: list }],
		['under results', { results: list }],
		['under records', { records: list }],
		['alone', list],
	])('may come %s', (_, body) => {
		expect(toPage(body, 0)).toEqual({ records: list, isLast: undefined, total: undefined });
	});

	it('are the objects among what is listed', () => {
		expect(toPage({ data: [null, list[0], 'x', 1, [], list[1]] }, 0)?.records).toEqual(list);
	});

	it('may be none', () => {
		expect(toPage({ data: [] }, 0)).toEqual({ records: [], isLast: undefined, total: undefined });
		expect(toPage([], 3)).toEqual({ records: [], isLast: undefined, total: undefined });
	});

	it('are not read where one is nested deeper than any record', () => {
		let deep: unknown = 'x';
		for (let depth = 0; depth < 200; depth++) deep = { deep };
		expect(toPage({ data: [...list, { uuid: 'c', deep }] }, 0)).toBeUndefined();
	});

	it.each([undefined, null, '', 'text', 7, true, {}, { data: null }, { data: { uuid: 'a' } }, { content: list }])('are missing in %j', (body) => {
		expect(toPage(body, 0)).toBeUndefined();
	});
});

describe('whether a page is the last', () => {
	it.each([true, false])('is what it says: %j', (last) => {
		expect(toPage({ data: list, last }, 0)?.isLast).toBe(last);
		expect(toPage({ data: [], last }, 0)?.isLast).toBe(last);
	});

	it('is what it says, even if its number of pages says otherwise', () => {
		expect(toPage({ data: list, last: false, totalPages: 1 }, 0)?.isLast).toBe(false);
		expect(toPage({ data: list, last: true, totalPages: 9 }, 0)?.isLast).toBe(true);
	});

	it('follows from the number of pages, if that is all it says', () => {
		expect([0, 1, 2, 3].map((number) => toPage({ data: list, totalPages: 3 }, number)?.isLast)).toEqual([false, false, true, true]);
		expect(toPage({ data: [], totalPages: 0 }, 0)?.isLast).toBe(true);
	});

	it.each([{}, { last: null }, { last: 'true' }, { totalPages: '3' }, { totalPages: null }])('is not known from %j', (said) => {
		expect(toPage({ data: list, ...said }, 0)?.isLast).toBeUndefined();
	});
});

describe('how many records there are in all', () => {
	it('is what the page says', () => {
		expect(toPage({ data: list, totalElements: 12 }, 0)?.total).toBe(12);
		expect(toPage({ data: [], totalElements: 0 }, 0)?.total).toBe(0);
	});

	it.each(['12', null, undefined, []])('is not known from %j', (totalElements) => {
		expect(toPage({ data: list, totalElements }, 0)?.total).toBeUndefined();
	});
});
