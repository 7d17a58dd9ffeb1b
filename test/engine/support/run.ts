/** Runs the workflow files of these tests with the node and the credential under test. */
import type { IDataObject, INodeExecutionData, IPinData, OnError } from 'n8n-workflow';
import { readWorkflow, startWorkflow } from '../../../engine/index.mts';
import type { RunOptions, StartedWorkflow, WorkflowResult } from '../../../engine/index.mts';
import { ClientSuccessApi } from '../../../credentials/ClientSuccessApi.credentials.ts';
import { ClientSuccess } from '../../../nodes/ClientSuccess/ClientSuccess.node.ts';
import syncFile from '../workflows/sync.json';
import { API_KEY, BASE_URL } from './server.ts';

export type Row = Readonly<Record<string, unknown>>;

/** What the tests change in `workflows/sync.json`: rows → ClientSuccess → Written, Failed. */
export interface Scenario {
	readonly rows: readonly Row[];
	readonly resource?: 'client' | 'contact' | 'contract';
	readonly operation?: 'get' | 'getAll' | 'insert' | 'update' | 'upsert';
	readonly options?: IDataObject;
	/** Further parameters of the node. */
	readonly parameters?: IDataObject;
	/** By default the node continues, so that every row's fate is in its one output. */
	readonly onError?: OnError;
	readonly credential?: { readonly apiKey?: string; readonly baseUrl?: string };
	readonly timezone?: string;
	readonly signal?: AbortSignal;
}

export const engine = (credential: Scenario['credential'] = {}) => ({
	nodeTypes: { 'n8n-nodes-clientsuccess.clientSuccess': ClientSuccess },
	credentialTypes: [ClientSuccessApi],
	credentials: { clientSuccessApi: { apiKey: API_KEY, baseUrl: BASE_URL, ...credential } },
});

/** An item with each column as it is, `__proto__` included. */
function toItem(row: Row): INodeExecutionData {
	const json: IDataObject = {};
	return { json: Object.defineProperties(json, Object.getOwnPropertyDescriptors(row)) };
}

function runOptions(scenario: Scenario): RunOptions {
	const { rows, resource = 'client', operation = 'upsert', options = {}, onError = 'continueRegularOutput' } = scenario;
	const file = readWorkflow(syncFile);
	const nodes = file.nodes.map((node) =>
		node.name === 'ClientSuccess'
			? {
					...node,
					onError,
					parameters: {
						...node.parameters,
						resource,
						operation,
						// Waits are for those tests that are about them.
						options: { retryBaseDelay: 0, ...options },
						...scenario.parameters,
					},
				}
			: node,
	);
	const pinData: IPinData = { Rows: rows.map(toItem) };
	return {
		...engine(scenario.credential),
		workflow: { ...file, nodes },
		pinData,
		...(scenario.timezone !== undefined && { timezone: scenario.timezone }),
		...(scenario.signal !== undefined && { signal: scenario.signal }),
	};
}

export const startSync = (scenario: Scenario): StartedWorkflow => startWorkflow(runOptions(scenario));

/** Runs it, and fails unless every row led to an item of its own, in order. */
export async function sync(scenario: Scenario): Promise<SyncRun> {
	const run = new SyncRun(await startSync(scenario).result);
	expect(run.error?.message).toBeUndefined();
	expect(run.items.map(({ pairedItem }) => pairedItem)).toEqual(scenario.rows.map((_, item) => ({ item })));
	return run;
}

/** Runs it, and fails if the run does. Reading may give any number of items for a row. */
export async function read(scenario: Scenario): Promise<SyncRun> {
	const run = new SyncRun(await startSync(scenario).result);
	expect(run.error?.message).toBeUndefined();
	return run;
}

/** Runs it with a node that stops on errors. */
export async function syncOrStop(scenario: Scenario): Promise<SyncRun> {
	return new SyncRun(await startSync({ ...scenario, onError: 'stopWorkflow' }).result);
}

/** What the interface promises as an error item's `error`. */
export interface ErrorItem {
	readonly message: string;
	readonly description: string;
	readonly httpCode: number | null;
	readonly outcome: string;
	readonly attempts: number;
	readonly record: IDataObject;
}

const isErrorItem = (value: unknown): value is ErrorItem =>
	typeof value === 'object' && value !== null && 'outcome' in value && 'message' in value;

export class SyncRun {
	readonly result: WorkflowResult;
	readonly items: readonly INodeExecutionData[];
	readonly json: readonly IDataObject[];

	constructor(result: WorkflowResult) {
		this.result = result;
		this.items = result.output('ClientSuccess');
		this.json = this.items.map(({ json }) => json);
	}

	get error() {
		return this.result.error();
	}

	get hints(): string[] {
		return this.result.hints('ClientSuccess').map(({ message }) => message);
	}

	/** Per item `written` or the error's outcome. */
	get outcomes(): string[] {
		return this.json.map(({ error }) => (isErrorItem(error) ? error.outcome : 'written'));
	}

	/** Per item the record's uuid or the error's outcome. */
	get uuids(): unknown[] {
		return this.json.map(({ uuid, error }) => (isErrorItem(error) ? error.outcome : uuid));
	}

	/** Per item the row that it came from. */
	get origins(): unknown[] {
		return this.items.map(({ pairedItem }) => (typeof pairedItem === 'object' && 'item' in pairedItem ? pairedItem.item : pairedItem));
	}

	/** The `error` of an item that has one. */
	failure(item: number): ErrorItem {
		const error = this.json[item]?.error;
		if (isErrorItem(error)) return error;
		throw new Error(`Item ${item} is no error item: ${JSON.stringify(this.json[item])}`);
	}
}
