import type { IExecuteFunctions, INodeExecutionData, INodeType, INodeTypeDescription, NodeError } from 'n8n-workflow';
import { toHints } from './hints.ts';
import type { Job } from './input.ts';
import { readCredential, readJob, readRows } from './input.ts';
import { MAIN_CONNECTION, addHints } from './n8nVersions.ts';
import type { SettledRow } from './output.ts';
import { toError, toItems, toNodeError } from './output.ts';
import { properties } from './properties/index.ts';
import type { MappedRow } from './records/mappedRow.ts';
import type { Outcome } from './sync/outcome.ts';
import { sync } from './sync/sync.ts';
import { systemClock } from './transport/clock.ts';
import { createSend } from './transport/http.ts';
import { Transport } from './transport/transport.ts';

export class ClientSuccess implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'ClientSuccess',
		name: 'clientSuccess',
		icon: { light: 'file:clientsuccess.svg', dark: 'file:clientsuccess.dark.svg' },
		group: ['output'],
		version: 1,
		subtitle: '={{ $parameter["operation"] + ": " + $parameter["resource"] }}',
		description: 'Insert, update and upsert clients, contacts and contracts in ClientSuccess',
		defaults: { name: 'ClientSuccess' },
		usableAsTool: true,
		inputs: [MAIN_CONNECTION],
		outputs: [MAIN_CONNECTION],
		credentials: [{ name: 'clientSuccessApi', required: true }],
		properties,
	};

	/** Items become records, records requests, and each item gets its outcome. */
	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const stopOnFailure = !this.continueOnFail();
		const prepared = await prepare(this).catch((error: unknown) => toNodeError(error, this.getNode()));
		if (prepared instanceof Error) {
			if (stopOnFailure) throw prepared;
			// n8n would pass the input on as if it had been written.
			return [toItems(this.getInputData().map((_, item) => settleUnprepared(item, prepared)))];
		}
		const { job, rows, ignoredColumns, transport } = prepared;

		const valid = rows.filter(({ problems }) => problems.length === 0);
		const mayWrite = !job.options.dryRun && !(stopOnFailure && valid.length < rows.length);
		const plan = job.operation.plan(job.object, job.options.batchSize);
		const outcomes = await sync(mayWrite ? valid : [], plan, transport, { ...job.options, stopOnFailure });

		const settled = rows.map((row): SettledRow => ({ row, outcome: outcomes.get(row.item) ?? settleUnsent(row, job) }));
		// An error would turn a cancelled execution into a failed one.
		const isCancelled = this.getExecutionCancelSignal()?.aborted === true;
		const error = stopOnFailure && !isCancelled ? toError(settled, this.getNode()) : undefined;
		if (error !== undefined) throw error;
		addHints(this, toHints(settled, ignoredColumns, job, transport));
		return [toItems(settled)];
	}
}

/** Everything that must be in order before the first row is sent. */
async function prepare(context: IExecuteFunctions) {
	const job = readJob(context);
	const transport = await openTransport(context, job);
	return { job, transport, ...readRows(context, job) };
}

async function openTransport(context: IExecuteFunctions, { options }: Job): Promise<Transport> {
	const credential = await readCredential(context);
	const send = createSend(context, { ...credential, timeout: options.timeout, now: systemClock.now });
	const limits = { ...options, maxRetryWait: options.maxRetryWait * 1000 };
	return new Transport(send, systemClock, limits, context.getExecutionCancelSignal());
}

/** The outcome of a row that the node could do nothing about. */
function settleUnprepared(item: number, { message, description }: NodeError): SettledRow {
	const row = { item, record: {}, problems: [] };
	const failure = { message, description: description ?? 'Nothing was sent.', httpCode: null, attempts: 0 };
	return { row, outcome: { kind: 'notSent', failure } };
}

/** The outcome of a row that was kept from being sent: by its own fault, by a dry run, or by another row's. */
function settleUnsent({ problems }: MappedRow, { options }: Job): Outcome {
	const nothingSent = { httpCode: null, attempts: 0 };
	if (problems.length > 0) {
		const description = 'Nothing was written for this item. Correct its values, then send it again.';
		return { kind: 'rejected', failure: { ...nothingSent, message: problems.join('; '), description } };
	}
	if (options.dryRun) return { kind: 'written', answer: undefined };
	const message = 'not sent, because another item is invalid and the node stops on errors';
	return { kind: 'notSent', failure: { ...nothingSent, message, description: 'Nothing was written for this item.' } };
}
