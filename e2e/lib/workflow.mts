/** Workflow files, as n8n exports them. */
import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { EXAMPLES } from './paths.mts';

/** How a workflow points at a credential. */
export interface CredentialReference {
	readonly id: string;
	readonly name: string;
}

/** One node of a workflow. */
export interface WorkflowNode {
	readonly id: string;
	readonly name: string;
	readonly type: string;
	readonly typeVersion: number;
	readonly position: readonly [number, number];
	readonly parameters: Readonly<Record<string, unknown>>;
	readonly credentials?: Readonly<Record<string, CredentialReference>>;
	readonly onError?: 'stopWorkflow' | 'continueRegularOutput' | 'continueErrorOutput';
	readonly [other: string]: unknown;
}

/** A workflow file. */
export interface Workflow {
	readonly name: string;
	readonly nodes: readonly WorkflowNode[];
	readonly connections: Readonly<Record<string, unknown>>;
	readonly settings?: Readonly<Record<string, unknown>>;
}

/** Reads a workflow file. */
export async function readWorkflow(file: string): Promise<Workflow> {
	return JSON.parse(await readFile(file, 'utf8')) as Workflow;
}

/** The workflows of `examples/`, in the order of their file names. */
export async function readExamples(directory = EXAMPLES): Promise<Workflow[]> {
	const files = (await readdir(directory)).filter((file) => file.endsWith('.json')).sort();
	return await Promise.all(files.map((file) => readWorkflow(path.join(directory, file))));
}

/** A workflow of `examples/`, by its file's name without the ending. */
export async function readExample(name: string): Promise<Workflow> {
	return await readWorkflow(path.join(EXAMPLES, `${name}.json`));
}

/** The SQL that a workflow's sticky notes tell its user to run. */
export function sqlInNotes({ name, nodes }: Workflow): string {
	const notes = nodes.flatMap(({ parameters }) => (typeof parameters['content'] === 'string' ? [parameters['content']] : []));
	const blocks = notes.flatMap((note) => [...note.matchAll(/```sql\n(.*?)```/gs)].map(([, sql = '']) => sql));
	if (blocks.length === 0) throw new Error(`No note of ${name} holds SQL`);
	return blocks.join('\n');
}

/** The workflow with the interval of all its schedule triggers replaced. */
export function withSchedule(workflow: Workflow, interval: Readonly<Record<string, unknown>>): Workflow {
	const isSchedule = ({ type }: WorkflowNode) => type === 'n8n-nodes-base.scheduleTrigger';
	const triggers = workflow.nodes.filter(isSchedule).map(({ name }) => name);
	if (triggers.length === 0) throw new Error(`${workflow.name} has no schedule trigger`);
	return triggers.reduce((changed, trigger) => withParameters(changed, trigger, { rule: { interval: [interval] } }), workflow);
}

/** The credential a node needs, for files that name none: an export without credentials can be imported anywhere. */
const CREDENTIAL_OF: Readonly<Record<string, string>> = {
	'n8n-nodes-clientsuccess.clientSuccess': 'clientSuccessApi',
	'n8n-nodes-clientsuccess.clientSuccessTool': 'clientSuccessApi',
	'n8n-nodes-clientsuccess.clientSuccessTrigger': 'clientSuccessApi',
	'n8n-nodes-base.postgres': 'postgres',
	'n8n-nodes-base.slack': 'slackApi',
};

/** The workflow with the given credentials, by type, wherever a node names or needs one of them: ids in a file are those of another n8n. */
export function withCredentials(workflow: Workflow, credentials: Readonly<Record<string, CredentialReference>>): Workflow {
	const nodes = workflow.nodes.map((node) => {
		const needed = CREDENTIAL_OF[node.type];
		const types = new Set([...Object.keys(node.credentials ?? {}), ...(needed === undefined ? [] : [needed])]);
		const references = [...types].flatMap((type) => {
			const reference = credentials[type] ?? node.credentials?.[type];
			return reference ? [[type, reference] as const] : [];
		});
		return references.length === 0 ? node : { ...node, credentials: Object.fromEntries(references) };
	});
	return { ...workflow, nodes };
}

/** The workflow with some of one node's parameters replaced. */
export function withParameters(workflow: Workflow, nodeName: string, parameters: Readonly<Record<string, unknown>>): Workflow {
	if (!workflow.nodes.some(({ name }) => name === nodeName)) throw new Error(`${workflow.name} has no node "${nodeName}"`);
	const nodes = workflow.nodes.map((node) =>
		node.name === nodeName ? { ...node, parameters: { ...node.parameters, ...parameters } } : node,
	);
	return { ...workflow, nodes };
}

/** The id of the node with this name. */
export function nodeId({ name, nodes }: Workflow, nodeName: string): string {
	const node = nodes.find((candidate) => candidate.name === nodeName);
	if (!node) throw new Error(`${name} has no node "${nodeName}"`);
	return node.id;
}
