/** Reads dates and timestamps as warehouses write them: ISO 8601, with a space for the `T` too. */

const ISO = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d+))?)?(Z|[+-](?:0\d|1[0-4])(?::?[0-5]\d)?)?)?$/i;

export interface IsoText {
	/** As written, YYYY-MM-DD. */
	readonly date: string;
	/** The moment at which a clock on UTC shows what is written, in milliseconds since the epoch. */
	readonly asUtc: number;
	/** By how much the clock that is meant is ahead of UTC, in milliseconds; undefined if the text doesn't say. */
	readonly offset: number | undefined;
}

/** Both "Z" and an offset of whole hours lack digits, which count as 0. */
function toMilliseconds(offset: string): number {
	const digits = offset.slice(1).replace(':', '');
	const minutes = Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2));
	return (offset.startsWith('-') ? -minutes : minutes) * 60_000;
}

/** @returns undefined for any other text, and for what is in no calendar or on no clock */
export function readIso(text: string): IsoText | undefined {
	const match = ISO.exec(text.trim());
	if (match === null) return undefined;
	const [, year, month, day, hour = '0', minute = '0', second = '0', fraction = '', offset] = match;
	const date = `${year}-${month}-${day}`;
	// Not Date.UTC, which reads the years 0 to 99 as 1900 to 1999.
	const midnight = new Date(0).setUTCFullYear(Number(year), Number(month) - 1, Number(day));
	// JavaScript rolls 2026-02-30 over into March.
	if (new Date(midnight).toISOString().slice(0, 10) !== date || year === '0000') return undefined;
	if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return undefined;
	const time = (Number(hour) * 60 + Number(minute)) * 60_000 + Number(second) * 1000 + Number(fraction.slice(0, 3).padEnd(3, '0'));
	return { date, asUtc: midnight + time, offset: offset === undefined ? undefined : toMilliseconds(offset) };
}
