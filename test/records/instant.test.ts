/** Points in time as a user gives them. */
import fc from 'fast-check';
import { DateTime } from 'luxon';
import { toIsoInstant } from '../../nodes/ClientSuccess/records/instant.ts';

const ZONES = ['UTC', 'America/New_York', 'Europe/Berlin', 'Asia/Kolkata', 'Australia/Sydney', 'Australia/Lord_Howe', 'Pacific/Kiritimati', 'Pacific/Pago_Pago'];

describe('a timestamp with an offset', () => {
	it.each([
		['2026-01-31T12:00:00Z', '2026-01-31T12:00:00.000Z'],
		['2026-01-31t12:00:00z', '2026-01-31T12:00:00.000Z'],
		['2026-01-31T12:00Z', '2026-01-31T12:00:00.000Z'],
		['2026-01-31T12:00:00+02:00', '2026-01-31T10:00:00.000Z'],
		['2026-01-31T12:00:00-0530', '2026-01-31T17:30:00.000Z'],
		['2026-01-31 12:00:00+00', '2026-01-31T12:00:00.000Z'],
		['2026-01-31 00:30:00+02', '2026-01-30T22:30:00.000Z'],
		['2026-01-31T12:00:00.5Z', '2026-01-31T12:00:00.500Z'],
		['2026-01-31T12:00:00.05Z', '2026-01-31T12:00:00.050Z'],
		['2026-01-31T12:00:00.123456789Z', '2026-01-31T12:00:00.123Z'],
		['2026-01-31T12:00:00,25Z', '2026-01-31T12:00:00.250Z'],
		[' 2026-01-31T12:00:00Z\n', '2026-01-31T12:00:00.000Z'],
	])('%s is %s in every timezone', (text, iso) => {
		expect(ZONES.map((zone) => toIsoInstant(text, zone))).toEqual(ZONES.map(() => iso));
	});
});

describe('a time without an offset', () => {
	it.each([
		['2026-01-31', 'UTC', '2026-01-31T00:00:00.000Z'],
		['2026-01-31', 'Europe/Berlin', '2026-01-30T23:00:00.000Z'],
		['2026-01-31', 'America/New_York', '2026-01-31T05:00:00.000Z'],
		['2026-01-31T12:00', 'Asia/Kolkata', '2026-01-31T06:30:00.000Z'],
		['2026-01-31T12:00:00.25', 'Asia/Tokyo', '2026-01-31T03:00:00.250Z'],
		['2026-01-31 12:00:00', 'Pacific/Kiritimati', '2026-01-30T22:00:00.000Z'],
		['2026-01-31 12:00:00', 'Pacific/Pago_Pago', '2026-01-31T23:00:00.000Z'],
		['1880-01-01T00:00:00', 'America/New_York', '1880-01-01T04:56:02.000Z'],
		['0050-06-15T12:00:00', 'UTC', '0050-06-15T12:00:00.000Z'],
	])("%s is the workflow's: in %s it is %s", (text, zone, iso) => {
		expect(toIsoInstant(text, zone)).toBe(iso);
	});

	it.each([
		// North: forward at 02:00 on 2026-03-08 and back on 2026-11-01.
		['America/New_York', '2026-03-08T01:59:59', '2026-03-08T06:59:59.000Z'],
		['America/New_York', '2026-03-08T03:00:00', '2026-03-08T07:00:00.000Z'],
		['America/New_York', '2026-07-01T12:00:00', '2026-07-01T16:00:00.000Z'],
		['America/New_York', '2026-11-01T00:59:59', '2026-11-01T04:59:59.000Z'],
		['America/New_York', '2026-11-01T02:00:00', '2026-11-01T07:00:00.000Z'],
		// South: back at 03:00 on 2026-04-05 and forward at 02:00 on 2026-10-04.
		['Australia/Sydney', '2026-01-01T12:00:00', '2026-01-01T01:00:00.000Z'],
		['Australia/Sydney', '2026-04-05T01:59:59', '2026-04-04T14:59:59.000Z'],
		['Australia/Sydney', '2026-04-05T03:00:00', '2026-04-04T17:00:00.000Z'],
		['Australia/Sydney', '2026-07-01T12:00:00', '2026-07-01T02:00:00.000Z'],
		['Australia/Sydney', '2026-10-04T01:59:59', '2026-10-03T15:59:59.000Z'],
		['Australia/Sydney', '2026-10-04T03:00:00', '2026-10-03T16:00:00.000Z'],
	])('follows daylight saving time: in %s, %s is %s', (zone, text, iso) => {
		expect(toIsoInstant(text, zone)).toBe(iso);
	});

	it.each([
		['America/New_York', '2026-11-01T01:30:00', '2026-11-01T05:30:00.000Z'],
		['Europe/Berlin', '2026-10-25T02:30:00', '2026-10-25T00:30:00.000Z'],
		['Australia/Sydney', '2026-04-05T02:30:00', '2026-04-04T15:30:00.000Z'],
		['Australia/Lord_Howe', '2026-04-05T01:45:00', '2026-04-04T14:45:00.000Z'],
	])('that the clocks of %s show twice, %s, is the first: nothing after it is missed', (zone, text, iso) => {
		expect(toIsoInstant(text, zone)).toBe(iso);
	});

	it.each([
		['America/New_York', '2026-03-08T02:30:00', '2026-03-08T07:30:00.000Z'],
		['Europe/Berlin', '2026-03-29T02:30:00', '2026-03-29T01:30:00.000Z'],
		['Australia/Sydney', '2026-10-04T02:30:00', '2026-10-03T16:30:00.000Z'],
	])('that the clocks of %s skip, %s, is what they would have shown', (zone, text, iso) => {
		expect(toIsoInstant(text, zone)).toBe(iso);
	});
});

