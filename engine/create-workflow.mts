/** A workflow file brought to the form in which the engine runs it. */
import type { IDataObject, INode, INodeTypes, Workflow } from 'n8n-workflow';
import type { CredentialValues } from './credentials.mts';
import { workflow as n8n } from './n8n.cjs';
import type { WorkflowFile } from './workflow-file.mts';

export interface Surroundings {
	/** Values by credential type, for every node that takes that type. */
	readonly credentials?: CredentialValues;
	/** The instance's timezone, which the workflow's own setting beats. Default `UTC`. */
	readonly timezone?: string;
	/** What nodes have stored with the workflow. */
	readonly staticData?: IDataObject;
}

// What someone does once after importing: choose the credential where a node has none yet.
function withCredentials(nodes: INode[], nodeTypes: INodeTypes, values: CredentialValues): INode[] {
	return nodes.map((node) => {
		const wanted = nodeTypes.getByNameAndVersion(node.type, node.typeVersion).description.credentials ?? [];
		const chosen = wanted
			.filter(({ name }) => name in values)
			.map(({ name }) => [name, { id: name, name }] as const);
		return chosen.length === 0 ? node : { ...node, credentials: { ...Object.fromEntries(chosen), ...node.credentials } };
	});
}

export function createWorkflow(file: WorkflowFile, nodeTypes: INodeTypes, { credentials = {}, ...options }: Surroundings): Workflow {
	// The engine writes defaults into the nodes it is given.
	const nodes = structuredClone(withCredentials(file.nodes, nodeTypes, credentials));
	const timezone = file.settings?.timezone;
	return new n8n.Workflow({
		id: file.id ?? '1',
		name: file.name ?? 'Workflow',
		active: false,
		nodes,
		connections: file.connections,
		nodeTypes,
		...(options.staticData !== undefined && { staticData: options.staticData }),
		settings: {
			executionOrder: 'v1',
			...file.settings,
			timezone: timezone === undefined || timezone === 'DEFAULT' ? (options.timezone ?? 'UTC') : timezone,
		},
	});
}
