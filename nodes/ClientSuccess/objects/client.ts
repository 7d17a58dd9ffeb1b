import type { ObjectDefinition } from './definition.ts';

/** A customer account. */
export const client: ObjectDefinition = {
	name: 'client',
	label: 'Client',
	plural: 'Clients',
	path: '/client',
	naturalKey: ['externalId', 'name'],
	bulkSize: 100,
	fields: [
		{ name: 'name', label: 'Name', type: 'string', required: true, source: 'spec', description: 'The name of the client account', placeholder: 'e.g. Acme Inc.' },
		{ name: 'status', label: 'Status', type: 'status', source: 'spec', description: 'The status of the client' },
		{ name: 'externalId', label: 'External ID', type: 'string', source: 'spec', description: "The client's ID in your own systems, which upserts match on first", placeholder: 'e.g. ACC-1042' },
		{ name: 'siteUrl', label: 'Site URL', type: 'string', source: 'spec', description: "The address of the client's website", placeholder: 'e.g. https://acme.com' },
		{ name: 'street', label: 'Street', type: 'string', source: 'spec', description: 'The street address' },
		{ name: 'city', label: 'City', type: 'string', source: 'spec', description: 'The city' },
		{ name: 'state', label: 'State', type: 'string', source: 'spec', description: 'The state or province' },
		{ name: 'zip', label: 'ZIP', type: 'string', source: 'spec', description: 'The postal code' },
		{ name: 'country', label: 'Country', type: 'string', source: 'spec', description: 'The country' },
		{ name: 'active', label: 'Active', type: 'boolean', source: 'official', description: 'Whether the client is active' },
		{ name: 'inceptionDate', label: 'Inception Date', type: 'date', source: 'live', description: 'The date the client became a customer' },
		{ name: 'terminatedDate', label: 'Terminated Date', type: 'date', source: 'live', description: 'The date the client left' },
		{ name: 'logoUrl', label: 'Logo URL', type: 'string', source: 'live', description: "The address of the client's logo" },
		{ name: 'timezone', label: 'Timezone', type: 'string', source: 'live', description: "The client's timezone" },
		{ name: 'salesforceAccountId', label: 'Salesforce Account ID', type: 'string', source: 'live', description: "The ID of the client's Salesforce account" },
		{ name: 'zendeskId', label: 'Zendesk ID', type: 'string', source: 'live', description: "The client's ID in Zendesk" },
		{ name: 'usageId', label: 'Usage ID', type: 'string', source: 'live', description: 'The ID that usage data refers to' },
		{ name: 'stripeId', label: 'Stripe ID', type: 'string', source: 'live', description: "The client's ID in Stripe" },
		{ name: 'npsScore', label: 'NPS Score', type: 'integer', min: -100, max: 100, source: 'live', description: 'The net promoter score, from -100 to 100' },
		{ name: 'note', label: 'Note', type: 'string', source: 'live', description: 'A note about the client' },
	],
};