describe('a date that someone computed', () => {
	const moment = '2026-01-31T23:30:00.000Z';

	it('is the moment it holds, in every timezone', () => {
		for (const zone of ZONES) {
			expect(toIsoInstant(new Date(moment), zone)).toBe(moment);
			expect(toIsoInstant(DateTime.fromISO(moment, { zone: 'Asia/Tokyo' }), zone)).toBe(moment);
		}
	});

	it('is none if it is invalid', () => {
		expect(toIsoInstant(new Date('never'), 'UTC')).toBeUndefined();
		expect(toIsoInstant(DateTime.invalid('no date'), 'UTC')).toBeUndefined();
		expect(toIsoInstant({ isLuxonDateTime: true, toMillis: () => 1e300 }, 'UTC')).toBeUndefined();
	});
});

describe('what is no point in time', () => {
	it.each([
		undefined,
		null,
		'',
		' ',
		0,
		1769817600000,
		true,
		{},
		['2026-01-31'],
		'yesterday',
		'2026',
		'2026-01',
		'2026-1-31',
		'2026-02-30',
		'2026-02-29T12:00:00Z',
		'2026-13-01',
		'0000-01-01',
		'2026-01-31T24:00:00',
		'2026-01-31T25:00:00Z',
		'2026-01-31T12:60:00Z',
		'2026-01-31T12',
		'2026-01-31Z',
		'2026-01-31T12:00:00+25:00',
		'2026-01-31T12:00:00 UTC',
		'31.01.2026',
		'01/31/2026',
		'2026-01-31 or later',
	])('such as %p is none', (value) => {
		expect(ZONES.map((zone) => toIsoInstant(value, zone))).toEqual(ZONES.map(() => undefined));
	});
});

describe('any moment', () => {
	const moment = fc.date({ min: new Date('1900-01-02T00:00:00Z'), max: new Date('2100-01-01T00:00:00Z'), noInvalidDate: true });

	it('is the one that Luxon reads, however it is written', () => {
		fc.assert(
			fc.property(moment, fc.constantFrom(...ZONES), (date, zone) => {
				const expected = date.toISOString();
				const there = DateTime.fromJSDate(date, { zone });
				// Offsets of full minutes; before them, clocks followed the sun.
				fc.pre(Number.isInteger(there.offset));
				expect(toIsoInstant(there.toISO(), 'UTC')).toBe(expected);
				expect(toIsoInstant(there, zone)).toBe(expected);
				const twice = there.getPossibleOffsets().map((possible) => possible.toMillis());
				expect(toIsoInstant(there.toISO({ includeOffset: false }), zone)).toBe(new Date(Math.min(...twice)).toISOString());
			}),
			{ numRuns: 500 },
		);
	});

	it('around a change of the clocks is, too', () => {
		const changes = [
			['America/New_York', '2026-03-08T07:00:00Z'],
			['America/New_York', '2026-11-01T06:00:00Z'],
			['Europe/Berlin', '2026-03-29T01:00:00Z'],
			['Europe/Berlin', '2026-10-25T01:00:00Z'],
			['Australia/Sydney', '2026-04-04T16:00:00Z'],
			['Australia/Sydney', '2026-10-03T16:00:00Z'],
			['Australia/Lord_Howe', '2026-04-04T15:00:00Z'],
		] as const;
		fc.assert(
			fc.property(fc.constantFrom(...changes), fc.integer({ min: -180, max: 180 }), ([zone, change], minutes) => {
				const there = DateTime.fromISO(change, { zone }).plus({ minutes });
				const [first = there] = there.getPossibleOffsets().toSorted((a, b) => a.toMillis() - b.toMillis());
				expect(toIsoInstant(there.toISO({ includeOffset: false }), zone)).toBe(first.toUTC().toISO());
			}),
			{ numRuns: 300 },
		);
	});

	it('is answered without an exception, whatever is given', () => {
		fc.assert(
			fc.property(fc.oneof(fc.anything({ withBigInt: true, withDate: true }), fc.stringMatching(/^[0-9]{4}-[0-9]{2}-[0-9]{2}[T ]?[0-9:.,]{0,12}[Z+-]?[0-9:]{0,5}$/)), fc.constantFrom(...ZONES), (value, zone) => {
				expect(toIsoInstant(value, zone) ?? '2026-01-31T00:00:00.000Z').toMatch(/T\d{2}:\d{2}:\d{2}\.\d{3}Z$/);
			}),
		);
	});
});
