import type { ObjectDefinition } from './definition.ts';

/** A person at a client. */
export const contact: ObjectDefinition = {
	name: 'contact',
	label: 'Contact',
	plural: 'Contacts',
	path: '/contact',
	naturalKey: ['email'],
	bulkSize: 100,
	findBy: 'email',
	title: ['firstName', 'lastName'],
	summary: ['uuid', 'tenantClientId', 'email', 'firstName', 'lastName', 'title', 'phone', 'createdTime', 'modifiedTime'],
	customFieldType: 'CONTACT',
	fields: [
		{ name: 'clientId', label: 'Client ID', type: 'string', required: true, refersTo: 'client', source: 'spec', description: 'The UUID of the client the contact belongs to', placeholder: 'e.g. cln_qfhfeb05' },
		{ name: 'email', label: 'Email', type: 'string', source: 'spec', description: 'The email address, which upserts match on', placeholder: 'e.g. nathan@example.com' },
		{ name: 'firstName', label: 'First Name', type: 'string', source: 'spec', description: 'The first name' },
		{ name: 'lastName', label: 'Last Name', type: 'string', source: 'spec', description: 'The last name' },
		{ name: 'title', label: 'Title', type: 'string', source: 'spec', description: 'The job title' },
		{ name: 'phone', label: 'Phone', type: 'string', source: 'spec', description: 'The phone number' },
	],
};
