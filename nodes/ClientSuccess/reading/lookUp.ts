/** Finds the UUIDs of records that rows name otherwise. ClientSuccess has no filter for it, so that all pages are read [live]. */

import type { FindKey, ObjectDefinition } from '../objects/index.ts';
import type { Directory } from '../records/reference.ts';
import { toKeyValue } from '../records/reference.ts';
import type { ReadFailure } from '../sync/outcome.ts';
import type { Transport } from '../transport/transport.ts';
import { search } from './search.ts';

/**
 * @param wanted values as `toKeyValue` gives them; nothing else of what is read is kept
 * @returns the UUIDs of each value, in no order
 */
export async function lookUp(
	object: ObjectDefinition,
	key: FindKey,
	wanted: ReadonlySet<string>,
	transport: Transport,
): Promise<Directory | ReadFailure> {
	const directory = new Map<string, string[]>();
	const failure = await search({ object, direction: 'desc' }, transport, (records) => {
		for (const { uuid, [key]: value } of records) {
			const name = toKeyValue(key, value);
			if (typeof uuid !== 'string' || name === undefined || !wanted.has(name)) continue;
			const uuids = directory.get(name);
			if (uuids === undefined) directory.set(name, [uuid]);
			else uuids.push(uuid);
		}
		return true;
	});
	return failure ?? directory;
}
