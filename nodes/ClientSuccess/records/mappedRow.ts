/** One input item on its way to ClientSuccess. Plain data: no part of n8n is needed to make or check one. */

import type { JsonObject } from '../json.ts';
import type { Reference, Wanted } from './reference.ts';

/** What the user supplied for one item: a database row, or the fields of "Map Each Field Below". */
export interface RowInput {
	/** Index of the input item. */
	readonly item: number;
	/** Values by column name; the names may be loosely written. */
	readonly columns: Readonly<Record<string, unknown>>;
	/** Custom fields given as key and value; an object's `custom` and `…__cs` columns come in `columns`. */
	readonly custom?: ReadonlyArray<{ readonly key: unknown; readonly value: unknown }>;
	/** Records that are named otherwise than by their UUID; columns such as `clientExternalId` come in `columns`. */
	readonly named?: ReadonlyArray<Wanted & { readonly value: unknown }>;
}

/** A row brought to ClientSuccess's names and types. */
export interface MappedRow {
	readonly item: number;
	/** Set where the operation addresses a record. Opaque: recorded ones look like `cln_qfhfeb05` [live]. */
	readonly uuid?: string;
	/** UUIDs that have to be found before the row can be sent. */
	readonly references?: readonly Reference[];
	/** The body to send. On an invalid row, the part of it that could be mapped. */
	readonly record: JsonObject;
	/** What keeps the row from being sent, one phrase per field; empty when it can be. */
	readonly problems: readonly string[];
}

/** Columns for a message, the first twenty if there are more. */
export function listColumns(columns: readonly string[]): string {
	const shown = columns.slice(0, 20).map(quote).join(', ');
	return columns.length > 20 ? `${shown} and ${columns.length - 20} more` : shown;
}

/** A text made safe for a message: quoted and cut. */
export function quote(text: string): string {
	return JSON.stringify(text.length > 60 ? `${text.slice(0, 57)}...` : text);
}
