/** What has changed since the last look: the memory of the trigger. */

import type { JsonObject } from '../json.ts';
import { isJsonObject } from '../json.ts';
import type { ObjectDefinition } from '../objects/index.ts';
import { ReadFailure } from '../sync/outcome.ts';
import type { Transport } from '../transport/transport.ts';
import { identityOf, timeIn, timeOf } from './record.ts';
import { readPage, search } from './search.ts';

/** How far the changes are known. Plain JSON, since n8n stores it between polls. */
export interface Bookmark {
	/** Until when all changes are known, in milliseconds since the epoch; null if there was no record. */
	readonly time: number | null;
	/**
	 * Records that were seen with this modification time or a later one: others may get the same time later, and changes
	 * made while the pages were read may be known in part.
	 */
	readonly seen: readonly Seen[];
}

interface Seen {
	readonly uuid: string;
	readonly time: number;
}

export interface Change {
	readonly record: JsonObject;
	readonly kind: 'created' | 'updated';
	/** Whether a created record was changed again before it was seen. */
	readonly isEdited: boolean;
}

/** @param value as n8n stored it */
export function toBookmark(value: unknown): Bookmark | undefined {
	if (!isJsonObject(value)) return undefined;
	const { time, seen } = value;
	if ((time !== null && (typeof time !== 'number' || timeIn(time) === -Infinity)) || !Array.isArray(seen)) return undefined;
	return {
		time,
		seen: seen.filter(isJsonObject).flatMap((each) => (typeof each.uuid === 'string' && typeof each.time === 'number' ? [{ uuid: each.uuid, time: each.time }] : [])),
	};
}

/** A record may get its modification time a moment after its creation time, in milliseconds. */
const CREATION = 1000;

/** The record that was changed last; undefined if there is none. */
export async function latestRecord(object: ObjectDefinition, transport: Transport): Promise<JsonObject | undefined | ReadFailure> {
	const page = await readPage({ object, direction: 'desc', size: 1 }, 0, transport);
	return page instanceof ReadFailure ? page : page.records[0];
}

interface Found {
	readonly records: readonly JsonObject[];
	/** The latest change on the first page. All pages were read after it, so that no earlier change is missing. */
	readonly until: number;
}

async function readAfter(object: ObjectDefinition, time: number | null, transport: Transport): Promise<Found | ReadFailure> {
	const records: JsonObject[] = [];
	let until: number | undefined;
	// Whether the filter takes in the time it is given isn't known, so that it is given the moment before.
	const modifiedAfter = time === null ? undefined : new Date(time - 1).toISOString();
	const failure = await search({ object, direction: 'desc', modifiedAfter }, transport, (some) => {
		until ??= some.map(timeOf).reduce((a, b) => Math.max(a, b), -Infinity);
		for (const record of some) records.push(record);
		return true;
	});
	return failure ?? { records, until: until ?? -Infinity };
}

/**
 * The bookmark after some records. It stays at `until`: a record that was read early may have changed since, before
 * others that were read late.
 */
function advance(bookmark: Bookmark, { records, until }: Found): Bookmark {
	const time = Math.max(until, bookmark.time ?? -Infinity);
	if (time === -Infinity) return bookmark;
	const times = new Map(bookmark.seen.map((record) => [record.uuid, record.time]));
	for (const record of records) {
		const uuid = identityOf(record);
		times.set(uuid, Math.max(timeOf(record), times.get(uuid) ?? -Infinity));
	}
	const seen = [...times].map(([uuid, latest]) => ({ uuid, time: latest })).filter((record) => record.time >= time);
	return { time, seen };
}

/** A bookmark behind everything there is. */
export async function startBookmark(object: ObjectDefinition, transport: Transport): Promise<Bookmark | ReadFailure> {
	const none: Bookmark = { time: null, seen: [] };
	const latest = await latestRecord(object, transport);
	if (latest === undefined) return none;
	if (latest instanceof ReadFailure) return latest;
	const until = timeOf(latest);
	if (until === -Infinity) {
		return new ReadFailure('rejected', {
			message: `ClientSuccess gave a ${object.label.toLowerCase()} without the time of its last change`,
			description: 'Without these times no change can be noticed. ClientSuccess may have changed its API; look for a newer version of this node.',
			httpCode: null,
			attempts: 1,
		});
	}
	// Others may have been changed at the same time.
	const found = await readAfter(object, until, transport);
	return found instanceof ReadFailure ? found : advance(none, { records: [latest, ...found.records], until });
}

/** @returns what has changed since the bookmark, oldest change first, and the bookmark behind it */
export async function changesSince(
	object: ObjectDefinition,
	bookmark: Bookmark,
	transport: Transport,
): Promise<{ readonly changes: readonly Change[]; readonly bookmark: Bookmark } | ReadFailure> {
	const found = await readAfter(object, bookmark.time, transport);
	if (found instanceof ReadFailure) return found;
	const since = bookmark.time ?? -Infinity;
	const seen = new Map(bookmark.seen.map(({ uuid, time }) => [uuid, time]));

	const changes = found.records
		.map((record) => ({ record, time: timeOf(record), known: seen.get(identityOf(record)) }))
		.filter(({ time, known }) => time !== -Infinity && time >= since && time > (known ?? -Infinity))
		.sort((a, b) => a.time - b.time)
		.map(({ record, time, known }): Change => {
			const created = timeIn(record.createdTime);
			return {
				record,
				kind: known === undefined && created >= since ? 'created' : 'updated',
				isEdited: Number.isFinite(created) && time - created > CREATION,
			};
		});
	return { changes, bookmark: advance(bookmark, found) };
}
