/** How what a workflow holds becomes a record. */
import assert from 'node:assert/strict';
import { startVmExpressions } from '../../../engine/index.mts';
import { workflow as n8n } from '../../../engine/n8n.cjs';
import type { Bench } from '../bench.mts';
import type { Check } from '../check.mts';

const recordsOf = async ({ sandbox }: Bench) => (await sandbox.ledger()).map(({ record }) => record);

/** Expressions that are plain paths, those that aren't, and those that fail for one item. */
async function checkExpressions(bench: Bench): Promise<void> {
	const run = await bench.run({
		rows: [
			{ name: 'Acme', 'Site URL': 'https://acme.test', address: { city: 'Berlin' }, tags: 'a,b' },
			{ name: 'Börse', 'Site URL': 'https://boerse.test', address: { city: 'Wien' }, tags: null },
			{ name: 'Cyber', fail: true },
		],
		parameters: {
			dataMode: 'defineBelow',
			name: '={{ $json.name }}',
			clientFields: {
				siteUrl: '={{ $json["Site URL"] }}',
				city: '={{ $json.address.city }}',
				note: '={{ $json.name.toUpperCase() }} from {{ $("Rows").item.json.address.city }}',
				externalId: '={{ "row-" + $itemIndex }}',
				zendeskId: '={{ $json.tags.split(",")[0] }}',
				country: 'Utopia',
				street: '={{ $json.fail ? $("Nowhere").item.json.street : undefined }}',
			},
		},
	});
	assert.equal(run.result.error()?.message, undefined);
	const common = { country: 'Utopia' };
	assert.deepEqual(await recordsOf(bench), [
		{ ...common, name: 'Acme', siteUrl: 'https://acme.test', city: 'Berlin', note: 'ACME from Berlin', externalId: 'row-0', zendeskId: 'a' },
		// n8n takes an expression that reads a property of nothing as empty.
		{ ...common, name: 'Börse', siteUrl: 'https://boerse.test', city: 'Wien', note: 'BÖRSE from Wien', externalId: 'row-1' },
	]);
	assert.deepEqual(run.outcomes(), ['written', 'written', 'rejected']);
	assert.match(run.failure(2).message, /could not be evaluated/);
}

export const values: readonly Check[] = [
	{
		name: "expressions, in n8n 2.x's isolated VM too",
		async run(bench) {
			await checkExpressions(bench);
			// Before n8n 2.20 the process itself evaluates them.
			if (!('initExpressionEngine' in n8n.Expression)) return;
			await bench.sandbox.reset();
			try {
				const vm = await startVmExpressions();
				await checkExpressions(bench);
				await vm.dispose();
			} finally {
				// Whatever went wrong, the checks to come are not about it.
				n8n.Expression.setExpressionEngine('legacy');
			}
		},
	},
	{
		name: "dates in the workflow's timezone",
		async run(bench) {
			const [parent] = await bench.sandbox.seed('client', { name: 'Parent' });
			const rows = [{ clientId: parent?.uuid, name: 'Basic', moment: '2025-03-01T02:00:00Z' }];
			const automatic = { resource: 'contract', operation: 'insert', timezone: 'America/New_York' } as const;
			await bench.run({ ...automatic, rows: rows.map(({ moment, ...row }) => ({ ...row, startDate: moment, endDate: '2025-03-01' })) });
			await bench.run({
				...automatic,
				rows,
				parameters: {
					dataMode: 'defineBelow',
					clientId: '={{ $json.clientId }}',
					contractFields: {
						name: '={{ $json.name }}',
						startDate: '={{ $json.moment }}',
						endDate: '={{ DateTime.fromISO($json.moment, { zone: "UTC" }).plus({ days: 1 }) }}',
					},
				},
			});
			const common = { clientId: parent?.uuid, name: 'Basic', startDate: '2025-02-28' };
			assert.deepEqual(await recordsOf(bench), [
				{ ...common, endDate: '2025-03-01' },
				{ ...common, endDate: '2025-03-01' },
			]);
		},
	},
	{
		name: 'custom fields',
		async run(bench) {
			const rows = [{ name: 'Acme', tier__cs: 'gold', 'custom.regions': ['EU', 'US'] }];
			await bench.run({ operation: 'insert', rows });
			await bench.run({
				operation: 'insert',
				rows,
				parameters: {
					dataMode: 'defineBelow',
					name: '={{ $json.name }}',
					customFields: {
						field: [
							{ key: 'tier__cs', value: '={{ $json.tier__cs }}' },
							{ key: 'regions', value: '={{ $json["custom.regions"] }}' },
						],
					},
				},
			});
			const expected = { name: 'Acme', custom: { tier__cs: 'gold', regions: ['EU', 'US'] } };
			assert.deepEqual(await recordsOf(bench), [expected, expected]);
		},
	},
	{
		name: 'names that JavaScript objects have too',
		async run(bench) {
			const custom = { constructor: 'C', prototype: 'P', toString: 'T' };
			const rows = [Object.fromEntries(Object.entries({ name: 'Acme', ...custom }).map(([key, value]) => [key === 'name' ? key : `custom.${key}`, value]))];
			await bench.run({ operation: 'insert', rows });
			await bench.run({ operation: 'upsert', rows });
			assert.deepEqual(await recordsOf(bench), [{ name: 'Acme', custom }, { name: 'Acme', custom }]);
		},
	},
	{
		name: 'a dry run sends nothing',
		async run(bench) {
			const run = await bench.run({ rows: [{ name: 'Acme' }, { name: '' }], options: { dryRun: true } });
			assert.deepEqual(run.outcomes(), ['written', 'rejected']);
			assert.deepEqual(await bench.sandbox.requests(), []);
		},
	},
];
