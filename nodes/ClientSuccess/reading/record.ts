/** What tells the records that are read apart, and when they were changed. */

import type { JsonObject } from '../json.ts';

export const identityOf = (record: JsonObject) => String(record.uuid ?? record.id ?? JSON.stringify(record));

/** Without an offset a time is UTC, as JavaScript takes only dates to be. */
const LOCAL = /[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?$/;

/** In milliseconds since the epoch. A time that can't be read is before all others. */
export function timeIn(value: unknown): number {
	if (typeof value !== 'string' && typeof value !== 'number') return -Infinity;
	const time = new Date(typeof value === 'string' && LOCAL.test(value) ? `${value}Z` : value).getTime();
	return Number.isNaN(time) ? -Infinity : time;
}

/** When a record was changed last. */
export const timeOf = ({ modifiedTime, createdTime }: JsonObject) => timeIn(modifiedTime ?? createdTime);
