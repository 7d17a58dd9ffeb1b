/** The examples are workflows that n8n can import, and set up the nodes as they are. */
import type { INode, INodeParameters, INodeProperties, INodeTypeDescription } from 'n8n-workflow';
import { NodeHelpers, cronNodeOptions } from 'n8n-workflow';
import { readWorkflow } from '../../engine/workflow-file.mts';
import type { WorkflowFile } from '../../engine/workflow-file.mts';
import { ClientSuccess } from '../../nodes/ClientSuccess/ClientSuccess.node.ts';
import { ClientSuccessTrigger } from '../../nodes/ClientSuccess/ClientSuccessTrigger.node.ts';
import { EXAMPLES, read } from './files.mts';

const TYPE = 'n8n-nodes-clientsuccess.clientSuccess';
const action = new ClientSuccess().description;
const trigger = new ClientSuccessTrigger().description;

/** n8n gives it to every node that polls. */
const pollTimes: INodeProperties = {
	displayName: 'Poll Times',
	name: 'pollTimes',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true },
	default: { item: [{ mode: 'everyMinute' }] },
	options: cronNodeOptions,
};

/** Our nodes by the type that workflows know them by. */
const DESCRIPTIONS: ReadonlyMap<string, INodeTypeDescription> = new Map([
	[TYPE, action],
	[`${TYPE}Trigger`, { ...trigger, properties: [pollTimes, ...trigger.properties] }],
]);

function descriptionOf({ type }: INode): INodeTypeDescription {
	const description = DESCRIPTIONS.get(type);
	if (!description) throw new Error(`${type} is not a node of this package`);
	return description;
}

const load = (name: string): WorkflowFile => readWorkflow(JSON.parse(read(`examples/${name}`)));

/** What n8n makes of a node's parameters: those it doesn't know, or doesn't show, are gone. */
function asRead(node: INode) {
	const description = descriptionOf(node);
	return NodeHelpers.getNodeParameters(description.properties, node.parameters, true, false, node, description);
}

const isCollection = (value: unknown): value is INodeParameters => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Parameters that are chosen from a list, with a value that is neither on it nor an expression. */
function strays(values: INodeParameters, properties: readonly INodeProperties[]): string[] {
	return Object.entries(values).flatMap(([name, value]) =>
		properties
			.filter((property) => property.name === name)
			.flatMap(({ type, options = [] }) => {
				const nested = options.filter((option): option is INodeProperties => 'type' in option);
				if (type === 'collection' && isCollection(value)) return strays(value, nested);
				const isKnown = type !== 'options' || options.some((option) => 'value' in option && option.value === value);
				return isKnown || String(value).startsWith('=') ? [] : [`${name}: ${String(value)}`];
			}),
	);
}

const isConnected = (output: readonly unknown[] | null | undefined): boolean => (output?.length ?? 0) > 0;

describe.each(EXAMPLES)('examples/%s', (name) => {
	const { nodes, connections, settings, pinData } = load(name);
	const ours = nodes.filter(({ type }) => DESCRIPTIONS.has(type));
	const named = new Map(nodes.map((node) => [node.name, node]));

	it('uses a node of ours, and explains itself in a sticky note', () => {
		expect(ours.length).toBeGreaterThan(0);
		expect(nodes.some(({ type }) => type === 'n8n-nodes-base.stickyNote')).toBe(true);
	});

	it('has parameters that the node has, with values that it takes', () => {
		for (const node of ours) {
			const description = descriptionOf(node);
			expect(node.typeVersion).toBe(description.version);
			expect(asRead(node)).toMatchObject(node.parameters);
			expect(strays(node.parameters, description.properties)).toEqual([]);
			expect(NodeHelpers.getNodeParametersIssues(description.properties, node, description)).toBeNull();
		}
	});

	it('connects nodes that exist, and leaves none unreached', () => {
		const targets = Object.values(connections).flatMap(({ main = [] }) => main.flatMap((output) => output ?? []));
		expect(Object.keys(connections).filter((source) => !named.has(source))).toEqual([]);
		expect(targets.filter(({ node }) => !named.has(node))).toEqual([]);
		const reached = new Set(targets.map(({ node }) => node));
		const starts = nodes.filter((node) => !reached.has(node.name) && !node.type.endsWith('.stickyNote'));
		expect(starts.filter(({ type }) => !/trigger$|\.webhook$/i.test(type))).toEqual([]);
	});

	it('handles what is not written, or stops at it', () => {
		for (const { name: node, onError } of ours.filter(({ type }) => type === TYPE)) {
			expect(isConnected(connections[node]?.main?.[1])).toBe(onError === 'continueErrorOutput');
		}
	});

	it('retries nothing as a whole, which would insert rows again', () => {
		expect(nodes.filter(({ retryOnFail }) => retryOnFail)).toEqual([]);
	});

	it('has unique names and ids, and nothing of the n8n it was made in', () => {
		expect(named.size).toBe(nodes.length);
		expect(new Set(nodes.map(({ id }) => id)).size).toBe(nodes.length);
		expect(nodes.filter(({ credentials }) => credentials)).toEqual([]);
		expect(nodes.filter(({ type, webhookId }) => type === 'n8n-nodes-base.webhook' && !webhookId)).toEqual([]);
		expect(pinData ?? {}).toEqual({});
		expect(settings).toEqual({ executionOrder: 'v1' });
	});
});

it('would notice a parameter or a value that the node does not have', () => {
	const [node] = load('webhook-to-contact.json').nodes.filter(({ type }) => type === TYPE);
	if (!node) throw new Error('no node');
	const wrong = (parameters: INode['parameters']): INode => ({ ...node, parameters: { ...node.parameters, ...parameters } });
	const renamed = wrong({ contactFields: { emailAddress: 'a@example.com' } });
	expect(asRead(renamed)).not.toMatchObject(renamed.parameters);
	const hidden = wrong({ options: { batchSize: 5 } });
	expect(asRead(hidden)).not.toMatchObject(hidden.parameters);
	const stray = wrong({ operation: 'merge', options: { emptyValues: 'drop', unknownColumns: '={{ $json.x }}' } });
	expect(new Set(strays(stray.parameters, action.properties))).toEqual(new Set(['operation: merge', 'emptyValues: drop']));
	expect(NodeHelpers.getNodeParametersIssues(action.properties, wrong({ clientId: '' }), action)).not.toBeNull();
	expect(strays({ resource: 'client', event: 'deleted' }, trigger.properties)).toEqual(['event: deleted']);
});
