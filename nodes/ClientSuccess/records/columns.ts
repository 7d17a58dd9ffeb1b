/** Decides, once per distinct set of columns, which column feeds which field. */

import type { FieldDefinition, ObjectDefinition } from '../objects/index.ts';
import { objects } from '../objects/index.ts';
import type { CustomField } from './customField.ts';
import type { Rank } from './customNames.ts';
import { CustomNames, EXACT, LOOSE, loosen } from './customNames.ts';
import { quote } from './mappedRow.ts';
import type { Wanted } from './reference.ts';

export interface ColumnPlan {
	readonly fields: ReadonlyArray<{ readonly column: string; readonly field: FieldDefinition }>;
	readonly custom: ReadonlyArray<{ readonly column: string; readonly key: string }>;
	/** The column that holds the record's UUID. */
	readonly uuid: string | undefined;
	/** Columns that name the record a field refers to by something else than its UUID. */
	readonly references: ReadonlyArray<{ readonly column: string } & ParentColumn>;
	/** The column that holds an object of custom fields, as records read from ClientSuccess have it. */
	readonly customObject: string | undefined;
	/** Columns that belong to no field. */
	readonly unknown: readonly string[];
	/** Columns left aside because another one, better named, feeds the same field. */
	readonly outranked: readonly string[];
	/** Names for which several columns stand, none better than the others: none can be chosen. */
	readonly contested: readonly Contest[];
	/** Columns that have the name of several custom fields. */
	readonly ambiguous: ReadonlyArray<{ readonly column: string; readonly keys: readonly string[] }>;
}

interface Contest {
	/** As a message has it. */
	readonly name: string;
	/** The object's field that has no value because of it, if it is about one. */
	readonly field: string | undefined;
	readonly columns: readonly string[];
}

interface ParentColumn {
	/** What the column is called: `clientExternalId` for the field `clientId`. */
	readonly name: string;
	readonly wanted: Wanted;
}

/** What columns may be, beside the object's fields. */
export interface ColumnOptions {
	/** Whether a column `uuid` says which record is meant. */
	readonly withUuid: boolean;
	/** The account's custom fields, where columns may have their names. */
	readonly customFields: readonly CustomField[];
}

const CUSTOM_OBJECT = 'custom';
const CUSTOM_PREFIX = 'custom.';
/** What the keys of ClientSuccess's custom fields end in [live]. */
const CUSTOM_SUFFIX = '__cs';

function customKey(column: string): string | undefined {
	if (column.startsWith(CUSTOM_PREFIX)) return column.slice(CUSTOM_PREFIX.length);
	return column.endsWith(CUSTOM_SUFFIX) ? column : undefined;
}

function parentColumns({ fields }: ObjectDefinition): ParentColumn[] {
	return fields.flatMap(({ name, refersTo }) => {
		const key = refersTo === undefined ? null : objects[refersTo].findBy;
		if (refersTo === undefined || key === null) return [];
		return [{ name: `${refersTo}${key.charAt(0).toUpperCase()}${key.slice(1)}`, wanted: { target: name, object: refersTo, key } }];
	});
}

interface Candidate {
	readonly column: string;
	/** What it stands for. */
	readonly name: string;
	readonly rank: Rank;
}

/** Chooses a column for each name: the one that fits best, unless several do. */
function choose(candidates: readonly Candidate[]) {
	const byName = new Map<string, Candidate[]>();
	for (const candidate of candidates) {
		const rivals = byName.get(candidate.name);
		if (rivals === undefined) byName.set(candidate.name, [candidate]);
		else rivals.push(candidate);
	}
	const chosen = new Map<string, string>();
	const outranked: string[] = [];
	const contested: Array<{ name: string; columns: string[] }> = [];
	for (const [name, rivals] of byName) {
		const bestRank = rivals.reduce<number>((best, { rank }) => Math.min(best, rank), LOOSE);
		const [best, second] = rivals.filter(({ rank }) => rank === bestRank);
		if (second !== undefined) contested.push({ name, columns: rivals.map(({ column }) => column) });
		else if (best !== undefined) {
			chosen.set(name, best.column);
			for (const rival of rivals) if (rival !== best) outranked.push(rival.column);
		}
	}
	return { chosen, outranked, contested };
}

/** @returns a function that plans for a set of columns */
function planner(object: ObjectDefinition, { withUuid, customFields }: ColumnOptions): (columns: readonly string[]) => ColumnPlan {
	const parents = parentColumns(object);
	const names = [...object.fields, ...parents].map(({ name }) => name);
	if (withUuid) names.push('uuid');
	const byLooseName = new Map(names.map((name) => [loosen(name), name]));
	const customNames = new CustomNames(customFields);

	return (columns) => {
		const candidates: Candidate[] = [];
		const customCandidates: Candidate[] = [];
		const unknown: string[] = [];
		const ambiguous: Array<{ column: string; keys: readonly string[] }> = [];
		let customObject: string | undefined;
		for (const column of columns) {
			// The object's own names come first: what an account calls its custom fields must not change them.
			const name = byLooseName.get(loosen(column));
			if (name !== undefined) {
				candidates.push({ column, name, rank: column === name ? EXACT : LOOSE });
				continue;
			}
			if (column === CUSTOM_OBJECT) {
				customObject = column;
				continue;
			}
			const written = customKey(column);
			const { keys, rank } = customNames.find(written ?? column) ?? { keys: written === undefined ? [] : [written], rank: EXACT };
			const [key, ...others] = keys;
			if (key === undefined) unknown.push(column);
			else if (others.length > 0) ambiguous.push({ column, keys });
			else customCandidates.push({ column, name: key, rank });
		}

		const own = choose(candidates);
		const custom = choose(customCandidates);
		const columnOf = <Named extends { readonly name: string }>(named: Named) => {
			const column = own.chosen.get(named.name);
			return column === undefined ? [] : [{ column, named }];
		};
		return {
			fields: object.fields.flatMap(columnOf).map(({ column, named }) => ({ column, field: named })),
			custom: [...custom.chosen].map(([key, column]) => ({ column, key })),
			uuid: own.chosen.get('uuid'),
			references: parents.flatMap(columnOf).map(({ column, named }) => ({ column, ...named })),
			customObject,
			unknown,
			outranked: [...own.outranked, ...custom.outranked],
			contested: [
				...own.contested.map(({ name, columns: rivals }) => ({
					name,
					field: parents.find((parent) => parent.name === name)?.wanted.target ?? name,
					columns: rivals,
				})),
				...custom.contested.map(({ name, columns: rivals }) => ({ name: `custom field ${quote(name)}`, field: undefined, columns: rivals })),
			],
			ambiguous,
		};
	};
}

function sameNames(a: readonly string[], b: readonly string[]): boolean {
	return a.length === b.length && a.every((name, index) => name === b[index]);
}

/** @returns a function that gives the plan for a row's columns; rows from a database share one */
export function columnPlanner(object: ObjectDefinition, options: ColumnOptions): (columns: readonly string[]) => ColumnPlan {
	const plan = planner(object, options);
	const plans = new Map<string, ColumnPlan>();
	let lastColumns: readonly string[] | undefined;
	let lastPlan: ColumnPlan | undefined;
	return (columns) => {
		if (lastPlan !== undefined && lastColumns !== undefined && sameNames(columns, lastColumns)) return lastPlan;
		const signature = JSON.stringify(columns);
		let found = plans.get(signature);
		if (found === undefined) {
			found = plan(columns);
			plans.set(signature, found);
		}
		lastColumns = columns;
		lastPlan = found;
		return found;
	};
}
