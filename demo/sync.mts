/** Runs one of the demo's workflows and gathers what became of its rows. */
import { readFile } from 'node:fs/promises';
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { readWorkflow, runWorkflow } from '../engine/index.mts';
import type { RunOptions } from '../engine/index.mts';
import type { LedgerEntry, RequestEntry, Sandbox } from '../sandbox/server.mts';

/** A row that was not written. */
export interface FailedRow {
	/** Its place among the rows, from 0. */
	readonly item: number;
	/** The row with n8n's `error` beside its columns. */
	readonly json: IDataObject;
	/** `rejected`, `unknown` or `notSent`. */
	readonly outcome: string;
	/** Why, without the item number that the node puts in front. */
	readonly message: string;
}

/** What one run did. */
export interface SyncReport {
	readonly rows: number;
	readonly written: number;
	readonly failed: readonly FailedRow[];
	/** What the node tells the person who looks at the run. */
	readonly hints: readonly string[];
	/** The requests ClientSuccess received, and the writes it made. */
	readonly requests: readonly RequestEntry[];
	readonly ledger: readonly LedgerEntry[];
	readonly milliseconds: number;
}

const CLIENT_SUCCESS = 'n8n-nodes-clientsuccess.clientSuccess';

const isObject = (value: unknown): value is IDataObject => typeof value === 'object' && value !== null;

function failedRow({ json, pairedItem }: INodeExecutionData): FailedRow {
	const { message, outcome } = isObject(json.error) ? json.error : { message: json.error };
	const paired = Array.isArray(pairedItem) ? pairedItem[0] : pairedItem;
	return {
		item: typeof paired === 'object' ? paired.item : (paired ?? -1),
		json,
		outcome: String(outcome),
		message: String(message).replace(/^Item \d+: /, ''),
	};
}

/** Runs `workflows/<name>.json`: a query, a ClientSuccess node, and what follows it. */
export async function sync(name: string, sandbox: Sandbox, engine: Omit<RunOptions, 'workflow'>): Promise<SyncReport> {
	const file = new URL(`workflows/${name}.json`, import.meta.url);
	const workflow = readWorkflow(JSON.parse(await readFile(file, 'utf8')));
	const node = workflow.nodes.find(({ type }) => type === CLIENT_SUCCESS);
	const query = workflow.nodes.find(({ type }) => type.endsWith('.postgres'));
	if (!node || !query) throw new Error(`${name}.json needs a Postgres and a ClientSuccess node`);

	const [requests, writes, start] = [sandbox.requests.length, sandbox.ledger.length, performance.now()];
	const result = await runWorkflow({ ...engine, workflow });
	const error = result.error();
	if (error) throw new Error(`${workflow.name ?? name} stopped: ${error.message}`);

	return {
		rows: result.output(query.name).length,
		written: result.output(node.name).length,
		failed: result.output(node.name, 1).map(failedRow),
		hints: result.hints(node.name).map(({ message }) => message),
		requests: sandbox.requests.slice(requests),
		ledger: sandbox.ledger.slice(writes),
		milliseconds: performance.now() - start,
	};
}
