/** What the editor shows, built from the objects and the operations. */

import type { INodeProperties } from 'n8n-workflow';
import type { ObjectDefinition } from '../objects/index.ts';
import { objects } from '../objects/index.ts';
import type { WriteOperation } from '../operations/index.ts';
import { operations, writeOperations } from '../operations/index.ts';
import { customFieldsProperty } from './customFields.ts';
import { fieldsProperty, requiredFieldProperties } from './fields.ts';
import { locatorInput } from './locators.ts';
import { optionsProperty } from './options.ts';
import { readingProperties } from './reading.ts';
import { resourceProperty } from './resource.ts';

const allObjects = Object.values(objects);
const allOperations = Object.values(operations);

function operationProperty(object: ObjectDefinition): INodeProperties {
	return {
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		default: 'upsert',
		displayOptions: { show: { resource: [object.name] } },
		options: allOperations.map((operation) => ({
			name: operation.label,
			value: operation.name,
			description: operation.description,
			action: operation.action(object),
		})),
	};
}

const dataModeProperty: INodeProperties = {
	displayName: 'Data Mode',
	name: 'dataMode',
	type: 'options',
	noDataExpression: true,
	default: 'autoMapInputData',
	description: 'How the input becomes ClientSuccess fields',
	displayOptions: { show: { operation: writeOperations.map(({ name }) => name) } },
	options: [
		{
			name: 'Map Automatically',
			value: 'autoMapInputData',
			description: 'Use the columns whose names match ClientSuccess fields, such as first_name or First Name',
		},
		{
			name: 'Map Each Field Below',
			value: 'defineBelow',
			description: 'Set the value of each field yourself',
		},
	],
};

const operationsThatNeed = (needs: WriteOperation['needs']) =>
	writeOperations.filter((operation) => operation.needs === needs).map(({ name }) => name);

/** Which record to read, or to update where each field is given. */
function uuidProperties(object: ObjectDefinition): INodeProperties[] {
	const uuid = { displayName: 'UUID', name: 'uuid', ...locatorInput(object), required: true };
	const show = { resource: [object.name] };
	return [
		{ ...uuid, description: `The ${object.label.toLowerCase()} to get`, displayOptions: { show: { ...show, operation: ['get'] } } },
		{
			...uuid,
			description: `The ${object.label.toLowerCase()} to update`,
			displayOptions: { show: { ...show, operation: operationsThatNeed('uuid'), dataMode: ['defineBelow'] } },
		},
	];
}

const updateNotice: INodeProperties = {
	displayName:
		'ClientSuccess may clear fields that an update leaves out. If in doubt, send every field that is to stay.',
	name: 'updateNotice',
	type: 'notice',
	default: '',
	displayOptions: { show: { operation: operationsThatNeed('uuid') } },
};

function objectProperties(object: ObjectDefinition): INodeProperties[] {
	const showFor = (needs: WriteOperation['needs']) => ({
		show: { resource: [object.name], operation: operationsThatNeed(needs), dataMode: ['defineBelow'] },
	});
	return [
		...uuidProperties(object),
		...requiredFieldProperties(object, showFor('requiredFields')),
		fieldsProperty(object, false, showFor('requiredFields')),
		fieldsProperty(object, true, showFor('uuid')),
	];
}

export const properties: INodeProperties[] = [
	resourceProperty,
	...allObjects.map(operationProperty),
	dataModeProperty,
	updateNotice,
	...allObjects.flatMap(objectProperties),
	customFieldsProperty({ show: { operation: writeOperations.map(({ name }) => name), dataMode: ['defineBelow'] } }),
	...readingProperties,
	optionsProperty,
];
