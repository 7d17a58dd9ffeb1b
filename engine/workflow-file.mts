/** A workflow as n8n exports it, checked before the engine gets it. */
import type { IConnections, INode, IPinData, IWorkflowSettings } from 'n8n-workflow';

/** The parts of an exported workflow that decide how it runs. */
export interface WorkflowFile {
	readonly id?: string;
	readonly name?: string;
	readonly nodes: INode[];
	readonly connections: IConnections;
	readonly settings?: IWorkflowSettings;
	readonly pinData?: IPinData;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

const isNode = (value: unknown): boolean =>
	isObject(value) &&
	typeof value.name === 'string' &&
	typeof value.type === 'string' &&
	typeof value.typeVersion === 'number' &&
	Array.isArray(value.position) &&
	isObject(value.parameters);

// Checks what the engine would trip over with an obscure message, not all that n8n's types say: a
// JSON import has `string` where they list literals, so no stricter type could be had without a cast.
const isWorkflowFile = (value: unknown): value is WorkflowFile =>
	isObject(value) &&
	Array.isArray(value.nodes) &&
	value.nodes.every(isNode) &&
	isObject(value.connections) &&
	(value.settings === undefined || isObject(value.settings)) &&
	(value.pinData === undefined || isObject(value.pinData));

/** Returns `value` as a workflow, or throws if n8n could not have exported it. */
export function readWorkflow(value: unknown): WorkflowFile {
	if (isWorkflowFile(value)) return value;
	throw new Error(
		'Not a workflow: it needs nodes (each with name, type, typeVersion, position and parameters) and connections',
	);
}
