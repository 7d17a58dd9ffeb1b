/** Collects one row's values under ClientSuccess's names, and what doesn't fit. */

import type { JsonObject, JsonValue } from '../json.ts';
import { setOwn } from '../json.ts';
import type { FindKey, ObjectDefinition } from '../objects/index.ts';
import { toInstant } from './calendarDate.ts';
import { Mismatch, coerce, coerceFree } from './coerce.ts';
import type { ColumnPlan } from './columns.ts';
import type { Coercion, CustomField } from './customField.ts';
import type { MappedRow, RowInput } from './mappedRow.ts';
import { listColumns, quote } from './mappedRow.ts';
import type { Reference, Wanted } from './reference.ts';
import { toKeyValue } from './reference.ts';

export interface MappingOptions {
	/** What has to be in a row: the fields that make a record, or what addresses one that exists. */
	readonly needs: 'requiredFields' | 'uuid';
	/** By which column a row addresses its record, where it needs to. */
	readonly matchOn: 'uuid' | FindKey;
	/** `omit` leaves null, undefined and '' out; `clear` sends them as null. */
	readonly emptyValues: 'omit' | 'clear';
	readonly unknownColumns: 'ignore' | 'fail' | 'send';
	/** IANA name of the workflow's timezone. */
	readonly timezone: string;
	/** The account's custom fields, if they are known. */
	readonly customFields?: readonly CustomField[] | undefined;
}

/** What is the same for every row. */
export interface RowRules {
	readonly object: ObjectDefinition;
	readonly options: MappingOptions;
	/** Names of the fields without which there is no record. */
	readonly required: readonly string[];
	/** By the keys of the custom fields whose types are known. */
	readonly coercions: ReadonlyMap<string, Coercion>;
}

const isEmpty = (value: unknown) => value === null || value === undefined || value === '';

const isBlank = (value: unknown) => isEmpty(value) || (typeof value === 'string' && value.trim() === '');

/** A field in a message: with its column where the two differ. */
export const nameOf = (field: string, column: string) => (field === column ? field : `${field} (column ${quote(column)})`);

export class RowBuilder {
	readonly record: JsonObject = {};
	readonly problems: string[] = [];
	uuid: string | undefined;
	readonly #references: Reference[] = [];
	readonly #rules: RowRules;
	readonly #options: MappingOptions;
	readonly #custom: JsonObject = {};
	/** Fields that have their problem already, so that they are not also called missing. */
	readonly #faulty = new Set<string>();

	constructor(rules: RowRules) {
		this.#rules = rules;
		this.#options = rules.options;
	}

