/** Points in time that a user gives as the start of a search. */

import { toInstant } from './calendarDate.ts';
import { readIso } from './isoText.ts';

const DAY = 24 * 3_600_000;

const clocks = new Map<string, Intl.DateTimeFormat>();

function clockOf(timezone: string): Intl.DateTimeFormat {
	let clock = clocks.get(timezone);
	if (clock === undefined) {
		clock = new Intl.DateTimeFormat('en-US', {
			timeZone: timezone,
			calendar: 'gregory',
			hourCycle: 'h23',
			year: 'numeric',
			month: 'numeric',
			day: 'numeric',
			hour: 'numeric',
			minute: 'numeric',
			second: 'numeric',
		});
		clocks.set(timezone, clock);
	}
	return clock;
}

/** By how much a timezone's clocks are ahead of UTC at an instant, in milliseconds. */
function offsetAt(instant: number, timezone: string): number {
	const parts: Partial<Record<Intl.DateTimeFormatPartTypes, number>> = {};
	for (const { type, value } of clockOf(timezone).formatToParts(instant)) parts[type] = Number(value);
	const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
	const shown = new Date(0).setUTCFullYear(year, month - 1, day) + ((hour * 60 + minute) * 60 + second) * 1000;
	return shown - Math.floor(instant / 1000) * 1000;
}

/**
 * When a timezone's clocks show a time: the first time if they show it twice. A time that they skip counts as what
 * they would show had they not been put forward.
 *
 * @param shown as if the clocks were on UTC
 */
function whenShown(shown: number, timezone: string): number {
	// No clock is a day ahead or behind, so that these are from before and after it.
	const before = shown - offsetAt(shown - DAY, timezone);
	const after = shown - offsetAt(shown + DAY, timezone);
	const isShown = (instant: number) => instant + offsetAt(instant, timezone) === shown;
	return isShown(before) || !isShown(after) ? before : after;
}

/** @returns undefined for what is out of JavaScript's range too */
function toIso(instant: number): string | undefined {
	const date = new Date(instant);
	return Number.isNaN(date.getTime()) ? undefined : date.toISOString();
}

/**
 * @param value an ISO date or timestamp, a `Date` or a Luxon value; without an offset it is the workflow's local time
 * @param timezone IANA name of the workflow's timezone
 * @returns an ISO timestamp in UTC; undefined if there is no such point in time
 */
export function toIsoInstant(value: unknown, timezone: string): string | undefined {
	const instant = toInstant(value);
	if (instant !== undefined) return toIso(instant);
	const iso = typeof value === 'string' ? readIso(value) : undefined;
	if (iso === undefined) return undefined;
	return toIso(iso.offset === undefined ? whenShown(iso.asUtc, timezone) : iso.asUtc - iso.offset);
}
