/** Brings what a warehouse calls a date to ClientSuccess's YYYY-MM-DD. */

import { readIso } from './isoText.ts';

/** A point in time as JavaScript or Luxon hold one. Luxon is recognised by shape: a copy of it may not be ours. */
interface LuxonDateTime {
	readonly isLuxonDateTime: true;
	toMillis(): number;
}

export function isLuxonDateTime(value: unknown): value is LuxonDateTime {
	return (
		typeof value === 'object' &&
		value !== null &&
		'isLuxonDateTime' in value &&
		value.isLuxonDateTime === true &&
		'toMillis' in value &&
		typeof value.toMillis === 'function'
	);
}

/** Milliseconds since the epoch of a `Date` or Luxon value (NaN if it is invalid); undefined for anything else. */
export function toInstant(value: unknown): number | undefined {
	if (value instanceof Date) return value.getTime();
	if (isLuxonDateTime(value)) return value.toMillis();
	return undefined;
}

const formatters = new Map<string, Intl.DateTimeFormat>();

/** The calendar date on which an instant falls in a timezone; undefined outside the years 1 to 9999. */
function dateInTimezone(instant: number, timezone: string): string | undefined {
	let formatter = formatters.get(timezone);
	if (formatter === undefined) {
		formatter = new Intl.DateTimeFormat('en-US', {
			timeZone: timezone,
			calendar: 'gregory',
			era: 'short',
			year: 'numeric',
			month: '2-digit',
			day: '2-digit',
		});
		formatters.set(timezone, formatter);
	}
	const parts: Partial<Record<Intl.DateTimeFormatPartTypes, string>> = {};
	for (const { type, value } of formatter.formatToParts(instant)) parts[type] = value;
	const { era, year = '', month, day } = parts;
	if (era?.startsWith('B') || year.length > 4) return undefined;
	return `${year.padStart(4, '0')}-${month}-${day}`;
}

/**
 * The calendar date of a value in the workflow's timezone, as YYYY-MM-DD; undefined if it holds none.
 * Takes dates (YYYY-MM-DD), ISO timestamps, `Date` and Luxon values. A timestamp without an offset is
 * local time, so its date stands as written.
 *
 * @param timezone IANA name, as the workflow's settings give it
 */
export function toCalendarDate(value: unknown, timezone: string): string | undefined {
	const instant = toInstant(value);
	if (instant !== undefined) return Number.isNaN(instant) ? undefined : dateInTimezone(instant, timezone);
	const iso = typeof value === 'string' ? readIso(value) : undefined;
	return iso === undefined || iso.offset === undefined ? iso?.date : dateInTimezone(iso.asUtc - iso.offset, timezone);
}
