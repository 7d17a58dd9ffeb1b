/** Brings one value to its field's type, or says why it can't be. */

import type { JsonValue } from '../json.ts';
import type { FieldDefinition } from '../objects/index.ts';
import { STATUSES } from '../objects/index.ts';
import { toCalendarDate, toInstant } from './calendarDate.ts';
import { quote } from './mappedRow.ts';

/** As much of a field as its values depend on. */
export type ValueType = Pick<FieldDefinition, 'type' | 'min' | 'max'>;

/** Why a value does not fit, as the end of a sentence that starts with the field's name. */
export class Mismatch {
	readonly reason: string;

	constructor(expected: string, value: unknown) {
		this.reason = `must be ${expected}, but is ${describe(value)}`;
	}
}

const DECIMAL = /^-?\d+(\.\d+)?$/;

/** What a value is, in the words of someone who looks at a table. */
function describe(value: unknown): string {
	if (value === null || value === undefined) return 'empty';
	if (Array.isArray(value)) return 'a list';
	if (toInstant(value) !== undefined) return Number.isNaN(toInstant(value)) ? 'an invalid date' : 'a date';
	switch (typeof value) {
		case 'string':
			return value.trim() === '' ? 'an empty text' : `the text ${quote(value)}`;
		case 'number':
			return `the number ${value}`;
		case 'boolean':
			return `the boolean ${value}`;
		case 'object':
			return 'an object';
		default:
			return `a ${typeof value}`;
	}
}

function toIso(value: unknown): string | undefined {
	const date = new Date(toInstant(value) ?? NaN);
	return Number.isNaN(date.getTime()) ? undefined : date.toISOString();
}

function toText(value: unknown): string | Mismatch {
	if (typeof value === 'string') return value;
	if (typeof value === 'number' && Number.isFinite(value)) return String(value);
	return toIso(value) ?? new Mismatch('text or a number', value);
}

function toNumber(value: unknown): number | Mismatch {
	const number = typeof value === 'string' && DECIMAL.test(value.trim()) ? Number(value) : value;
	return typeof number === 'number' && Number.isFinite(number)
		? number
		: new Mismatch('a number such as 1234.50', value);
}

/** The bounds in a message, as far as there are any. */
function rangeOf({ min, max }: { readonly min: number | undefined; readonly max: number | undefined }): string {
	if (min === undefined) return max === undefined ? '' : ` up to ${max}`;
	return max === undefined ? ` from ${min}` : ` from ${min} to ${max}`;
}

function toInteger(value: unknown, { min, max }: ValueType): number | Mismatch {
	const number = toNumber(value);
	if (typeof number === 'number' && Number.isInteger(number) && number >= (min ?? -Infinity) && number <= (max ?? Infinity)) return number;
	return new Mismatch(`a whole number${rangeOf({ min, max })}`, value);
}

function toBoolean(value: unknown): boolean | Mismatch {
	const text = typeof value === 'string' ? value.trim().toLowerCase() : value;
	if (text === true || text === 'true' || text === 1) return true;
	if (text === false || text === 'false' || text === 0) return false;
	return new Mismatch('true or false', value);
}

function toStatus(value: unknown): string | Mismatch {
	const upper = typeof value === 'string' ? value.trim().toUpperCase() : undefined;
	return STATUSES.find((status) => status === upper) ?? new Mismatch(`one of ${STATUSES.join(', ')}`, value);
}

/**
 * @param value not empty: null, undefined and '' are dealt with before
 * @param timezone IANA name of the workflow's timezone, which decides the date of a timestamp
 */
export function coerce(value: unknown, field: ValueType, timezone: string): JsonValue | Mismatch {
	switch (field.type) {
		case 'string':
			return toText(value);
		case 'number':
			return toNumber(value);
		case 'integer':
			return toInteger(value, field);
		case 'boolean':
			return toBoolean(value);
		case 'status':
			return toStatus(value);
		case 'date':
			return (
				toCalendarDate(value, timezone) ??
				new Mismatch('a date such as 2026-01-31 or an ISO timestamp', value)
			);
	}
}

function toScalar(value: unknown): string | number | boolean | Mismatch {
	if (typeof value === 'boolean') return value;
	if (typeof value === 'number' && Number.isFinite(value)) return value;
	const text = toText(value);
	return text instanceof Mismatch ? new Mismatch('text, a number, a boolean, a date or a list of these', value) : text;
}

/**
 * A value whose type ClientSuccess alone knows: a custom field, or an unknown column that is sent on.
 * Scalars pass as they are, a multi-select takes a list of them [official].
 */
export function coerceFree(value: unknown): JsonValue | Mismatch {
	if (!Array.isArray(value)) return toScalar(value);
	const list: JsonValue[] = [];
	for (const entry of value) {
		const scalar = toScalar(entry);
		if (scalar instanceof Mismatch) return new Mismatch('a list of texts, numbers and booleans', entry);
		list.push(scalar);
	}
	return list;
}
