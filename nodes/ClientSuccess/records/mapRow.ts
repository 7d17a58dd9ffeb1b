/** Turns an input row into the record that is sent, with everything that is wrong with it. */

import type { JsonObject, JsonValue } from '../json.ts';
import { setOwn } from '../json.ts';
import type { ObjectDefinition } from '../objects/index.ts';
import { toInstant } from './calendarDate.ts';
import type { ColumnPlan } from './columns.ts';
import { columnPlanner } from './columns.ts';
import { Mismatch, coerce, coerceFree } from './coerce.ts';
import type { MappedRow, RowInput } from './mappedRow.ts';
import { listColumns, quote } from './mappedRow.ts';

export interface MappingOptions {
	/** What has to be in a row: the fields that make a record, or the UUID of one that exists. */
	readonly needs: 'requiredFields' | 'uuid';
	/** `omit` leaves null, undefined and '' out; `clear` sends them as null. */
	readonly emptyValues: 'omit' | 'clear';
	readonly unknownColumns: 'ignore' | 'fail' | 'send';
	/** IANA name of the workflow's timezone. */
	readonly timezone: string;
}

export interface RowMapper {
	map(row: RowInput): MappedRow;
	/** Columns that fed no field in any row so far, in the order they were met. */
	ignoredColumns(): readonly string[];
}

const isEmpty = (value: unknown) => value === null || value === undefined || value === '';

/** A field in a message: with its column where the two differ. */
const nameOf = (field: string, column: string) => (field === column ? field : `${field} (column ${quote(column)})`);

/** Collects one row's values, and what doesn't fit. */
class RowBuilder {
	readonly record: JsonObject = {};
	readonly problems: string[] = [];
	uuid: string | undefined;
	readonly #object: ObjectDefinition;
	readonly #options: MappingOptions;
	readonly #custom: JsonObject = {};
	/** Fields that have their problem already, so that they are not also called missing. */
	readonly #faulty = new Set<string>();

	constructor(object: ObjectDefinition, options: MappingOptions) {
		this.#object = object;
		this.#options = options;
	}

	#fail(field: string, problem: string): void {
		this.#faulty.add(field);
		this.problems.push(problem);
	}

	/** Stores a value under its key unless it is empty or doesn't fit. */
	#store(target: JsonObject, key: string, label: string, value: JsonValue | Mismatch | undefined): void {
		if (value instanceof Mismatch) this.#fail(key, `${label} ${value.reason}`);
		else if (value !== undefined) setOwn(target, key, value);
		else if (this.#options.emptyValues === 'clear') setOwn(target, key, null);
	}

	addFields(plan: ColumnPlan, columns: RowInput['columns']): void {
		for (const { field, columns: rivals } of plan.contested) {
			this.#fail(field, `${field} has ${rivals.length} columns: ${listColumns(rivals)}`);
		}
		for (const { column, field } of plan.fields) {
			const value = columns[column];
			const coerced = isEmpty(value) ? undefined : coerce(value, field, this.#options.timezone);
			this.#store(this.record, field.name, nameOf(field.name, column), coerced);
		}
	}

	addUnknown(unknown: readonly string[], columns: RowInput['columns']): void {
		if (this.#options.unknownColumns === 'fail' && unknown.length > 0) {
			this.problems.push(`${this.#object.label} has no field for ${listColumns(unknown)}`);
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
			this.#store(this.#custom, key, `custom field ${quote(key)}`, isEmpty(value) ? undefined : coerceFree(value));
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

	finish(item: number): MappedRow {
		if (Object.keys(this.#custom).length > 0) this.record.custom = this.#custom;
		for (const { name, required } of this.#object.fields) {
			if (required === true && !this.#faulty.has(name)) this.#checkRequired(name);
		}
		if (this.#options.needs === 'uuid') {
			if (this.uuid === undefined && !this.#faulty.has('uuid')) {
				this.problems.push('uuid is required, but has no value');
			}
			if (this.problems.length === 0 && Object.keys(this.record).length === 0) {
				this.problems.push('there is nothing to update: no field has a value');
			}
		}
		const { record, problems, uuid } = this;
		return uuid === undefined ? { item, record, problems } : { item, uuid, record, problems };
	}

	#checkRequired(name: string): void {
		const value = this.record[name];
		const isBlank = value === undefined || (typeof value === 'string' && value.trim() === '');
		if (value === null) this.problems.push(`${name} is required and can't be cleared`);
		else if (isBlank && this.#options.needs === 'requiredFields') {
			this.problems.push(`${name} is required, but has no value`);
		}
	}
}

/** @returns a mapper for the rows of one execution, which remembers their columns */
export function createRowMapper(object: ObjectDefinition, options: MappingOptions): RowMapper {
	const planFor = columnPlanner(object, options.needs === 'uuid');
	const ignored = new Set<string>();
	let lastPlan: ColumnPlan | undefined;

	const noteIgnored = (plan: ColumnPlan) => {
		if (plan === lastPlan) return;
		lastPlan = plan;
		for (const column of plan.outranked) ignored.add(column);
		if (options.unknownColumns === 'ignore') for (const column of plan.unknown) ignored.add(column);
	};

	return {
		map({ item, columns, custom = [] }) {
			const plan = planFor(Object.keys(columns));
			noteIgnored(plan);
			const row = new RowBuilder(object, options);
			if (plan.uuid !== undefined) row.setUuid(plan.uuid, columns[plan.uuid]);
			row.addFields(plan, columns);
			for (const { column, key } of plan.custom) row.addCustom(key, columns[column]);
			for (const { key, value } of custom) row.addCustom(key, value);
			if (plan.customObject !== undefined) row.addCustomObject(plan.customObject, columns[plan.customObject]);
			row.addUnknown(plan.unknown, columns);
			return row.finish(item);
		},
		ignoredColumns: () => [...ignored],
	};
}
