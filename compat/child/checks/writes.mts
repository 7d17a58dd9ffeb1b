/** Each object with each operation, in both data modes. */
import assert from 'node:assert/strict';
import type { IDataObject } from 'n8n-workflow';
import type { Bench, Run } from '../bench.mts';
import type { Check } from '../check.mts';

const OPERATIONS = ['insert', 'update', 'upsert'] as const;

interface Sample {
	readonly resource: 'client' | 'contact' | 'contract';
	/** The field of its own that has a parameter of its own, which is needed to create a record. */
	readonly required: 'name' | 'clientId';
	/** Two records, without the client they belong to. */
	readonly records: readonly [IDataObject, IDataObject];
}

const samples: readonly Sample[] = [
	{
		resource: 'client',
		required: 'name',
		records: [
			{ name: 'Acme', status: 'ACTIVE', externalId: 'A-1', npsScore: -20, active: true },
			{ name: 'Börse', status: 'TRIAL', externalId: 'B-2', npsScore: 90, active: false },
		],
	},
	{
		resource: 'contact',
		required: 'clientId',
		records: [
			{ email: 'ada@example.com', firstName: 'Ada', lastName: 'Lovelace' },
			{ email: 'alan@example.com', firstName: 'Alan', lastName: 'Turing' },
		],
	},
	{
		resource: 'contract',
		required: 'clientId',
		records: [
			{ name: 'Basic', amount: 1234.5, startDate: '2025-01-31', endDate: '2026-01-30' },
			{ name: 'Premium', amount: 0, startDate: '2025-02-28', endDate: '2026-02-27' },
		],
	},
];

const toSnakeCase = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** "first_name" for "firstName", which automatic mapping must find. */
const toColumns = (record: IDataObject): IDataObject =>
	Object.fromEntries(Object.entries(record).map(([name, value]) => [toSnakeCase(name), value]));

/** Parameters that take each field from the column of the same name, by an expression. */
function toParameters({ resource, required }: Sample, operation: string, record: IDataObject): IDataObject {
	const names = Object.keys(record).filter((name) => operation === 'update' || name !== required);
	return {
		dataMode: 'defineBelow',
		...(operation === 'update' ? { uuid: '={{ $json.uuid }}' } : { [required]: `={{ $json.${required} }}` }),
		[`${resource}Fields`]: Object.fromEntries(names.map((name) => [name, `={{ $json.${name} }}`])),
	};
}

async function assertWritten({ sandbox }: Bench, run: Run, records: readonly IDataObject[], kinds: readonly string[]): Promise<void> {
	assert.equal(run.result.error()?.message, undefined);
	assert.equal(run.result.status, 'success');
	const ledger = await sandbox.ledger();
	assert.deepEqual(ledger.map(({ kind }) => kind), kinds);
	assert.deepEqual(ledger.map(({ record }) => record), records);
	assert.deepEqual(run.pairs(), records.map((_, item) => item));
	// An item is the record with what ClientSuccess returned for it.
	assert.deepEqual(run.json().map(({ uuid }) => uuid), ledger.map(({ uuid }) => uuid));
	run.json().forEach((json, item) => assert.deepEqual({ ...json, ...records[item] }, json));
	assert.equal(run.after('Written').length, records.length);
}

function check(sample: Sample, operation: (typeof OPERATIONS)[number]): Check {
	const { resource } = sample;
	return {
		name: `${operation} of ${resource}s, in both data modes`,
		async run(bench) {
			const { sandbox } = bench;
			for (const isAutomatic of [true, false]) {
				await sandbox.reset();
				const [parent] = await sandbox.seed('client', { name: 'Parent' });
				const records = sample.records.map((record) => (resource === 'client' ? record : { clientId: parent?.uuid, ...record }));
				const [first = {}] = records;
				// What is there before: nothing, both records, or the first.
				const known = { insert: [], update: records, upsert: [first] }[operation];
				const stored = await sandbox.seed(resource, ...known);
				const rows = records.map((record, index) => ({
					...(operation === 'update' && { uuid: stored[index]?.uuid }),
					...(isAutomatic ? toColumns(record) : record),
				}));
				const parameters = isAutomatic ? {} : toParameters(sample, operation, first);
				const run = await bench.run({ resource, operation, rows, parameters });
				const kinds = { insert: ['insert', 'insert'], update: ['update', 'update'], upsert: ['update', 'insert'] }[operation];
				await assertWritten(bench, run, records, kinds);
			}
		},
	};
}

export const writes: readonly Check[] = samples.flatMap((sample) => OPERATIONS.map((operation) => check(sample, operation)));
