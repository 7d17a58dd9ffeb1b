/** Records named by something else than their UUID, and columns named like custom fields. */
import assert from 'node:assert/strict';
import type { Bench } from '../bench.mts';
import type { Check } from '../check.mts';

/** Two clients that can be told apart, and two that can't. */
async function seedClients({ sandbox }: Bench): Promise<string[]> {
	const clients = await sandbox.seed(
		'client',
		{ name: 'Acme', externalId: 'A-1' },
		{ name: 'Börse', externalId: 'B-2' },
		{ name: 'Twin', externalId: 'T-3' },
		{ name: 'Twin', externalId: 'T-3' },
	);
	return clients.map(({ uuid }) => uuid);
}

/** A resource locator that takes its value from a column. */
const located = (mode: string, column: string) => ({ __rl: true, mode, value: `={{ $json.${column} }}` });

const region = { fieldId: 1, fieldKey: 'region__cs', fieldLabel: 'Sales Region', fieldName: 'region', fieldTypeName: 'Picklist', required: false, system: false };
const seats = { ...region, fieldId: 2, fieldKey: 'seats__cs', fieldLabel: 'Seats', fieldName: 'seats', fieldTypeName: 'Integer', picklistValues: [] };
const customFields = [{ ...region, picklistValues: [{ label: 'North', value: 'north', archived: false }] }, seats];

export const lookups: readonly Check[] = [
	{
		name: "a contact's client is found by its external ID, in both data modes",
		async run(bench) {
			const parameters = { dataMode: 'defineBelow', clientId: located('externalId', 'clientExternalId'), contactFields: { email: '={{ $json.email }}' } };
			for (const mode of [{}, { parameters }]) {
				await bench.sandbox.reset();
				const [acme] = await seedClients(bench);
				const rows = ['A-1', 'T-3', 'X-9'].map((clientExternalId, index) => ({ clientExternalId, email: `${index}@example.com` }));
				const run = await bench.run({ resource: 'contact', operation: 'upsert', rows, ...mode });
				assert.deepEqual(run.outcomes(), ['written', 'rejected', 'rejected']);
				assert.match(run.failure(1).message, /ambiguous/);
				assert.match(run.failure(2).message, /there is no client/);
				assert.deepEqual((await bench.sandbox.ledger()).map(({ record }) => record), [{ clientId: acme, email: '0@example.com' }]);
				// All clients are on one page, which is read once.
				assert.deepEqual((await bench.sandbox.requests()).map(({ operation }) => operation), ['search', 'upsert']);
			}
		},
	},
	{
		name: 'updates match clients on their external ID, in both data modes',
		async run(bench) {
			const parameters = { dataMode: 'defineBelow', uuid: located('externalId', 'externalId'), clientFields: { city: '={{ $json.city }}' } };
			for (const mode of [{ options: { matchOn: 'externalId' } }, { parameters }]) {
				await bench.sandbox.reset();
				const [, boerse] = await seedClients(bench);
				const rows = ['T-3', 'B-2'].map((externalId) => ({ externalId, city: 'Wien' }));
				const run = await bench.run({ operation: 'update', rows, ...mode });
				assert.deepEqual(run.outcomes(), ['rejected', 'written']);
				assert.deepEqual((await bench.sandbox.ledger()).map(({ uuid, record }) => [uuid, record['city']]), [[boerse, 'Wien']]);
			}
		},
	},
	{
		name: 'a UUID is taken from a locator as from a plain text',
		async run(bench) {
			const [acme] = await seedClients(bench);
			for (const uuid of [located('id', 'uuid'), located('list', 'uuid'), '={{ $json.uuid }}']) {
				const parameters = { dataMode: 'defineBelow', uuid, clientFields: { city: 'Wien' } };
				const run = await bench.run({ operation: 'update', rows: [{ uuid: acme }], parameters });
				assert.deepEqual(run.outcomes(), ['written']);
			}
			assert.deepEqual((await bench.sandbox.requests()).map(({ path }) => path), Array.from({ length: 3 }, () => `/client/${acme}`));
		},
	},
	{
		name: 'columns are matched with custom fields, and their values brought to type',
		async run(bench) {
			await bench.sandbox.set({ customFields: { client: customFields } });
			const rows = [{ name: 'Acme', 'Sales Region': 'North', seats: '12' }, { name: 'Börse', 'Sales Region': 'nowhere', seats: '12' }];
			const run = await bench.run({ rows, options: { matchCustomFields: true } });
			assert.deepEqual(run.outcomes(), ['written', 'rejected']);
			assert.deepEqual((await bench.sandbox.ledger()).map(({ record }) => record['custom']), [{ region__cs: 'north', seats__cs: 12 }]);
		},
	},
	{
		name: 'the editor lists clients and custom fields',
		async run(bench) {
			const [acme] = await seedClients(bench);
			await bench.sandbox.set({ customFields: { client: customFields } });
			const editor = bench.editor({ resource: 'client', operation: 'update' });
			const { results } = await editor.searchList('searchClients', 'acm');
			assert.deepEqual(results, [{ name: 'Acme (A-1)', value: acme }]);
			const options = await editor.loadOptions('getCustomFields');
			assert.deepEqual(options.map(({ value }) => value), ['region__cs', 'seats__cs']);
		},
	},
];
