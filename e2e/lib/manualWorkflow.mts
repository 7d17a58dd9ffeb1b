/** Workflows that only tests need: a manual trigger, and nodes one after the other. */
import { randomUUID } from 'node:crypto';
import type { Workflow, WorkflowNode } from './workflow.mts';

/** What sets one node apart from the others of its type. */
export type NodeSketch = Pick<WorkflowNode, 'name' | 'type' | 'typeVersion' | 'parameters' | 'onError'>;

/** n8n's Postgres node with a query. */
export function postgresQuery(name: string, query: string): NodeSketch {
	return { name, type: 'n8n-nodes-base.postgres', typeVersion: 2.7, parameters: { operation: 'executeQuery', query, options: {} } };
}

/** The ClientSuccess node; `onError` is n8n's default, to stop, if not given. */
export function clientSuccess(name: string, parameters: WorkflowNode['parameters'], onError?: WorkflowNode['onError']): NodeSketch {
	return { name, type: 'n8n-nodes-clientsuccess.clientSuccess', typeVersion: 1, parameters, ...(onError && { onError }) };
}

/** A workflow that is run by hand; each node feeds the next by its first output. */
export function manualWorkflow(name: string, nodes: readonly NodeSketch[], settings: Workflow['settings'] = {}): Workflow {
	const trigger: NodeSketch = { name: 'Start', type: 'n8n-nodes-base.manualTrigger', typeVersion: 1, parameters: {} };
	const chain = [trigger, ...nodes];
	return {
		name,
		nodes: chain.map((node, index) => ({ ...node, id: randomUUID(), position: [index * 220, 0] })),
		connections: Object.fromEntries(
			chain.slice(1).map((node, index) => [chain[index]?.name, { main: [[{ node: node.name, type: 'main', index: 0 }]] }]),
		),
		settings: { executionOrder: 'v1', ...settings },
	};
}
