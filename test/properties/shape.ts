/** Finds one's way in n8n's descriptions of parameters. */
import type { INodeProperties, INodePropertyCollection, INodePropertyOptions } from 'n8n-workflow';

type Entry = INodePropertyOptions | INodeProperties | INodePropertyCollection;

export const isChoice = (entry: Entry): entry is INodePropertyOptions => 'value' in entry;
export const isProperty = (entry: Entry): entry is INodeProperties => 'type' in entry;
export const isGroup = (entry: Entry): entry is INodePropertyCollection => 'values' in entry;

/** What a dropdown offers. */
export const choicesOf = ({ options = [] }: INodeProperties): INodePropertyOptions[] => options.filter(isChoice);

/** What a collection holds. */
export const membersOf = ({ options = [] }: INodeProperties): INodeProperties[] => options.filter(isProperty);

export const namesOf = (properties: readonly INodeProperties[]): string[] => properties.map(({ name }) => name);

/** The property of this name; an error if there is none or more than one. */
export function only(properties: readonly INodeProperties[], name: string): INodeProperties {
	const [first, ...others] = properties.filter((property) => property.name === name);
	if (first === undefined || others.length > 0) throw new Error(`${others.length > 0 ? 'More than one' : 'No'} property is named ${name}`);
	return first;
}

/** Whether the editor shows a property to someone who has chosen these values. */
export const isShown = ({ displayOptions }: INodeProperties, chosen: Readonly<Record<string, string | boolean>>): boolean =>
	Object.entries(displayOptions?.show ?? {}).every(([name, values = []]) => {
		// In a collection, a slash leads to the node's own parameters.
		const value = chosen[name.replace(/^\//, '')];
		return Array.isArray(values) && values.some((allowed) => allowed === value);
	});
