/** The rows that are measured. */

export const count = (number: number): string => number.toLocaleString('en-US');

/** Contacts as a warehouse has them: snake_case columns, all of them mapped. */
export const contacts = (rows: number) =>
	Array.from({ length: rows }, (_, index) => ({
		client_id: 'cln_qfhfeb05',
		email: `person-${index}@example.com`,
		first_name: `First ${index}`,
		last_name: `Last ${index}`,
		title: 'Head of Support',
		phone: '+1 555 0100',
	}));

/** The same as ClientSuccess takes them. */
export const contactRecords = (rows: number) =>
	contacts(rows).map(({ client_id, email, first_name, last_name, title, phone }) => ({
		clientId: client_id,
		email,
		firstName: first_name,
		lastName: last_name,
		title,
		phone,
	}));

/** "Map Each Field Below" with one expression for each of the six fields. */
export const mappedContact = {
	dataMode: 'defineBelow',
	clientId: '={{ $json.client_id }}',
	contactFields: {
		email: '={{ $json.email }}',
		firstName: '={{ $json.first_name }}',
		lastName: '={{ $json["last_name"] }}',
		title: '={{ $json.title }}',
		phone: '={{ $json.phone }}',
	},
};

/** The same values, by expressions that say more than where they are: n8n's engine evaluates them. */
export const evaluatedContact = {
	dataMode: 'defineBelow',
	clientId: '={{ $json.client_id + "" }}',
	contactFields: {
		email: '={{ $json.email + "" }}',
		firstName: '={{ $json.first_name + "" }}',
		lastName: '={{ $json["last_name"] + "" }}',
		title: '={{ $json.title + "" }}',
		phone: '={{ $json.phone + "" }}',
	},
};

export function inBatches<T>(list: readonly T[], size: number): T[][] {
	return Array.from({ length: Math.ceil(list.length / size) }, (_, index) => list.slice(index * size, (index + 1) * size));
}
