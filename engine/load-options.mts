/** Asks a node for the lists that the editor offers, as n8n's server does for someone who sets parameters. */
import type { INodeListSearchResult, INodeParameters, INodePropertyOptions } from 'n8n-workflow';
import { additionalData } from './additional-data.mts';
import { createWorkflow } from './create-workflow.mts';
import { CredentialsFromValues } from './credentials.mts';
import { core } from './n8n.cjs';
import { NodeTypeRegistry } from './node-types.mts';
import type { RunOptions } from './run-workflow.mts';
import type { WorkflowFile } from './workflow-file.mts';

export interface EditorOptions extends Pick<RunOptions, 'nodeTypes' | 'credentialTypes' | 'credentials'> {
	/** The node's, as workflows store it. */
	readonly type: string;
	/** As they are set in the editor just now. */
	readonly parameters: INodeParameters;
	/** Of the parameter that the list is for. */
	readonly path?: string;
}

/** What comes of it is what the node returned, or threw. */
export interface EditorMethods {
	/**
	 * @param filter what was typed
	 * @param paginationToken what the list before it gave to go on with
	 */
	searchList(method: string, filter?: string, paginationToken?: string): Promise<INodeListSearchResult>;
	loadOptions(method: string): Promise<INodePropertyOptions[]>;
}

/** n8n makes a workflow of this one node. */
export function forEditor({ type, parameters, path = '', ...options }: EditorOptions): EditorMethods {
	const nodeTypes = new NodeTypeRegistry(options.nodeTypes ?? {});
	const name = 'Temp-Node';
	const file: WorkflowFile = { nodes: [{ id: '1', name, type, typeVersion: 1, position: [0, 0], parameters }], connections: {} };
	const workflow = createWorkflow(file, nodeTypes, options);
	const node = workflow.getNode(name);
	if (node === null) throw new Error('The workflow has lost its node');
	const credentials = new CredentialsFromValues(options.credentialTypes ?? [], options.credentials ?? {});
	const surroundings = { ...additionalData(file, 'internal', credentials), currentNodeParameters: parameters };
	const { methods = {} } = nodeTypes.getByNameAndVersion(type, 1);

	const call = (kind: 'listSearch' | 'loadOptions', method: string, ...args: unknown[]) => {
		const found = methods[kind]?.[method];
		if (found === undefined) throw new Error(`The node type ${type} has no method ${method}`);
		// The types of n8n's class and of its interface differ in what may be undefined, which Reflect.apply lets pass.
		return Reflect.apply(found, new core.LoadOptionsContext(workflow, node, surroundings, path), args);
	};
	return {
		searchList: async (method, filter, paginationToken) => await call('listSearch', method, filter, paginationToken),
		loadOptions: async (method) => await call('loadOptions', method),
	};
}
