/** What the editor shows, built from the objects and the operations. */

import type { INodeProperties } from 'n8n-workflow';
import type { ObjectDefinition } from '../objects/index.ts';
import { objects } from '../objects/index.ts';
import type { Operation } from '../operations/index.ts';
import { operations } from '../operations/index.ts';
import { customFieldsProperty, fieldsProperty, requiredFieldProperties } from './fields.ts';
import { optionsProperty } from './options.ts';

const allObjects = Object.values(objects);
const allOperations = Object.values(operations);

const resourceProperty: INodeProperties = {
	displayName: 'Object',
	name: 'resource',
	type: 'options',
	noDataExpression: true,
	default: 'client',
	options: allObjects.map(({ label, name }) => ({ name: label, value: name })),
};

/** The line in the node panel, such as "Create or update a client". */
const actionOf = (operation: Operation, object: ObjectDefinition) =>
	`${operation.label.charAt(0)}${operation.label.slice(1).toLowerCase()} a ${object.label.toLowerCase()}`;

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
			action: actionOf(operation, object),
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

const operationsThatNeed = (needs: Operation['needs']) =>
	allOperations.filter((operation) => operation.needs === needs).map(({ name }) => name);

const uuidProperty: INodeProperties = {
	displayName: 'UUID',
	name: 'uuid',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. cln_qfhfeb05',
	description: 'The UUID of the record to update',
	displayOptions: { show: { operation: operationsThatNeed('uuid'), dataMode: ['defineBelow'] } },
};

const updateNotice: INodeProperties = {
	displayName:
		'ClientSuccess may clear fields that an update leaves out. If in doubt, send every field that is to stay.',
	name: 'updateNotice',
	type: 'notice',
	default: '',
	displayOptions: { show: { operation: operationsThatNeed('uuid') } },
};

function objectProperties(object: ObjectDefinition): INodeProperties[] {
	const showFor = (needs: Operation['needs']) => ({
		show: { resource: [object.name], operation: operationsThatNeed(needs), dataMode: ['defineBelow'] },
	});
	return [
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
	uuidProperty,
	...allObjects.flatMap(objectProperties),
	customFieldsProperty({ show: { dataMode: ['defineBelow'] } }),
	optionsProperty,
];
