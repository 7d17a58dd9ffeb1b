import fc from 'fast-check';
import { backoff, inSeconds, retryAfter } from '../../nodes/ClientSuccess/transport/retryTiming.ts';

const NOW = Date.parse('2026-01-31T12:00:00Z');

describe('the wait that ClientSuccess does not ask for', () => {
	it('doubles its bound with each attempt, up to 30 seconds', () => {
		const bounds = [1, 2, 3, 4, 5, 6, 7, 10].map((attempt) => backoff(attempt, 1000, 1));
		expect(bounds).toEqual([1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000]);
	});

	it('may be anything from nothing to its bound: full jitter', () => {
		expect([0, 0.25, 0.5, 1].map((random) => backoff(3, 1000, random))).toEqual([0, 1000, 2000, 4000]);
	});

	it('is nothing if the base is nothing', () => {
		expect(backoff(5, 0, 0.9)).toBe(0);
	});

	it('never leaves its bounds', () => {
		fc.assert(
			fc.property(fc.integer({ min: 1, max: 11 }), fc.integer({ min: 0, max: 30_000 }), fc.double({ min: 0, max: 1, noNaN: true }), (attempt, base, random) => {
				const wait = backoff(attempt, base, random);
				expect(wait).toBeGreaterThanOrEqual(0);
				expect(wait).toBeLessThanOrEqual(Math.min(30_000, base * 2 ** (attempt - 1)));
			}),
		);
	});
});

describe('a Retry-After header', () => {
	it.each([
		['2', 2000],
		['0', 0],
		[' 120 ', 120_000],
		['1.5', 1500],
		['1.25', 1250],
		['007', 7000],
		[3, 3000],
		['86400', 86_400_000],
	])('of %p is %d ms', (header, wait) => {
		expect(retryAfter(header, NOW)).toBe(wait);
	});

	it.each([
		['Sat, 31 Jan 2026 12:00:30 GMT', 30_000],
		['Saturday, 31-Jan-26 12:00:30 GMT', 30_000],
		['Sat Jan 31 12:00:30 2026', 30_000],
		['Sun Feb  1 12:00:00 2026', 86_400_000],
		['Sat, 31 Jan 2026 12:00:00 GMT', 0],
		['Sat, 31 Jan 2026 11:00:00 GMT', 0],
		['Sun, 06 Nov 1994 08:49:37 GMT', 0],
	])('of %p, read at noon, is %d ms', (header, wait) => {
		expect(retryAfter(header, NOW)).toBe(wait);
	});

	it.each([
		undefined,
		null,
		'',
		'  ',
		'-5',
		-5,
		Number.NaN,
		Infinity,
		'NaN',
		'Infinity',
		'soon',
		'5s',
		'1.5 s',
		'1e3',
		'0x10',
		'2,5',
		'2026-01-31T12:00:30Z',
		'31 Jan 2026',
		'Mon, 99 Foo 2026',
		'not before Sat, 31 Jan 2026 12:00:30 GMT',
		'Sat Jan 31 12:00:30 2026 (UTC)',
		'Sat Jan 31 12:00:30 20260',
		'Someday, 31 Jan 2026 12:00:30 GMT',
		'Sat,',
		{},
		['5'],
		true,
	])('of %p says nothing', (header) => {
		expect(retryAfter(header, NOW)).toBeUndefined();
	});

	it('gives a wait of 0 or more, or none, whatever it holds', () => {
		fc.assert(
			fc.property(fc.oneof(fc.anything(), fc.string(), fc.stringMatching(/^(Mon|Sunday|Sat),? [0-9A-Za-z: -]{0,25}$/)), (header) => {
				const wait = retryAfter(header, NOW) ?? 0;
				expect(wait).toBeGreaterThanOrEqual(0);
			}),
		);
	});

	it('reads every HTTP date', () => {
		fc.assert(
			fc.property(fc.integer({ min: 0, max: 10_000_000 }), (seconds) => {
				expect(retryAfter(new Date(NOW + seconds * 1000).toUTCString(), NOW)).toBe(seconds * 1000);
			}),
		);
	});
});

describe('a wait in a message', () => {
	it.each([[90_000, '90 seconds'], [1001, '2 seconds']])('of %d ms is rounded up: %s', (milliseconds, text) => {
		expect(inSeconds(milliseconds)).toBe(text);
	});
});
