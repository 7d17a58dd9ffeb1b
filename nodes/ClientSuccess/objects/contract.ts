import type { ObjectDefinition } from './definition.ts';

/** An agreement with a client. */
export const contract: ObjectDefinition = {
	name: 'contract',
	label: 'Contract',
	plural: 'Contracts',
	path: '/contract',
	naturalKey: [],
	bulkSize: null,
	findBy: null,
	title: ['name'],
	summary: ['uuid', 'tenantClientId', 'name', 'amount', 'startDate', 'endDate', 'createdTime', 'modifiedTime'],
	customFieldType: 'CONTRACT',
	fields: [
		{ name: 'clientId', label: 'Client ID', type: 'string', required: true, refersTo: 'client', source: 'spec', description: 'The UUID of the client the contract belongs to', placeholder: 'e.g. cln_qfhfeb05' },
		{ name: 'name', label: 'Name', type: 'string', source: 'spec', description: 'The name of the contract' },
		{ name: 'amount', label: 'Amount', type: 'number', source: 'spec', description: 'The value of the contract' },
		{ name: 'startDate', label: 'Start Date', type: 'date', source: 'spec', description: 'The first day of the contract' },
		{ name: 'endDate', label: 'End Date', type: 'date', source: 'spec', description: 'The last day of the contract' },
	],
};
