/** The parameters of Get and Get Many. */

import type { INodeProperties } from 'n8n-workflow';
import type { ObjectDefinition } from '../objects/index.ts';
import { objects } from '../objects/index.ts';
import { locatorInput } from './locators.ts';

const returnAll: INodeProperties = {
	displayName: 'Return All',
	name: 'returnAll',
	type: 'boolean',
	default: false,
	description: 'Whether to return all results or only up to a given limit',
	displayOptions: { show: { operation: ['getAll'] } },
};

const limit: INodeProperties = {
	displayName: 'Limit',
	name: 'limit',
	type: 'number',
	typeOptions: { minValue: 1 },
	default: 50,
	description: 'Max number of results to return',
	displayOptions: { show: { operation: ['getAll'], returnAll: [false] } },
};

const modifiedAfter: INodeProperties = {
	displayName: 'Modified After',
	name: 'modifiedAfter',
	type: 'dateTime',
	default: '',
	description: "Only records that were changed after this time, in the workflow's timezone unless it says otherwise",
};

const clientId: INodeProperties = {
	displayName: 'Client',
	name: 'clientId',
	...locatorInput(objects.client),
	description: 'Only the contracts of this client',
};

/** Contracts alone can be filtered by their client [live]. */
const filters = ({ name }: ObjectDefinition): INodeProperties => ({
	displayName: 'Filters',
	name: 'filters',
	type: 'collection',
	placeholder: 'Add filter',
	default: {},
	displayOptions: { show: { resource: [name], operation: ['getAll'] } },
	options: name === 'contract' ? [clientId, modifiedAfter] : [modifiedAfter],
});

const simplify: INodeProperties = {
	displayName: 'Simplify',
	name: 'simplify',
	type: 'boolean',
	default: true,
	description: 'Whether to return a simplified version of the response instead of the raw data',
	displayOptions: { show: { operation: ['get', 'getAll'] } },
};

export const readingProperties: INodeProperties[] = [returnAll, limit, ...Object.values(objects).map(filters), simplify];
