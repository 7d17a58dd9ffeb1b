/** What tells a record from others of its kind. */

import type { ObjectDefinition } from '../objects/index.ts';

/** Each natural key field that has a value, with that value. Case and outer spaces are ignored. */
export function naturalKeysOf(record: Readonly<Record<string, unknown>>, object: ObjectDefinition): string[] {
	return object.naturalKey.flatMap((field) => {
		const value = record[field];
		return typeof value === 'string' && value.trim() !== '' ? [`${field}:${value.trim().toLowerCase()}`] : [];
	});
}
