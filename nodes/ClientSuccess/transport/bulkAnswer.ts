/** Reads the answer to a bulk insert, whose shape is not documented, record by record. */

import type { JsonObject } from '../json.ts';
import { isJsonObject } from '../json.ts';
import type { ObjectDefinition } from '../objects/index.ts';
import { naturalKeysOf } from './naturalKeys.ts';
import { reasonOf } from './reason.ts';
import { saysRefused } from './verdict.ts';

export type ElementVerdict =
	/** `answer` is what came back for the record, undefined if that can't be told. */
	| { readonly kind: 'written'; readonly answer: JsonObject | undefined }
	| { readonly kind: 'refused'; readonly reason: string }
	/** The answer leaves open whether this record was written. */
	| { readonly kind: 'unclear'; readonly reason: string };

const LISTS = ['data', 'results', 'records'] as const;
const WRAPPERS = ['data', 'record', 'result'] as const;

/** The record inside an answer, which may come bare or wrapped. */
export function unwrapRecord(body: unknown): JsonObject | undefined {
	const single = Array.isArray(body) && body.length === 1 ? body[0] : body;
	if (!isJsonObject(single)) return undefined;
	if (!('uuid' in single)) {
		for (const key of WRAPPERS) if (isJsonObject(single[key])) return single[key];
	}
	return single;
}

/** The elements of a bulk answer; errors listed beside the records count as elements. */
function elementsOf(body: unknown): readonly unknown[] {
	if (Array.isArray(body)) return body;
	if (!isJsonObject(body)) return [];
	const list = LISTS.map((key) => body[key]).find(Array.isArray) ?? [];
	const errors = Array.isArray(body.errors) ? body.errors.map((error: unknown) => ({ error, ...(isJsonObject(error) && error) })) : [];
	return [...list, ...errors];
}

function judgeElement(element: unknown): ElementVerdict {
	if (isJsonObject(element) && saysRefused(element)) {
		return { kind: 'refused', reason: reasonOf(element) ?? 'no reason was given' };
	}
	return element === null
		? { kind: 'refused', reason: 'it answered null, which means that the record was not written' }
		: { kind: 'written', answer: unwrapRecord(element) };
}

const isApart = (a: readonly string[], b: readonly string[]) =>
	a.length > 0 && b.length > 0 && !a.some((key) => b.includes(key));

/** Records by natural key, without the keys that more than one record has. */
function indexByKey(keys: ReadonlyArray<readonly string[]>): Map<string, number> {
	const index = new Map<string, number>();
	const shared = new Set<string>();
	keys.forEach((list, position) => {
		for (const key of list) {
			if (index.has(key)) shared.add(key);
			index.set(key, position);
		}
	});
	for (const key of shared) index.delete(key);
	return index;
}

/**
 * Pairs a 2xx bulk answer with the records that were sent. Elements in the order of the records are
 * taken by position; otherwise by natural key. A record that no element speaks of was accepted with the
 * request as a whole, unless there is an element that refuses a record without saying which.
 *
 * @param body parsed; undefined for an empty answer
 * @param records as sent, in order
 * @returns one verdict per record, in order
 */
export function judgeBulk(body: unknown, records: readonly JsonObject[], object: ObjectDefinition): ElementVerdict[] {
	if (body === null) {
		return records.map(() => ({ kind: 'unclear', reason: 'it answered null instead of the records' }));
	}
	const elements = elementsOf(body);
	const recordKeys = records.map((record) => naturalKeysOf(record, object));
	const elementKeys = elements.map((element) => naturalKeysOf(unwrapRecord(element) ?? {}, object));

	const inOrder =
		elements.length === records.length &&
		elements.every((_, position) => !isApart(elementKeys[position] ?? [], recordKeys[position] ?? []));
	if (inOrder) return elements.map(judgeElement);

	const index = indexByKey(recordKeys);
	const verdicts = new Map<number, ElementVerdict>();
	const strays: ElementVerdict[] = [];
	elements.forEach((element, at) => {
		const verdict = judgeElement(element);
		const position = elementKeys[at]?.map((key) => index.get(key)).find((found) => found !== undefined);
		if (position === undefined) strays.push(verdict);
		else if (verdict.kind === 'refused' || !verdicts.has(position)) verdicts.set(position, verdict);
	});
	const refusal = strays.find((stray) => stray.kind === 'refused');
	const rest: ElementVerdict =
		refusal === undefined
			? { kind: 'written', answer: undefined }
			: { kind: 'unclear', reason: `it refused a record without saying which: ${refusal.reason}` };
	return records.map((_, position) => verdicts.get(position) ?? rest);
}
