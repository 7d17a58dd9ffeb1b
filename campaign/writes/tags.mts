/** Every row carries its number in a custom field, so that a record anywhere can be traced back to it. */

/** The custom field. */
export const TAG = 'row__cs';
/** What ClientSuccess shows it as; with Match Custom Fields on, the column is called so. */
export const TAG_LABEL = 'Row Number';

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null;

/** The number of the row that a record, or an item's json, stems from; undefined if it has none. */
export function tagOf(record: unknown): number | undefined {
	const custom = isObject(record) ? record['custom'] : undefined;
	const tag = isObject(custom) ? custom[TAG] : undefined;
	return typeof tag === 'number' ? tag : undefined;
}

/** The numbers of the rows a request carries. */
export function tagsIn(body: unknown): number[] {
	const records: unknown[] = Array.isArray(body) ? body : [body];
	return records.flatMap((record) => tagOf(record) ?? []);
}
