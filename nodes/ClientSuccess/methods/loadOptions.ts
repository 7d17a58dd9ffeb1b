/** The lists of values that differ from account to account. */

import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';
import { objects } from '../objects/index.ts';
import { CUSTOM_FIELDS_METHOD } from '../properties/customFields.ts';
import { readCustomFields } from '../reading/customFields.ts';
import type { CustomField } from '../records/customField.ts';
import { ReadFailure } from '../sync/outcome.ts';
import { openForEditor } from './editorTransport.ts';

/** Values of a picklist that are shown; some have hundreds. */
const MAX_VALUES = 20;

/** Such as "Picklist, required: Gold, Silver". */
function describe({ typeName, required, choices }: CustomField): string {
	const about = [typeName || 'Unknown type', ...(required ? ['required'] : [])].join(', ');
	const open = choices.filter(({ archived }) => !archived).map(({ value }) => value);
	if (open.length === 0) return about;
	const hidden = open.length - MAX_VALUES;
	return `${about}: ${open.slice(0, MAX_VALUES).join(', ')}${hidden > 0 ? ` and ${hidden} more` : ''}`;
}

const toOption = (field: CustomField): INodePropertyOptions => ({ name: field.label, value: field.key, description: `${field.key} – ${describe(field)}` });

/** An entry in place of a list: the parameter still takes a key as an expression. */
const insteadOfList = (reason: string): INodePropertyOptions[] => [
	{ name: "The Custom Fields Can't Be Listed", value: '', description: `${reason.replace(/\.$/, '')}. You can still give a key as an expression.` },
];

async function getCustomFields(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	const resource = this.getCurrentNodeParameter('resource');
	const object = Object.values(objects).find(({ name }) => name === resource) ?? objects.client;
	try {
		const fields = await readCustomFields(object, await openForEditor(this));
		if (fields instanceof ReadFailure) return insteadOfList(fields.failure.message);
		if (fields.length === 0) return insteadOfList(`ClientSuccess has no custom fields for ${object.plural.toLowerCase()}`);
		return fields.map(toOption).sort((a, b) => a.name.localeCompare(b.name));
	} catch (error) {
		return insteadOfList(error instanceof Error ? error.message : String(error));
	}
}

export const loadOptions = { [CUSTOM_FIELDS_METHOD]: getCustomFields };
