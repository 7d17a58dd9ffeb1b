/** Reads the answer to a bulk insert, whose shape is not documented, record by record. */

import type { JsonObject } from '../json.ts';
import { isJsonObject } from '../json.ts';
import type { ObjectDefinition } from '../objects/index.ts';
import { listOf, refusalIn, unwrapRecord } from './answerBody.ts';
import { keyValue, naturalKeysOf } from './naturalKeys.ts';
import { reasonOf } from './reason.ts';

export type ElementVerdict =
	/** `answer` is what came back for the record, undefined if that can't be told. */
	| { readonly kind: 'written'; readonly answer: JsonObject | undefined }
	| { readonly kind: 'refused'; readonly reason: string }
	/** The answer leaves open whether this record was written. */
	| { readonly kind: 'unclear'; readonly reason: string };

/** Errors listed beside the records, each as an element that was refused. */
function separateErrors(body: unknown): readonly unknown[] {
	if (!isJsonObject(body) || !Array.isArray(body.errors)) return [];
	return body.errors.map((error) => ({ error, ...(isJsonObject(error) && error) }));
}

/** @param answer the record in it, undefined if there is none */
function judgeElement(element: unknown, answer: JsonObject | undefined): ElementVerdict {
	if (element === null) return { kind: 'refused', reason: 'it answered null, which means that the record was not written' };
	const refusal = refusalIn(element);
	return refusal === undefined
		? { kind: 'written', answer }
		: { kind: 'refused', reason: reasonOf(refusal) ?? 'no reason was given' };
}

/** Whether an element can't be about a record, since a natural key differs. */
const contradicts = (element: JsonObject | undefined, record: JsonObject | undefined, { naturalKey }: ObjectDefinition) =>
	naturalKey.some((field) => {
		const theirs = keyValue(element ?? {}, field);
		const ours = keyValue(record ?? {}, field);
		return theirs !== undefined && ours !== undefined && theirs !== ours;
	});

/** Positions by natural key, without the keys that more than one record has. */
function indexByKey(records: readonly JsonObject[], object: ObjectDefinition): Map<string, number> {
	const index = new Map<string, number>();
	const shared = new Set<string>();
	records.forEach((record, position) => {
		for (const key of naturalKeysOf(record, object)) {
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
	const errors = separateErrors(body);
	const listed = listOf(body) ?? (isJsonObject(body) && 'uuid' in body ? [body] : []);
	const elements = [...listed, ...errors];
	const answers = elements.map(unwrapRecord);

	// Separate errors have no position of their own, unless there is only one record they can be about.
	const inOrder =
		elements.length === records.length &&
		(errors.length === 0 || records.length === 1) &&
		!answers.some((answer, position) => contradicts(answer, records[position], object));
	if (inOrder) return elements.map((element, at) => judgeElement(element, answers[at]));

	const index = indexByKey(records, object);
	const verdicts = new Map<number, ElementVerdict>();
	const strays: ElementVerdict[] = [];
	elements.forEach((element, at) => {
		const verdict = judgeElement(element, answers[at]);
		const keys = naturalKeysOf(answers[at] ?? {}, object);
		const position = keys.map((key) => index.get(key)).find((found) => found !== undefined);
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
