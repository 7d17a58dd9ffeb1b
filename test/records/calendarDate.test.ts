import fc from 'fast-check';
import { DateTime } from 'luxon';
import { isLuxonDateTime, toCalendarDate, toInstant } from '../../nodes/ClientSuccess/records/calendarDate.ts';

const ZONES = [
	'UTC',
	'America/New_York',
	'America/Los_Angeles',
	'Europe/Berlin',
	'Asia/Tokyo',
	'Asia/Kolkata',
	'Pacific/Kiritimati',
	'Pacific/Pago_Pago',
	'Australia/Lord_Howe',
];

/** A moment in UTC; `new Date(1, 0)` would be in 1901. */
function utc(year: number, month: number, day: number, hour = 0): Date {
	const date = new Date(0);
	date.setUTCFullYear(year, month - 1, day);
	date.setUTCHours(hour);
	return date;
}

describe('a date without a time', () => {
	it.each(['2026-01-31', '1999-12-31', '2024-02-29', '2000-02-29', '1600-02-29', '9999-12-31', '0100-01-01'])(
		'keeps %s as it is in every timezone',
		(date) => {
			expect(ZONES.map((zone) => toCalendarDate(date, zone))).toEqual(ZONES.map(() => date));
		},
	);

	it.each(['0001-01-01', '0050-06-15', '0099-12-31'])('keeps %s, which warehouses use for "never"', (date) => {
		expect(toCalendarDate(date, 'UTC')).toBe(date);
		expect(toCalendarDate(`${date}T12:00:00Z`, 'UTC')).toBe(date);
	});

	it('ignores spaces around it', () => {
		expect(toCalendarDate('  2026-01-31\n', 'UTC')).toBe('2026-01-31');
	});

	it.each([
		'2026-02-30',
		'2026-02-29',
		'1900-02-29',
		'2100-02-29',
		'2026-04-31',
		'2026-06-31',
		'2026-13-01',
		'2026-00-10',
		'2026-01-00',
		'2026-01-32',
		'0000-01-01',
	])('refuses %s, which is in no calendar', (date) => {
		expect(toCalendarDate(date, 'UTC')).toBeUndefined();
		expect(toCalendarDate(`${date}T00:00:00Z`, 'UTC')).toBeUndefined();
		expect(toCalendarDate(`${date}T00:00:00`, 'UTC')).toBeUndefined();
	});

	it('takes every day of the years 1 to 9999, and only those', () => {
		fc.assert(
			fc.property(fc.integer({ min: 1, max: 9999 }), fc.integer({ min: 0, max: 13 }), fc.integer({ min: 0, max: 32 }), (year, month, day) => {
				const text = `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
				const exists = DateTime.fromObject({ year, month, day }, { zone: 'UTC' }).isValid;
				expect(toCalendarDate(text, 'America/New_York')).toBe(exists ? text : undefined);
			}),
			{ numRuns: 500 },
		);
	});
});

describe('an ISO timestamp with an offset', () => {
	it.each([
		['2026-01-31T23:30:00Z', 'UTC', '2026-01-31'],
		['2026-01-31T23:30:00Z', 'Europe/Berlin', '2026-02-01'],
		['2026-01-31T23:30:00Z', 'America/New_York', '2026-01-31'],
		['2026-01-01T03:00:00Z', 'America/New_York', '2025-12-31'],
		['2026-01-31T23:30:00+02:00', 'UTC', '2026-01-31'],
		['2026-01-31T00:30:00+02:00', 'UTC', '2026-01-30'],
		['2026-01-31T23:30:00-0500', 'UTC', '2026-02-01'],
		['2026-01-31T23:30:00-05', 'UTC', '2026-02-01'],
		['2026-01-31T23:30:00+05:30', 'Asia/Kolkata', '2026-01-31'],
		['2026-01-31t23:30:00z', 'Asia/Tokyo', '2026-02-01'],
		['2026-01-31T23:59:59.999Z', 'UTC', '2026-01-31'],
		['2026-01-31T23:59:59.999999Z', 'UTC', '2026-01-31'],
		['2026-01-31T23:59:59,5Z', 'UTC', '2026-01-31'],
		['2026-01-31T23:30Z', 'UTC', '2026-01-31'],
		['2026-01-31 23:30:00+00', 'Europe/Berlin', '2026-02-01'],
		['2024-02-28T23:30:00-02:00', 'UTC', '2024-02-29'],
		['2026-01-31T00:00:30Z', 'UTC', '2026-01-31'],
		['2026-01-31T12:00:00+12:00', 'UTC', '2026-01-31'],
		['2026-01-31T11:59:59+12:00', 'UTC', '2026-01-30'],
	])('%s is in %s on %s', (text, zone, date) => {
		expect(toCalendarDate(text, zone)).toBe(date);
	});

	it.each([
		// The clocks go forward at 02:00 on 2026-03-08 and back on 2026-11-01.
		['2026-03-08T04:59:59Z', '2026-03-07'],
		['2026-03-08T05:00:00Z', '2026-03-08'],
		['2026-03-09T03:59:59Z', '2026-03-08'],
		['2026-03-09T04:00:00Z', '2026-03-09'],
		['2026-11-01T03:59:59Z', '2026-10-31'],
		['2026-11-01T04:00:00Z', '2026-11-01'],
		['2026-11-02T04:59:59Z', '2026-11-01'],
		['2026-11-02T05:00:00Z', '2026-11-02'],
	])('%s is in New York on %s, daylight saving time or not', (text, date) => {
		expect(toCalendarDate(text, 'America/New_York')).toBe(date);
	});

	it.each([
		['Pacific/Kiritimati', '2026-06-16'],
		['Pacific/Auckland', '2026-06-15'],
		['Pacific/Pago_Pago', '2026-06-14'],
		['Etc/GMT+12', '2026-06-14'],
	])('has another date in %s, beyond the date line', (zone, date) => {
		expect(toCalendarDate(date === '2026-06-16' ? '2026-06-15T10:00:00Z' : '2026-06-15T10:59:00Z', zone)).toBe(date);
	});

	it("is right to the second where clocks followed the sun's time", () => {
		// New York was 4:56:02 behind until 1883.
		expect(toCalendarDate('1880-01-01T04:56:01Z', 'America/New_York')).toBe('1879-12-31');
		expect(toCalendarDate('1880-01-01T04:56:02Z', 'America/New_York')).toBe('1880-01-01');
	});

	it('skips the day that Samoa skipped', () => {
		expect(toCalendarDate('2011-12-30T09:59:00Z', 'Pacific/Apia')).toBe('2011-12-29');
		expect(toCalendarDate('2011-12-30T10:00:00Z', 'Pacific/Apia')).toBe('2011-12-31');
	});

	it('agrees with Luxon on any moment in any timezone', () => {
		fc.assert(
			fc.property(
				fc.date({ min: utc(1900, 1, 2), max: utc(2100, 1, 1), noInvalidDate: true }),
				fc.constantFrom(...ZONES),
				fc.integer({ min: -14 * 60, max: 14 * 60 }),
				(date, zone, offset) => {
					const expected = DateTime.fromJSDate(date, { zone }).toISODate();
					const written = DateTime.fromJSDate(date, { zone: `UTC${offset < 0 ? '-' : '+'}${Math.floor(Math.abs(offset) / 60)}:${String(Math.abs(offset) % 60).padStart(2, '0')}` });
					expect(toCalendarDate(written.toISO(), zone)).toBe(expected);
					expect(toCalendarDate(date, zone)).toBe(expected);
					expect(toCalendarDate(written, zone)).toBe(expected);
				},
			),
			{ numRuns: 300 },
		);
	});

	it('is refused where the timezone puts it outside the years 1 to 9999', () => {
		expect(toCalendarDate('9999-12-31T23:00:00Z', 'Asia/Tokyo')).toBeUndefined();
		expect(toCalendarDate('9999-12-31T23:00:00Z', 'America/New_York')).toBe('9999-12-31');
	});
});

describe('an ISO timestamp without an offset', () => {
	it.each(['2026-01-31T23:59:59', '2026-01-31 00:00:00', '2026-01-31T00:00', '2026-01-31T12:00:00.000'])(
		'keeps the date of %s, which is local time, in every timezone',
		(text) => {
			expect(ZONES.map((zone) => toCalendarDate(text, zone))).toEqual(ZONES.map(() => '2026-01-31'));
		},
	);
});

describe('a timestamp that cannot be', () => {
	it.each([
		'2026-01-31T24:01:00',
		'2026-01-31T25:00:00Z',
		'2026-01-31T12:60:00Z',
		'2026-01-31T12:00:61Z',
		'2026-01-31T12',
		'2026-01-31T',
		'2026-01-31Z',
		'2026-01-31T12:00:00 UTC',
		'2026-01-31T12:00:00+1',
		'2026-01-31T12:00:00Europe/Berlin',
	])('refuses %s', (text) => {
		expect(toCalendarDate(text, 'UTC')).toBeUndefined();
	});

	it.each(['2026-01-31T00:00:00+99:99', '2026-01-31T00:00:00+25:00', '2026-01-31T00:00:00-12:75'])(
		'refuses the offset of %s, which no place has',
		(text) => {
			expect(toCalendarDate(text, 'UTC')).toBeUndefined();
		},
	);
});

describe('a Date', () => {
	it('becomes its date in the timezone', () => {
		const date = new Date('2026-01-31T23:30:00Z');
		expect(toCalendarDate(date, 'UTC')).toBe('2026-01-31');
		expect(toCalendarDate(date, 'Europe/Berlin')).toBe('2026-02-01');
	});

	it('is refused if it is invalid', () => {
		expect(toCalendarDate(new Date('never'), 'UTC')).toBeUndefined();
	});

	it.each([
		[utc(1, 1, 1, 12), '0001-01-01'],
		[utc(99, 12, 31, 12), '0099-12-31'],
		[utc(1500, 2, 28, 12), '1500-02-28'],
		[utc(1582, 10, 10, 12), '1582-10-10'],
		[utc(9999, 12, 31, 12), '9999-12-31'],
	])('of %p is %s by the calendar of today', (date, expected) => {
		expect(toCalendarDate(date, 'UTC')).toBe(expected);
	});

	it.each([utc(0, 6, 15), utc(-43, 3, 15), utc(10_000, 1, 1), new Date(8.64e15), new Date(-8.64e15)])(
		'of %p, outside the years 1 to 9999, is refused',
		(date) => {
			expect(toCalendarDate(date, 'UTC')).toBeUndefined();
		},
	);
});

describe('a Luxon value', () => {
	it("becomes its date in the workflow's timezone, not in its own", () => {
		const value = DateTime.fromISO('2026-01-31T23:30:00', { zone: 'America/New_York' });
		expect(toCalendarDate(value, 'America/New_York')).toBe('2026-01-31');
		expect(toCalendarDate(value, 'UTC')).toBe('2026-02-01');
	});

	it('is refused if it is invalid', () => {
		expect(toCalendarDate(DateTime.invalid('no date'), 'UTC')).toBeUndefined();
	});

	it('is known by its shape', () => {
		expect(isLuxonDateTime(DateTime.now())).toBe(true);
		expect(isLuxonDateTime({ isLuxonDateTime: true, toMillis: () => 0 })).toBe(true);
	});

	it.each([null, undefined, 5, 'text', {}, { isLuxonDateTime: true }, { isLuxonDateTime: 'yes', toMillis: () => 0 }, { isLuxonDateTime: true, toMillis: 0 }, new Date()])(
		'is not %p',
		(value) => {
			expect(isLuxonDateTime(value)).toBe(false);
		},
	);
});

describe('anything else', () => {
	it.each([
		undefined,
		null,
		true,
		0,
		20260131,
		1769817600000,
		Number.NaN,
		10n,
		Symbol('2026-01-31'),
		() => '2026-01-31',
		{},
		{ year: 2026, month: 1, day: 31 },
		['2026-01-31'],
		'',
		'garbage',
		'31.01.2026',
		'01/31/2026',
		'2026-1-31',
		'2026-01',
		'2026',
		'20260131',
		'26-01-31',
		'+002026-01-31',
		'2026-01-31 or later',
		'2026-W05-6',
		'２０２６-01-31',
		'today',
	])('such as %p is refused', (value) => {
		expect(toCalendarDate(value, 'UTC')).toBeUndefined();
	});

	it('never throws, and answers with a calendar date or nothing', () => {
		fc.assert(
			fc.property(fc.anything({ withBigInt: true, withDate: true, withSparseArray: true }), fc.constantFrom(...ZONES), (value, zone) => {
				expect(toCalendarDate(value, zone) ?? '2026-01-31').toMatch(/^\d{4}-\d{2}-\d{2}$/);
			}),
		);
		fc.assert(
			fc.property(fc.stringMatching(/^[0-9]{4}-[0-9]{2}-[0-9]{2}[T ]?[0-9:.,]{0,12}[Z+-]?[0-9:]{0,5}$/), (text) => {
				expect(toCalendarDate(text, 'UTC') ?? '2026-01-31').toMatch(/^\d{4}-\d{2}-\d{2}$/);
			}),
		);
	});
});

describe('the moment of a value', () => {
	it('is that of a Date or a Luxon value', () => {
		expect(toInstant(new Date(5))).toBe(5);
		expect(toInstant(DateTime.fromMillis(7))).toBe(7);
		expect(toInstant(new Date('never'))).toBeNaN();
		expect(toInstant(DateTime.invalid('no date'))).toBeNaN();
	});

	it.each([undefined, null, 5, '2026-01-31', {}])('is unknown of %p', (value) => {
		expect(toInstant(value)).toBeUndefined();
	});
});
