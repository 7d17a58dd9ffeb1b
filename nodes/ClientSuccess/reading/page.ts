/** One page of a search, in whichever of its shapes it comes. */

import type { JsonObject } from '../json.ts';
import { isJsonObject } from '../json.ts';
import { isShallow, listOf } from '../transport/answerBody.ts';

/** Records per page: what connectors ask for [live]. */
export const PAGE_SIZE = 100;

export interface Page {
	readonly records: readonly JsonObject[];
	/** Whether it is the last one; undefined if it doesn't say. */
	readonly isLast: boolean | undefined;
	/** How many records the search has found in all; undefined if it doesn't say. */
	readonly total: number | undefined;
}

const numberIn = (value: unknown) => (typeof value === 'number' && Number.isFinite(value) ? value : undefined);

/**
 * Reads `{data[], last, page, totalPages, totalElements}` [live], or the records alone.
 *
 * @param number of the page, from 0
 * @returns undefined if there is no list of records in it
 */
export function toPage(body: unknown, number: number): Page | undefined {
	const list = listOf(body);
	if (list === undefined) return undefined;
	const records = list.filter(isJsonObject);
	if (!records.every((record) => isShallow(record))) return undefined;
	if (!isJsonObject(body)) return { records, isLast: undefined, total: undefined };
	const pages = numberIn(body.totalPages);
	const isLast = typeof body.last === 'boolean' ? body.last : pages === undefined ? undefined : number >= pages - 1;
	return { records, isLast, total: numberIn(body.totalElements) };
}
