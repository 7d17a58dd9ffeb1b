import type { JsonObject } from '../json.ts';
import type { ObjectDefinition } from '../objects/index.ts';

/** A record with more fields is made simpler; n8n's guidelines ask for it. */
const MANY = 10;

/** @returns the fields that tell most about a record; a record of few fields stays as it is */
export function simplify(record: JsonObject, { summary }: ObjectDefinition): JsonObject {
	if (Object.keys(record).length <= MANY) return record;
	const simple: JsonObject = {};
	for (const field of summary) {
		const value = record[field];
		if (value !== undefined) simple[field] = value;
	}
	return simple;
}
