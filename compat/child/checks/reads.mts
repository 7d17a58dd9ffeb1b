/** Get and Get Many. */
import assert from 'node:assert/strict';
import type { IDataObject } from 'n8n-workflow';
import type { Bench } from '../bench.mts';
import type { Check } from '../check.mts';

const OBJECTS = ['client', 'contact', 'contract'] as const;

/** More than a page of each object, and their UUIDs. */
async function seedMany({ sandbox }: Bench, resource: (typeof OBJECTS)[number], count: number): Promise<string[]> {
	const [parent] = resource === 'client' ? [] : await sandbox.seed('client', { name: 'Parent' });
	const rows = Array.from({ length: count }, (_, index) => ({ name: `N${index}`, ...(parent && { clientId: parent.uuid }) }));
	return (await sandbox.seed(resource, ...rows)).map(({ uuid }) => uuid);
}

const sorted = (items: readonly IDataObject[]) => items.map(({ uuid }) => String(uuid)).sort();

export const reads: readonly Check[] = [
	{
		name: 'get answers each object, and says which records there are not',
		async run(bench) {
			for (const resource of OBJECTS) {
				await bench.sandbox.reset();
				const [first, second] = await seedMany(bench, resource, 2);
				const parameters = { uuid: { __rl: true, mode: 'id', value: '={{ $json.uuid }}' }, simplify: false };
				const rows = [{ uuid: first }, { uuid: 'nowhere' }, { uuid: second }];
				const run = await bench.run({ resource, operation: 'get', rows, parameters });
				assert.deepEqual(run.outcomes(), ['written', 'rejected', 'written']);
				assert.deepEqual(run.pairs(), [0, 1, 2]);
				assert.deepEqual([run.json()[0]?.uuid, run.json()[2]?.uuid], [first, second]);
				assert.equal(run.failure(1).httpCode, 404);
			}
		},
	},
	{
		name: 'get finds a client by its external ID',
		async run(bench) {
			const [acme] = await bench.sandbox.seed('client', { name: 'Acme', externalId: 'A-1' });
			const parameters = { uuid: { __rl: true, mode: 'externalId', value: 'A-1' } };
			const run = await bench.run({ operation: 'get', rows: [{}], parameters });
			assert.equal(run.json()[0]?.uuid, acme?.uuid);
		},
	},
	{
		name: 'get many answers all records of all pages, each once',
		async run(bench) {
			for (const resource of OBJECTS) {
				await bench.sandbox.reset();
				const uuids = await seedMany(bench, resource, 230);
				const run = await bench.run({ resource, operation: 'getAll', rows: [{}], parameters: { returnAll: true } });
				assert.deepEqual(sorted(run.json()), uuids.toSorted());
				assert.deepEqual(new Set(run.pairs()), new Set([0]));
				assert.equal((await bench.sandbox.requests()).length, 3);
			}
		},
	},
	{
		name: 'get many keeps its limit and its filters, which expressions may give',
		async run(bench) {
			const [first, second] = await bench.sandbox.seed('client', { name: 'A' }, { name: 'B' });
			await bench.sandbox.seed('contract', ...[first, second, first].map((client, index) => ({ name: `C${index}`, clientId: client?.uuid })));
			const rows = [{ client: first?.uuid, after: '2000-01-01' }, { client: second?.uuid, after: '2999-01-01' }];
			const filters = { clientId: { __rl: true, mode: 'id', value: '={{ $json.client }}' }, modifiedAfter: '={{ $json.after }}' };
			const run = await bench.run({ resource: 'contract', operation: 'getAll', rows, parameters: { returnAll: true, filters } });
			assert.deepEqual(run.json().map(({ name }) => name).sort(), ['C0', 'C2']);
			const limited = await bench.run({ resource: 'contract', operation: 'getAll', rows: [{ limit: 2 }], parameters: { limit: '={{ $json.limit }}' } });
			assert.equal(limited.json().length, 2);
		},
	},
	{
		name: 'a read that fails takes the error output, or stops the node',
		async run(bench) {
			const [uuid] = await seedMany(bench, 'client', 1);
			const scenario = { operation: 'get', rows: [{ uuid }, { uuid: 'nowhere' }], parameters: { uuid: '={{ $json.uuid }}' } } as const;
			const run = await bench.run({ ...scenario, onError: 'continueErrorOutput' });
			assert.deepEqual([run.pairs(), run.pairs(1)], [[0], [1]]);
			const stopped = await bench.run({ ...scenario, onError: 'stopWorkflow' });
			assert.match(stopped.result.error()?.message ?? '', /^Item 1: ClientSuccess has no client/);
		},
	},
];
