/** The parameters that hold an object's fields, for "Map Each Field Below". */

import type { IDisplayOptions, INodeProperties } from 'n8n-workflow';
import type { FieldDefinition, ObjectDefinition } from '../objects/index.ts';
import { STATUSES, objects } from '../objects/index.ts';
import { locatorInput } from './locators.ts';

type Input = Pick<INodeProperties, 'type' | 'default' | 'options' | 'typeOptions'>;

const titleCase = (text: string) => text.charAt(0) + text.slice(1).toLowerCase();

function inputFor({ type, min, max, name }: FieldDefinition): Input {
	switch (type) {
		case 'string':
			return name === 'note' ? { type: 'string', default: '', typeOptions: { rows: 3 } } : { type: 'string', default: '' };
		case 'number':
			return { type: 'number', default: 0 };
		case 'integer':
			return {
				type: 'number',
				default: 0,
				typeOptions: {
					numberPrecision: 0,
					...(min !== undefined && { minValue: min }),
					...(max !== undefined && { maxValue: max }),
				},
			};
		case 'boolean':
			return { type: 'boolean', default: false };
		case 'date':
			return { type: 'dateTime', default: '' };
		case 'status':
			return {
				type: 'options',
				default: 'ACTIVE',
				options: STATUSES.map((value) => ({ name: titleCase(value), value })),
			};
	}
}

export function fieldProperty(field: FieldDefinition): INodeProperties {
	const { label: displayName, name, description, placeholder, refersTo } = field;
	// A locator has a placeholder for each of its modes.
	if (refersTo !== undefined) return { displayName, name, ...locatorInput(objects[refersTo]), description };
	return { displayName, name, ...inputFor(field), description, ...(placeholder !== undefined && { placeholder }) };
}

/** A parameter of its own for each field without which there is no record. */
export function requiredFieldProperties(object: ObjectDefinition, displayOptions: IDisplayOptions): INodeProperties[] {
	return object.fields
		.filter(({ required }) => required === true)
		.map((field) => ({ ...fieldProperty(field), required: true, displayOptions }));
}

/** The name of the parameter that collects the object's other fields, such as `clientFields`. */
export const fieldsParameter = ({ name }: ObjectDefinition) => `${name}Fields`;

/** @param withRequired whether required fields are in the collection too, as they are on an update */
export function fieldsProperty(
	object: ObjectDefinition,
	withRequired: boolean,
	displayOptions: IDisplayOptions,
): INodeProperties {
	return {
		displayName: `${object.label} Fields`,
		name: fieldsParameter(object),
		type: 'collection',
		placeholder: 'Add field',
		default: {},
		displayOptions,
		options: object.fields
			.filter(({ required }) => withRequired || required !== true)
			.map(fieldProperty)
			.sort((a, b) => a.displayName.localeCompare(b.displayName)),
	};
}
