/** Decides, once per distinct set of columns, which column feeds which field. */

import type { FieldDefinition, ObjectDefinition } from '../objects/index.ts';

export interface ColumnPlan {
	readonly fields: ReadonlyArray<{ readonly column: string; readonly field: FieldDefinition }>;
	readonly custom: ReadonlyArray<{ readonly column: string; readonly key: string }>;
	/** The column that holds the record's UUID. */
	readonly uuid: string | undefined;
	/** The column that holds an object of custom fields, as records read from ClientSuccess have it. */
	readonly customObject: string | undefined;
	/** Columns that belong to no field. */
	readonly unknown: readonly string[];
	/** Columns left aside because another one, exactly named, feeds the same field. */
	readonly outranked: readonly string[];
	/** Fields for which several loosely named columns stand: none can be chosen. */
	readonly contested: ReadonlyArray<{ readonly field: string; readonly columns: readonly string[] }>;
}

/** `First Name`, `first_name` and `FIRST-NAME` are all `firstname`. */
const loosen = (name: string) => name.replace(/[\s_-]/g, '').toLowerCase();

const CUSTOM_PREFIX = 'custom.';
/** What the keys of ClientSuccess's custom fields end in [live]. */
const CUSTOM_SUFFIX = '__cs';

function customKey(column: string): string | undefined {
	if (column.startsWith(CUSTOM_PREFIX)) return column.slice(CUSTOM_PREFIX.length);
	return column.endsWith(CUSTOM_SUFFIX) ? column : undefined;
}

function plan(columns: readonly string[], object: ObjectDefinition, addressed: boolean): ColumnPlan {
	const names = object.fields.map(({ name }) => name);
	if (addressed) names.push('uuid');
	const byLooseName = new Map(names.map((name) => [loosen(name), name]));

	const candidates = new Map<string, string[]>();
	const custom: Array<{ column: string; key: string }> = [];
	const unknown: string[] = [];
	let customObject: string | undefined;
	for (const column of columns) {
		const name = byLooseName.get(loosen(column));
		const key = customKey(column);
		if (name !== undefined) {
			const rivals = candidates.get(name);
			if (rivals === undefined) candidates.set(name, [column]);
			else rivals.push(column);
		} else if (key !== undefined) custom.push({ column, key });
		else if (column === 'custom') customObject = column;
		else unknown.push(column);
	}

	const chosen = new Map<string, string>();
	const outranked: string[] = [];
	const contested: Array<{ field: string; columns: string[] }> = [];
	for (const [name, [first = name, ...others]] of candidates) {
		const rivals = [first, ...others];
		if (rivals.includes(name)) {
			chosen.set(name, name);
			outranked.push(...rivals.filter((column) => column !== name));
		} else if (others.length === 0) chosen.set(name, first);
		else contested.push({ field: name, columns: rivals });
	}

	const fields = object.fields.flatMap((field) => {
		const column = chosen.get(field.name);
		return column === undefined ? [] : [{ column, field }];
	});
	return { fields, custom, uuid: chosen.get('uuid'), customObject, unknown, outranked, contested };
}

function sameNames(a: readonly string[], b: readonly string[]): boolean {
	return a.length === b.length && a.every((name, index) => name === b[index]);
}

/**
 * @param addressed whether the operation reads the record's `uuid` from the row
 * @returns a function that gives the plan for a row's columns; rows from a database share one
 */
export function columnPlanner(object: ObjectDefinition, addressed: boolean): (columns: readonly string[]) => ColumnPlan {
	const plans = new Map<string, ColumnPlan>();
	let lastColumns: readonly string[] | undefined;
	let lastPlan: ColumnPlan | undefined;
	return (columns) => {
		if (lastPlan !== undefined && lastColumns !== undefined && sameNames(columns, lastColumns)) return lastPlan;
		const signature = JSON.stringify(columns);
		let found = plans.get(signature);
		if (found === undefined) {
			found = plan(columns, object, addressed);
			plans.set(signature, found);
		}
		lastColumns = columns;
		lastPlan = found;
		return found;
	};
}
