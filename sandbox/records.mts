/** Plain records as they travel in requests and answers, and how a rule picks some of them. */

export type Row = Readonly<Record<string, unknown>>;

/**
 * Which records are meant: by position in the request, by the values of some fields, or by a
 * function. The first two also work from JSON.
 */
export type RecordMatch = readonly number[] | Row | ((record: Row, index: number) => boolean);

/** Whether a value is a plain JSON object. */
export function isRow(value: unknown): value is Row {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The records of a request body: the elements of a bulk request, the only one of a single request. */
export function recordsIn(body: unknown): Row[] {
	if (Array.isArray(body)) return body.filter(isRow);
	return isRow(body) ? [body] : [];
}

function isPositions(match: RecordMatch): match is readonly number[] {
	return Array.isArray(match);
}

/** Whether a record is one of those meant. */
export function matchesRecord(match: RecordMatch, record: Row, index: number): boolean {
	if (typeof match === 'function') return match(record, index);
	if (isPositions(match)) return match.includes(index);
	return Object.entries(match).every(([field, value]) => record[field] === value);
}
