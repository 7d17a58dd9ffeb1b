/** The custom fields of an account: what one is, and how a value is brought to its type. */

import type { JsonValue } from '../json.ts';
import type { FieldType } from '../objects/index.ts';
import { Mismatch, coerce, coerceFree } from './coerce.ts';

export interface CustomField {
	/** What it is sent under, such as `region__cs`. */
	readonly key: string;
	/** What ClientSuccess shows it as. */
	readonly label: string;
	/** Its type in ClientSuccess's words, such as "Multi-Select Picklist" [official]. */
	readonly typeName: string;
	readonly required: boolean;
	/** Of a picklist: the values that can be chosen. */
	readonly choices: ReadonlyArray<{ readonly label: string; readonly value: string; readonly archived: boolean }>;
}

/** Brings a value that is not empty to the type of one field, or says why it can't be. */
export type Coercion = (value: unknown) => JsonValue | Mismatch;

/** Types by ClientSuccess's name, in lower case [official]. The two kinds of picklist are dealt with apart. */
const TYPES = new Map<string, FieldType>([
	['checkbox', 'boolean'],
	['text', 'string'],
	['link', 'string'],
	['integer', 'integer'],
	['decimal', 'number'],
	['currency', 'number'],
	['date', 'date'],
]);

/** How many choices a message names. */
const NAMED = 20;

const loosen = (text: string) => text.trim().toLowerCase();

/** By its value, or by the label that people see. A choice that was archived since is still known: records have it. */
function choiceCoercion({ choices }: CustomField, timezone: string): Coercion {
	const toText: Coercion = (value) => coerce(value, { type: 'string' }, timezone);
	if (choices.length === 0) return toText;

	const open = choices.filter(({ archived }) => !archived);
	const openFirst = [...open, ...choices.filter(({ archived }) => archived)];
	const values = new Set(choices.map(({ value }) => value));
	const byLooseName = new Map<string, string>();
	const names = [...openFirst.map(({ value }) => [value, value] as const), ...openFirst.map(({ label, value }) => [label, value] as const)];
	for (const [name, value] of names) {
		if (!byLooseName.has(loosen(name))) byLooseName.set(loosen(name), value);
	}
	const named = (open.length > 0 ? open : choices).map(({ value }) => value);
	const expected = `one of ${named.slice(0, NAMED).join(', ')}${named.length > NAMED ? ' …' : ''}`;

	return (value) => {
		const text = toText(value);
		const choice = typeof text !== 'string' ? undefined : values.has(text) ? text : byLooseName.get(loosen(text));
		return choice ?? new Mismatch(expected, value);
	};
}

/** One or a list of what another coercion takes, as a list. */
function listOf(toEntry: Coercion): Coercion {
	return (value) => {
		const list: JsonValue[] = [];
		for (const given of Array.isArray(value) ? value : [value]) {
			const entry = toEntry(given);
			if (entry instanceof Mismatch) return entry;
			list.push(entry);
		}
		return list;
	};
}

/** Of a type that isn't known, ClientSuccess judges the values alone. */
export function customCoercion(field: CustomField, timezone: string): Coercion {
	const typeName = field.typeName.toLowerCase();
	if (typeName === 'picklist') return choiceCoercion(field, timezone);
	if (typeName === 'multi-select picklist') return listOf(choiceCoercion(field, timezone));
	const type = TYPES.get(typeName);
	return type === undefined ? coerceFree : (value) => coerce(value, { type }, timezone);
}
