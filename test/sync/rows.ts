/** Rows that are ready to be sent, and the plans of the operations that send them. */
import { objects } from '../../nodes/ClientSuccess/objects/index.ts';
import type { ObjectName } from '../../nodes/ClientSuccess/objects/index.ts';
import type { WriteOperation } from '../../nodes/ClientSuccess/operations/index.ts';
import { insert } from '../../nodes/ClientSuccess/operations/insert.ts';
import { update } from '../../nodes/ClientSuccess/operations/update.ts';
import { upsert } from '../../nodes/ClientSuccess/operations/upsert.ts';
import type { MappedRow } from '../../nodes/ClientSuccess/records/mappedRow.ts';
import type { NonEmpty } from '../../nodes/ClientSuccess/sync/batches.ts';
import type { WritePlan } from '../../nodes/ClientSuccess/sync/writePlan.ts';

const operations = { insert, update, upsert };

export const planOf = (object: ObjectName, operation: WriteOperation['name'], batchSize = 100): WritePlan =>
	operations[operation].plan(objects[object], batchSize);

/** A client that no other row shares anything with. */
export const clientRow = (item: number, extra: Partial<MappedRow> = {}): MappedRow => ({
	item,
	record: { name: `Client ${item}` },
	problems: [],
	...extra,
});

export const clientRows = (count: number): MappedRow[] => Array.from({ length: count }, (_, item) => clientRow(item));

/** The same, for those who need one at least. */
export const someClients = (count: number): NonEmpty<MappedRow> => {
	const [first = clientRow(0), ...others] = clientRows(count);
	return [first, ...others];
};
