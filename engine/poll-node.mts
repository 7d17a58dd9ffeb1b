/** Activates a polling trigger as n8n's server does, and polls when it is told to instead of by a schedule. */
import type { IDataObject, INode, INodeExecutionData, IPollFunctions, Workflow, WorkflowActivateMode } from 'n8n-workflow';
import { additionalData } from './additional-data.mts';
import { createWorkflow } from './create-workflow.mts';
import { CredentialsFromValues } from './credentials.mts';
import { core } from './n8n.cjs';
import { NodeTypeRegistry } from './node-types.mts';
import type { RunOptions } from './run-workflow.mts';
import { standardNodes } from './standard-nodes.mts';
import { readWorkflow } from './workflow-file.mts';

export interface PollingOptions extends Pick<RunOptions, 'workflow' | 'nodeTypes' | 'credentialTypes' | 'credentials' | 'timezone'> {
	/** Default `trigger`; `manual` is what the editor's test of the trigger does. */
	readonly mode?: 'trigger' | 'manual';
	/** Why n8n activates the workflow. Default `activate`: someone has switched it on. */
	readonly activation?: WorkflowActivateMode;
	/** What n8n has stored with the workflow, as `staticData` gives it. */
	readonly staticData?: IDataObject;
}

export interface PollingNode {
	/** The one that n8n makes for an activation, and polls with each time. */
	readonly context: IPollFunctions;
	/** One poll; null if nothing has happened. Rejects if the node does. */
	poll(): Promise<INodeExecutionData[][] | null>;
	/** What n8n would store with the workflow just now: it keeps JSON. */
	staticData(): IDataObject;
}

function findPollNode(workflow: Workflow): INode {
	const [node, ...others] = workflow.getPollNodes();
	if (node === undefined || others.length > 0) throw new Error(`The workflow has ${others.length + Number(node !== undefined)} polling triggers, and not one`);
	return node;
}

/** Nothing is polled yet; n8n itself polls once at once, and activates nothing if that fails. */
export function activatePolling(options: PollingOptions): PollingNode {
	const { mode = 'trigger', activation = 'activate' } = options;
	const file = readWorkflow(options.workflow);
	const nodeTypes = new NodeTypeRegistry({ ...standardNodes, ...options.nodeTypes });
	const credentials = new CredentialsFromValues(options.credentialTypes ?? [], options.credentials ?? {});
	const workflow = createWorkflow(file, nodeTypes, {
		...options,
		// As read from a database: not the caller's own.
		...(options.staticData !== undefined && { staticData: structuredClone(options.staticData) }),
	});
	const node = findPollNode(workflow);
	const context = core.NodeExecuteFunctions.getExecutePollFunctions(workflow, node, additionalData(file, mode, credentials), mode, activation);
	const { poll } = nodeTypes.getByNameAndVersion(node.type, node.typeVersion);
	if (poll === undefined) throw new Error(`The node type ${node.type} has nothing to poll`);
	return {
		context,
		poll: async () => await poll.call(context),
		staticData: () => JSON.parse(JSON.stringify(workflow.staticData)),
	};
}
