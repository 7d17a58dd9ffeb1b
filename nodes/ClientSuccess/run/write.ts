/** Items become records, records requests, and each item gets its outcome. */

import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { toWriteHints } from '../hints.ts';
import type { Job } from '../input/job.ts';
import { readRows } from '../input/rows.ts';
import { addHints } from '../n8nVersions.ts';
import type { WriteOperation } from '../operations/index.ts';
import type { SettledRow } from '../output.ts';
import { toError, toItems, toReadError } from '../output.ts';
import { readCustomFields } from '../reading/customFields.ts';
import type { MappedRow } from '../records/mappedRow.ts';
import type { Resolved } from '../records/reference.ts';
import type { Outcome } from '../sync/outcome.ts';
import { ReadFailure } from '../sync/outcome.ts';
import { sync } from '../sync/sync.ts';
import type { Transport } from '../transport/transport.ts';
import { findAll } from './find.ts';

const isValid = ({ problems }: MappedRow) => problems.length === 0;

/** The outcome of a row that names a record which could not be looked for. */
const notLookedUp = ({ failure }: ReadFailure): Outcome => ({
	kind: 'notSent',
	failure: {
		...failure,
		message: `not sent, because a UUID could not be looked up: ${failure.message}`,
		description: `Nothing was written for this item. ${failure.description}`,
	},
});

/** The outcome of a row that was kept from being sent: by its own fault, by a dry run, or by another row's. */
function settleUnsent({ problems }: MappedRow, { options }: Job): Outcome {
	const nothingSent = { httpCode: null, attempts: 0 };
	if (problems.length > 0) {
		const description = 'Nothing was written for this item. Correct its values, then send it again.';
		return { kind: 'rejected', failure: { ...nothingSent, message: problems.join('; '), description } };
	}
	if (options.dryRun) return { kind: 'written', answer: undefined };
	const message = 'not sent, because another item fails and the node stops on errors';
	return { kind: 'notSent', failure: { ...nothingSent, message, description: 'Nothing was written for this item.' } };
}

/** A row with the UUIDs that were found for it, or with why they weren't. */
function fillIn(row: MappedRow, { uuids, problems }: Resolved): MappedRow {
	const { uuid = row.uuid, ...fields } = uuids;
	return { item: row.item, ...(uuid !== undefined && { uuid }), record: { ...fields, ...row.record }, problems };
}

/**
 * Maps the rows.
 *
 * @returns what writes them
 * @throws NodeApiError if the custom fields are wanted and can't be read
 */
export async function prepareWrite(
	context: IExecuteFunctions,
	job: Job<WriteOperation>,
	transport: Transport,
): Promise<() => Promise<INodeExecutionData[]>> {
	const customFields = job.options.matchCustomFields ? await readCustomFields(job.object, transport) : undefined;
	if (customFields instanceof ReadFailure) throw toReadError(customFields, context.getNode());
	const input = readRows(context, job, customFields);
	return async () => await write(context, job, transport, input);
}

async function write(
	context: IExecuteFunctions,
	job: Job<WriteOperation>,
	transport: Transport,
	{ rows: mapped, ignoredColumns }: ReturnType<typeof readRows>,
): Promise<INodeExecutionData[]> {
	const { object, operation, options } = job;
	const stopOnFailure = !context.continueOnFail();
	// A row that stops the node is no reason to read all clients first.
	const mayLookUp = !stopOnFailure || mapped.every(isValid);
	const found = await findAll(mayLookUp ? mapped.filter(isValid) : [], transport);
	const failed = new Map<number, Outcome>();
	const rows = mapped.map((row) => {
		if (row.references === undefined || !mayLookUp || !isValid(row)) return row;
		const resolved = found.resolve(row);
		if (!(resolved instanceof ReadFailure)) return fillIn(row, resolved);
		failed.set(row.item, notLookedUp(resolved));
		return row;
	});

	const sendable = rows.filter((row) => isValid(row) && !failed.has(row.item));
	const mayWrite = !options.dryRun && !(stopOnFailure && sendable.length < rows.length);
	const plan = operation.plan(object, options.batchSize);
	const sent = await sync(mayWrite ? sendable : [], plan, transport, { ...options, stopOnFailure });

	const settled = rows.map((row): SettledRow => ({ row, outcome: failed.get(row.item) ?? sent.get(row.item) ?? settleUnsent(row, job) }));
	// An error would turn a cancelled execution into a failed one.
	const isCancelled = context.getExecutionCancelSignal()?.aborted === true;
	const error = stopOnFailure && !isCancelled ? toError(settled, context.getNode()) : undefined;
	if (error !== undefined) throw error;
	addHints(context, toWriteHints(settled, { ignoredColumns, lookups: found.lookups }, job, transport));
	return toItems(settled);
}
