import type { INodeProperties } from 'n8n-workflow';
import { objects } from '../objects/index.ts';

/** Labelled "Object"; n8n groups a node's actions by the parameter of this name. */
export const resourceProperty: INodeProperties = {
	displayName: 'Object',
	name: 'resource',
	type: 'options',
	noDataExpression: true,
	default: 'client',
	options: Object.values(objects).map(({ label, name }) => ({ name: label, value: name })),
};
