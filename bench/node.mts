/** Runs the built node on rows, in n8n's engine. */
import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';
import { join } from 'node:path';
import { loadPackage, runWorkflow } from '../engine/index.mts';
import type { Backend } from './backend.mts';

const NODE = 'n8n-nodes-clientsuccess.clientSuccess';
const { nodeTypes, credentialTypes } = await loadPackage(join(import.meta.dirname, '..'));

/** @returns the time in milliseconds that n8n records for the node itself, and its items */
export async function runNode(backend: Backend, parameters: INodeParameters, rows: readonly object[]): Promise<{ time: number; items: INodeExecutionData[] }> {
	const result = await runWorkflow({
		workflow: {
			nodes: [
				{ id: '1', name: 'Rows', type: 'n8n-nodes-base.manualTrigger', typeVersion: 1, position: [0, 0], parameters: {} },
				{ id: '2', name: 'ClientSuccess', type: NODE, typeVersion: 1, position: [200, 0], parameters },
			],
			connections: { Rows: { main: [[{ node: 'ClientSuccess', type: 'main', index: 0 }]] } },
		},
		nodeTypes,
		credentialTypes,
		credentials: { clientSuccessApi: { apiKey: backend.apiKey, baseUrl: backend.url } },
		pinData: { Rows: rows.map((json) => ({ json: { ...json } })) },
	});
	const error = result.error();
	if (error !== undefined) throw error;
	const items = result.output('ClientSuccess');
	if (items.length !== rows.length) throw new Error(`${rows.length} rows in, ${items.length} items out`);
	return { time: result.tasks('ClientSuccess')[0]?.executionTime ?? NaN, items };
}