	/** @param field of the object, if the problem is about one */
	#fail(field: string | undefined, problem: string): void {
		if (field !== undefined) this.#faulty.add(field);
		this.problems.push(problem);
	}

	/** Stores a value under its key unless it is empty or doesn't fit. */
	#store(target: JsonObject, key: string, label: string, value: JsonValue | Mismatch | undefined): void {
		if (value instanceof Mismatch) this.#fail(target === this.record ? key : undefined, `${label} ${value.reason}`);
		else if (value !== undefined) setOwn(target, key, value);
		else if (this.#options.emptyValues === 'clear') setOwn(target, key, null);
	}

	addFields(plan: ColumnPlan, columns: RowInput['columns']): void {
		for (const { name, field, columns: rivals } of plan.contested) {
			this.#fail(field, `${name} has ${rivals.length} columns: ${listColumns(rivals)}`);
		}
		for (const { column, field } of plan.fields) {
			const value = columns[column];
			const coerced = isEmpty(value) ? undefined : coerce(value, field, this.#options.timezone);
			this.#store(this.record, field.name, nameOf(field.name, column), coerced);
		}
	}

	addUnknown(unknown: readonly string[], columns: RowInput['columns']): void {
		if (this.#options.unknownColumns === 'fail' && unknown.length > 0) {
			this.problems.push(`${this.#rules.object.label} has no field for ${listColumns(unknown)}`);
		}
		if (this.#options.unknownColumns !== 'send') return;
		for (const column of unknown) {
			const value = columns[column];
			this.#store(this.record, column, `column ${quote(column)}`, isEmpty(value) ? undefined : coerceFree(value));
		}
	}

	addCustom(key: unknown, value: unknown): void {
		if (typeof key !== 'string' || key.trim() === '') {
			this.problems.push('a custom field has no key');
		} else if (Object.hasOwn(this.#custom, key)) {
			this.problems.push(`custom field ${quote(key)} is given twice`);
		} else {
			const toType = this.#rules.coercions.get(key) ?? coerceFree;
			this.#store(this.#custom, key, `custom field ${quote(key)}`, isEmpty(value) ? undefined : toType(value));
		}
	}

	addCustomObject(column: string, value: unknown): void {
		if (isEmpty(value)) return;
		if (typeof value !== 'object' || value === null || Array.isArray(value) || toInstant(value) !== undefined) {
			this.problems.push(`column ${quote(column)} ${new Mismatch('an object of custom fields', value).reason}`);
			return;
		}
		for (const [key, entry] of Object.entries(value)) this.addCustom(key, entry);
	}

	/** Any text will do: the form of a UUID is ClientSuccess's affair. */
	setUuid(column: string, value: unknown): void {
		if (isEmpty(value)) return;
		const text = typeof value === 'number' && Number.isFinite(value) ? String(value) : value;
		if (typeof text !== 'string') {
			this.#fail('uuid', `${nameOf('uuid', column)} ${new Mismatch('text', value).reason}`);
		} else if (/^\s*\.{1,2}\s*$/.test(text) || /\p{Surrogate}/u.test(text)) {
			// As a path segment, dots lead elsewhere even when percent-encoded, and half a character can't be encoded.
			this.#fail('uuid', `${nameOf('uuid', column)} can't be ${quote(text)}`);
		} else if (text.trim() !== '') this.uuid = text.trim();
	}

	/**
	 * A record named otherwise than by its UUID, once the fields are added: the UUID itself beats what it would have to
	 * be found by.
	 *
	 * @param name of the column or field, for messages
	 */
	addReference(name: string, value: unknown, { target, object, key }: Wanted): void {
		if (isEmpty(value) || this.#faulty.has(target) || !isBlank(this.record[target])) return;
		const text = toKeyValue(key, value);
		if (text !== undefined) {
			// Empty, and to be cleared if there were nothing to fill it with.
			delete this.record[target];
			this.#references.push({ target, object, key, value: text });
		} else if (typeof value !== 'string') this.#fail(target, `${name} ${new Mismatch('text or a number', value).reason}`);
	}

	addAmbiguous({ ambiguous }: ColumnPlan): void {
		for (const { column, keys } of ambiguous) {
			this.problems.push(`column ${quote(column)} has the name of ${keys.length} custom fields: ${listColumns(keys)}`);
		}
	}

	finish(item: number): MappedRow {
		if (Object.keys(this.#custom).length > 0) this.record.custom = this.#custom;
		for (const name of this.#rules.required) {
			if (!this.#faulty.has(name) && !this.#isReferred(name)) this.#checkRequired(name);
		}
		if (this.#options.needs === 'uuid') this.#address();
		const { record, problems, uuid } = this;
		const row = uuid === undefined ? { item, record, problems } : { item, uuid, record, problems };
		return this.#references.length === 0 ? row : { ...row, references: this.#references };
	}

	#isReferred(name: string): boolean {
		return this.#references.some(({ target }) => target === name);
	}

	/** Which record is meant, and whether there is anything to do with it. */
	#address(): void {
		const { matchOn } = this.#options;
		if (matchOn !== 'uuid') {
			const value = toKeyValue(matchOn, this.record[matchOn]);
			if (value !== undefined) this.#references.push({ target: 'uuid', object: this.#rules.object.name, key: matchOn, value });
		}
		const isNamed = this.uuid !== undefined || this.#isReferred('uuid');
		if (!isNamed && !this.#faulty.has(matchOn)) {
			this.problems.push(`${matchOn} is required, but has no value`);
		}
		if (this.problems.length === 0 && !this.#hasChange()) this.problems.push('there is nothing to update: no field has a value');
	}

	#hasChange(): boolean {
		const { matchOn } = this.#options;
		return Object.keys(this.record).some((name) => name !== matchOn) || this.#references.some(({ target }) => target !== 'uuid');
	}

	#checkRequired(name: string): void {
		const value = this.record[name];
		if (value === null) this.problems.push(`${name} is required and can't be cleared`);
		else if (isBlank(value) && this.#options.needs === 'requiredFields') {
			this.problems.push(`${name} is required, but has no value`);
		}
	}
}
