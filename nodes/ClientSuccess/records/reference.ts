/** A record that a row names by something else than its UUID, which has to be found first. */

import type { FindKey, ObjectName } from '../objects/index.ts';
import { quote } from './mappedRow.ts';

/** What is looked for, and by which of its fields. */
export interface Lookup {
	readonly object: ObjectName;
	readonly key: FindKey;
}

/** A UUID that is wanted: `uuid` to address the row's own record, or the field that is to hold it. */
export interface Wanted extends Lookup {
	readonly target: string;
}

export interface Reference extends Wanted {
	/** As `toKeyValue` gives it. */
	readonly value: string;
}

/** UUIDs by the value of one field: none, one or more for each value that was looked for. */
export type Directory = ReadonlyMap<string, readonly string[]>;

/** Values that name the same record: outer spaces make no difference, and in an email address neither does case. */
export function toKeyValue(key: FindKey, value: unknown): string | undefined {
	const text = typeof value === 'number' && Number.isFinite(value) ? String(value) : value;
	if (typeof text !== 'string' || text.trim() === '') return undefined;
	return key === 'email' ? text.trim().toLowerCase() : text.trim();
}

/** UUIDs for a message, the first five if there are more. */
function listUuids(uuids: readonly string[]): string {
	const shown = uuids.slice(0, 5).join(', ');
	return uuids.length > 5 ? `${shown} and ${uuids.length - 5} more` : shown;
}

/** Why a reference doesn't lead to one record. */
function problemOf({ target, object, key, value }: Reference, uuids: readonly string[]): string {
	const named = `with the ${key} ${quote(value)}`;
	if (uuids.length === 0) return `${target} can't be found: there is no ${object} ${named}`;
	return `${target} is ambiguous: there are ${uuids.length} ${object}s ${named}: ${listUuids(uuids)}`;
}

/** What was found for some references: UUIDs by target, and what couldn't be. */
export interface Resolved {
	readonly uuids: Readonly<Record<string, string>>;
	readonly problems: readonly string[];
}

/** @param directoryOf the records of a reference's object, by its key */
export function resolve(references: readonly Reference[], directoryOf: (reference: Reference) => Directory): Resolved {
	const uuids: Record<string, string> = {};
	const problems: string[] = [];
	for (const reference of references) {
		const found = directoryOf(reference).get(reference.value) ?? [];
		const [uuid, second] = found;
		if (uuid === undefined || second !== undefined) problems.push(problemOf(reference, found));
		else uuids[reference.target] = uuid;
	}
	return { uuids, problems };
}
