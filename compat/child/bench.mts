/** Runs rows through the node under test: Rows → ClientSuccess → Written, and Failed on the error output. */
import type { IDataObject, INodeExecutionData, INodeParameters, OnError } from 'n8n-workflow';
import { activatePolling, forEditor, runWorkflow, startWorkflow } from '../../engine/index.mts';
import type { EditorMethods, LoadedPackage, PollingNode, PollingOptions, StartedWorkflow, WorkflowResult } from '../../engine/index.mts';
import { HintProbe } from './hintProbe.mts';
import type { SandboxClient } from './sandboxClient.mts';

const NODE = 'ClientSuccess';

export interface Scenario {
	readonly rows: readonly IDataObject[];
	/** `client` if not given. */
	readonly resource?: 'client' | 'contact' | 'contract';
	/** `upsert` if not given. */
	readonly operation?: 'get' | 'getAll' | 'insert' | 'update' | 'upsert';
	readonly options?: IDataObject;
	/** Further parameters; with `dataMode` not given, columns are mapped automatically. */
	readonly parameters?: IDataObject;
	/** By default the node continues, so that every row's outcome is in its one output. */
	readonly onError?: OnError;
	/** The workflow's, `UTC` if not given. */
	readonly timezone?: string;
	/** Of the credential; the sandbox's if not given. */
	readonly baseUrl?: string;
}

/** What the node says of a row that it did not write. */
export interface Failure {
	readonly message: string;
	readonly description: string;
	readonly httpCode: number | null;
	readonly outcome: string;
	readonly attempts: number;
	readonly record: IDataObject;
}

const isFailure = (value: unknown): value is Failure => typeof value === 'object' && value !== null && 'outcome' in value;

/** A finished run. */
export class Run {
	readonly result: WorkflowResult;

	constructor(result: WorkflowResult) {
		this.result = result;
	}

	/** What the node put out; output 1 is the error output. */
	items(output = 0): INodeExecutionData[] {
		return this.result.output(NODE, output);
	}

	json(output = 0): IDataObject[] {
		return this.items(output).map(({ json }) => json);
	}

	/** The input items that the output's items say they came from. */
	pairs(output = 0): unknown[] {
		return this.items(output).map(({ pairedItem }) => (typeof pairedItem === 'object' && 'item' in pairedItem ? pairedItem.item : pairedItem));
	}

	/** For each item of the output `written`, or the outcome in its error. */
	outcomes(output = 0): string[] {
		return this.json(output).map(({ error }) => (isFailure(error) ? error.outcome : 'written'));
	}

	failure(item: number, output = 0): Failure {
		const error = this.json(output)[item]?.error;
		if (isFailure(error)) return error;
		throw new Error(`Item ${item} is no failure: ${JSON.stringify(this.json(output)[item])}`);
	}

	hints(): string[] {
		return this.result.hints(NODE).map(({ message }) => message);
	}

	/** What a node after this one put out. */
	after(node: 'Written' | 'Failed'): IDataObject[] {
		return this.result.output(node).map(({ json }) => json);
	}
}

/** What checks work with. */
export class Bench {
	readonly sandbox: SandboxClient;
	readonly package: LoadedPackage;
	readonly credential: { readonly baseUrl: string; readonly apiKey: string };

	constructor(loaded: LoadedPackage, sandbox: SandboxClient, credential: Bench['credential']) {
		this.package = loaded;
		this.sandbox = sandbox;
		this.credential = credential;
	}

	/** Starts a run, for checks that cancel it. */
	start({ rows, resource = 'client', operation = 'upsert', onError = 'continueRegularOutput', ...more }: Scenario): StartedWorkflow {
		const { options = {}, parameters = {}, timezone = 'UTC', baseUrl = this.credential.baseUrl } = more;
		const { nodeTypes, credentialTypes } = this.package;
		const base = { typeVersion: 1, parameters: {} };
		return startWorkflow({
			workflow: {
				nodes: [
					{ ...base, id: '1', name: 'Start', type: 'n8n-nodes-base.manualTrigger', position: [0, 0] },
					{ ...base, id: '2', name: 'Rows', type: 'n8n-nodes-base.noOp', position: [200, 0] },
					{
						...base,
						id: '3',
						name: NODE,
						type: 'n8n-nodes-clientsuccess.clientSuccess',
						position: [400, 0],
						// Waits are for those checks that are about them.
						parameters: { resource, operation, options: { retryBaseDelay: 0, ...options }, ...parameters },
						onError,
					},
					{ ...base, id: '4', name: 'Written', type: 'n8n-nodes-base.noOp', position: [600, 0] },
					{ ...base, id: '5', name: 'Failed', type: 'n8n-nodes-base.noOp', position: [600, 200] },
				],
				connections: {
					Start: { main: [[{ node: 'Rows', type: 'main', index: 0 }]] },
					Rows: { main: [[{ node: NODE, type: 'main', index: 0 }]] },
					[NODE]: {
						main: [
							[{ node: 'Written', type: 'main', index: 0 }],
							...(onError === 'continueErrorOutput' ? [[{ node: 'Failed', type: 'main', index: 0 }]] : []),
						],
					},
				},
				settings: { timezone },
			},
			nodeTypes,
			credentialTypes,
			credentials: { clientSuccessApi: { ...this.credential, baseUrl } },
			pinData: { Rows: rows.map((json) => ({ json })) },
		});
	}

	async run(scenario: Scenario): Promise<Run> {
		return new Run(await this.start(scenario).result);
	}

	get #surroundings() {
		return { ...this.package, credentials: { clientSuccessApi: { ...this.credential } } };
	}

	/** Switches a workflow on that starts with the trigger. */
	activate(parameters: INodeParameters, more: Pick<PollingOptions, 'mode' | 'staticData'> = {}): PollingNode {
		const node = { id: '1', name: 'Trigger', type: 'n8n-nodes-clientsuccess.clientSuccessTrigger', typeVersion: 1, position: [0, 0], parameters };
		return activatePolling({ workflow: { nodes: [node], connections: {} }, ...this.#surroundings, ...more });
	}

	/** What the editor asks the node for while its parameters are set so. */
	editor(parameters: INodeParameters): EditorMethods {
		return forEditor({ type: 'n8n-nodes-clientsuccess.clientSuccess', parameters, ...this.#surroundings });
	}

	/** Whether nodes can leave hints in this version. */
	async hasHints(): Promise<boolean> {
		const probe = { name: 'Probe', type: 'test.hintProbe', typeVersion: 1, position: [200, 0], parameters: {} };
		const start = { ...probe, name: 'Start', type: 'n8n-nodes-base.manualTrigger' };
		const result = await runWorkflow({
			workflow: { nodes: [start, probe], connections: { Start: { main: [[{ node: 'Probe', type: 'main', index: 0 }]] } } },
			nodeTypes: { 'test.hintProbe': HintProbe },
			pinData: { Start: [{ json: {} }] },
		});
		return result.output('Probe')[0]?.json.hasHints === true;
	}
}
