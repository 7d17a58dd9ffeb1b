/** Runs the built node on rows, in n8n's engine. */
import type { INodeExecutionData, INodeParameters, INodeType } from 'n8n-workflow';
import { join } from 'node:path';
import type { WorkflowResult } from '../engine/index.mts';
import { loadPackage, runWorkflow } from '../engine/index.mts';
import type { Backend } from './backend.mts';

export const ROOT = join(import.meta.dirname, '..');
const NODE = 'n8n-nodes-clientsuccess.clientSuccess';
const { nodeTypes, credentialTypes } = await loadPackage(ROOT);

export interface NodeRun {
	/** Milliseconds that n8n records for the node itself. */
	readonly time: number;
	readonly items: readonly INodeExecutionData[];
	/** All that n8n keeps of the run. */
	readonly result: WorkflowResult;
}

/** Something to do before and after a node's own work. */
export type Around = <Output>(work: () => Promise<Output>) => Promise<Output>;

/** Runs a node on rows, in a workflow of its own. Throws if the run fails. */
export async function runNodeType(type: INodeType, backend: Backend, parameters: INodeParameters, rows: readonly object[]): Promise<NodeRun> {
	const name = type.description.displayName;
	const result = await runWorkflow({
		workflow: {
			nodes: [
				{ id: '1', name: 'Rows', type: 'n8n-nodes-base.manualTrigger', typeVersion: 1, position: [0, 0], parameters: {} },
				{ id: '2', name, type: type.description.name, typeVersion: 1, position: [200, 0], parameters },
			],
			connections: { Rows: { main: [[{ node: name, type: 'main', index: 0 }]] } },
		},
		nodeTypes: { [type.description.name]: type },
		credentialTypes,
		credentials: { clientSuccessApi: { apiKey: backend.apiKey, baseUrl: backend.url } },
		pinData: { Rows: rows.map((json) => ({ json: { ...json } })) },
	});
	const error = result.error();
	if (error !== undefined) throw error;
	return { time: result.tasks(name)[0]?.executionTime ?? NaN, items: result.output(name), result };
}

function builtNode(): Required<Pick<INodeType, 'description' | 'execute'>> {
	const type = nodeTypes[NODE];
	if (type === undefined || !('execute' in type) || type.execute === undefined) throw new Error(`${NODE} has not been built`);
	return { description: type.description, execute: type.execute };
}

/** Runs the ClientSuccess node on rows. Throws unless each of them comes out. */
export async function runNode(
	backend: Backend,
	parameters: INodeParameters,
	rows: readonly object[],
	around: Around = async (work) => await work(),
): Promise<NodeRun> {
	const { description, execute } = builtNode();
	const type: INodeType = {
		description,
		async execute() {
			return await around(async () => await execute.call(this));
		},
	};
	const run = await runNodeType(type, backend, parameters, rows);
	if (run.items.length !== rows.length) throw new Error(`${rows.length} rows in, ${run.items.length} items out`);
	return run;
}
