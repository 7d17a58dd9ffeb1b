/** Parameters that name a record: chosen from a list, by UUID, or by the field it can be found by. */

import type { INodeProperties, INodePropertyMode } from 'n8n-workflow';
import type { FindKey, ObjectDefinition } from '../objects/index.ts';

/** What to enter for a field that records are found by. */
const ENTRIES: Readonly<Record<FindKey, { readonly label: string; readonly placeholder: string }>> = {
	externalId: { label: 'External ID', placeholder: 'e.g. ACC-1042' },
	email: { label: 'Email', placeholder: 'e.g. nathan@example.com' },
};

/** The search method of an object's list, such as `searchClients`. */
export const searchMethod = ({ plural }: ObjectDefinition) => `search${plural}`;

const textMode = (name: string, label: string, entry: Pick<INodePropertyMode, 'placeholder' | 'hint'>): INodePropertyMode => {
	const type = 'string';
	return { displayName: `By ${label}`, name, type, ...entry };
};

function listMode(object: ObjectDefinition): INodePropertyMode {
	const type = 'list';
	const typeOptions = { searchListMethod: searchMethod(object), searchable: true };
	return { displayName: 'From List', name: type, type, placeholder: `Select a ${object.label.toLowerCase()}…`, typeOptions };
}

function findMode(key: FindKey, { plural }: ObjectDefinition): INodePropertyMode {
	const { label, placeholder } = ENTRIES[key];
	return textMode(key, label, { placeholder, hint: `All ${plural.toLowerCase()} are read once per execution to find it` });
}

/** @param object that is located */
export function locatorInput(object: ObjectDefinition): Pick<INodeProperties, 'type' | 'default' | 'modes'> {
	const modes = [listMode(object), textMode('id', 'UUID', { placeholder: 'e.g. cln_qfhfeb05' })];
	if (object.findBy !== null) modes.push(findMode(object.findBy, object));
	return { type: 'resourceLocator', default: { mode: 'id', value: '' }, modes };
}
