/** Runs a whole workflow, as n8n exports it, in n8n's own engine. */
import type { INode, IPinData, Workflow, WorkflowExecuteMode } from 'n8n-workflow';
import { additionalData } from './additional-data.mts';
import { createWorkflow } from './create-workflow.mts';
import { CredentialsFromValues } from './credentials.mts';
import type { CredentialTypeList, CredentialValues } from './credentials.mts';
import { core } from './n8n.cjs';
import { NodeTypeRegistry } from './node-types.mts';
import type { NodeTypeMap } from './node-types.mts';
import { WorkflowResult } from './result.mts';
import { standardNodes } from './standard-nodes.mts';
import { startRun } from './versions.mts';
import { readWorkflow } from './workflow-file.mts';

export interface RunOptions {
	/** A workflow as n8n exports it: the content of a JSON file, or the same built in code. */
	readonly workflow: unknown;
	/** The node types it uses, besides the manual trigger and No Operation. */
	readonly nodeTypes?: NodeTypeMap;
	readonly credentialTypes?: CredentialTypeList;
	/** Values by credential type, for every node that takes that type. */
	readonly credentials?: CredentialValues;
	/** Items by node name, put out instead of running that node; beats the workflow's own. Manual mode only, as in n8n. */
	readonly pinData?: IPinData;
	/** Default `manual`: what the editor's "Execute workflow" does. */
	readonly mode?: WorkflowExecuteMode;
	/** The instance's timezone, which the workflow's own setting beats. Default `UTC`. */
	readonly timezone?: string;
	/** Where to start; default the workflow's trigger. */
	readonly startNode?: string;
	/** Cancels the run when it aborts, as the stop button does. */
	readonly signal?: AbortSignal;
}

export interface StartedWorkflow {
	/** Settles when the engine has, after a cancellation too; a failing node doesn't reject it. */
	readonly result: Promise<WorkflowResult>;
	/** What the editor's stop button does. */
	cancel(): void;
}

function findStartNode(workflow: Workflow, name: string | undefined): INode {
	const node = name === undefined ? workflow.getStartNode() : workflow.getNode(name);
	if (node) return node;
	throw new Error(name === undefined ? 'The workflow has no trigger to start from' : `The workflow has no node "${name}"`);
}

// The engine writes paired items into pinned items; the caller's stay as they are.
function copyItems(pinData: IPinData): IPinData {
	return Object.fromEntries(
		Object.entries(pinData).map(([name, items]) => [name, items.map((item) => ({ ...item }))]),
	);
}

/** Starts a workflow and returns at once, for those who want to cancel it. Throws if it can't be started. */
export function startWorkflow(options: RunOptions): StartedWorkflow {
	const file = readWorkflow(options.workflow);
	const mode = options.mode ?? 'manual';
	const nodeTypes = new NodeTypeRegistry({ ...standardNodes, ...options.nodeTypes });
	const credentials = new CredentialsFromValues(options.credentialTypes ?? [], options.credentials ?? {});
	const workflow = createWorkflow(file, nodeTypes, options);
	const execution = new core.WorkflowExecute(additionalData(file, mode, credentials), mode);
	const pinData = mode === 'manual' ? copyItems({ ...file.pinData, ...options.pinData }) : {};
	const run = startRun(execution, workflow, findStartNode(workflow, options.startNode), pinData);

	const cancel = (): void => run.cancel();
	if (options.signal?.aborted) cancel();
	options.signal?.addEventListener('abort', cancel, { once: true });
	const result = run
		.then((data) => new WorkflowResult(data, Object.keys(workflow.nodes)))
		.finally(() => options.signal?.removeEventListener('abort', cancel));
	return { result, cancel };
}

/** Runs a workflow to its end. */
export async function runWorkflow(options: RunOptions): Promise<WorkflowResult> {
	return await startWorkflow(options).result;
}
