/** The shapes in which ClientSuccess may answer a write: a record, bare or wrapped, or a refusal with status 200. */

import type { JsonObject } from '../json.ts';
import { isJsonObject } from '../json.ts';

const LISTS = ['data', 'results', 'records'] as const;
const WRAPPERS = [...LISTS, 'record', 'result'] as const;

const isPresent = (value: unknown) =>
	value !== undefined && value !== null && value !== false && value !== '' && !(Array.isArray(value) && value.length === 0);

/**
 * Whether an object that came with a 2xx status says that something was refused: an `error`, `errors`,
 * `success: false`, or a numeric status of 400 or more. A client's own `status` is a text.
 */
function saysRefused(value: JsonObject): boolean {
	const code = value.status ?? value.statusCode;
	return (
		isPresent(value.error) ||
		isPresent(value.errors) ||
		value.success === false ||
		(typeof code === 'number' && code >= 400)
	);
}

/** The list in a body that holds several records; undefined if there is none. */
export function listOf(body: unknown): readonly unknown[] | undefined {
	if (Array.isArray(body)) return body;
	return isJsonObject(body) ? LISTS.map((key) => body[key]).find(Array.isArray) : undefined;
}

/** What stands for one record, from the outside in: `{ data: [{ record: { uuid } }] }` has three layers. */
function layersOf(body: unknown): JsonObject[] {
	const layers: JsonObject[] = [];
	let current = body;
	for (let depth = 0; depth < 4; depth++) {
		if (Array.isArray(current) && current.length === 1) current = current[0];
		if (!isJsonObject(current)) break;
		layers.push(current);
		if ('uuid' in current) break;
		const layer = current;
		current = WRAPPERS.map((key) => layer[key]).find((inner) => typeof inner === 'object' && inner !== null);
	}
	return layers;
}

/** n8n copies and stores items recursively; what is nested deeper than any record would end the run. */
export function isShallow(value: unknown, levels = 100): boolean {
	if (typeof value !== 'object' || value === null) return true;
	if (levels === 0) return false;
	// Most values are plain: a call for each would take longer than all the rest.
	return Object.values(value).every((inner) => typeof inner !== 'object' || isShallow(inner, levels - 1));
}

/** The record that was returned, undefined if none was. */
export function unwrapRecord(body: unknown): JsonObject | undefined {
	const record = layersOf(body).at(-1);
	return isShallow(record) ? record : undefined;
}

/** The part of an answer for one record that says it was refused, undefined if it was written. */
export const refusalIn = (body: unknown): JsonObject | undefined => layersOf(body).find(saysRefused);

/** The same of an answer for several: refused as a whole, without a list to read one by one. */
export const refusalOfAll = (body: unknown): JsonObject | undefined =>
	isJsonObject(body) && listOf(body) === undefined && saysRefused(body) ? body : undefined;
