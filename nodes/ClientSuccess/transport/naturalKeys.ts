/** What tells a record from others of its kind. */

import type { ObjectDefinition } from '../objects/index.ts';

/** The value that decides whether two records agree in a field. Case and outer spaces are ignored. */
export function keyValue(record: Readonly<Record<string, unknown>>, field: string): string | undefined {
	const value = record[field];
	return typeof value === 'string' && value.trim() !== '' ? value.trim().toLowerCase() : undefined;
}

/** Each natural key field that has a value, with that value. */
export function naturalKeysOf(record: Readonly<Record<string, unknown>>, object: ObjectDefinition): string[] {
	return object.naturalKey.flatMap((field) => {
		const value = keyValue(record, field);
		return value === undefined ? [] : [`${field}:${value}`];
	});
}
