/** What the editor calls the node's parameters, and what can be chosen in them. */
import type { INodeProperties, INodePropertyCollection, INodePropertyOptions } from 'n8n-workflow';
import { ClientSuccess } from '../../nodes/ClientSuccess/ClientSuccess.node.ts';
import { ClientSuccessTrigger } from '../../nodes/ClientSuccess/ClientSuccessTrigger.node.ts';

type Option = INodeProperties | INodePropertyCollection | INodePropertyOptions;

/** Modes of a locator that n8n shows under names of its own. */
const N8N_MODES = new Map([
	['list', 'From list'],
	['id', 'By ID'],
]);

const isParameter = (option: Option): option is INodeProperties => 'type' in option;

function labelsOf({ displayName, type, options = [], modes = [] }: INodeProperties): string[] {
	if (type === 'notice') return [];
	const members = options.flatMap((option) => {
		if (isParameter(option)) return labelsOf(option);
		return type === 'options' ? [option.name] : [];
	});
	return [displayName, ...members, ...modes.map((mode) => N8N_MODES.get(mode.name) ?? mode.displayName)];
}

const { description: node } = new ClientSuccess();
const { description: trigger } = new ClientSuccessTrigger();

/** Of both nodes, with their own names. */
export const LABELS: ReadonlySet<string> = new Set([
	...[node, trigger].flatMap(({ displayName, properties }) => [displayName, ...properties.flatMap(labelsOf)]),
]);
