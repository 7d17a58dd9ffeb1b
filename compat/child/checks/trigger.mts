/** The trigger, polled as n8n's server does. */
import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import type { PollingNode } from '../../../engine/index.mts';
import type { Check } from '../check.mts';

async function namesOf(polling: PollingNode): Promise<unknown[] | null> {
	const outputs = await polling.poll();
	return outputs && (outputs[0] ?? []).map(({ json }) => json.name);
}

export const trigger: readonly Check[] = [
	{
		name: 'the trigger delivers what is new once, also over a restart',
		async run(bench) {
			await bench.sandbox.seed('client', { name: 'Old' });
			const polling = bench.activate({ resource: 'client', event: 'created' });
			assert.equal(await namesOf(polling), null);
			await bench.sandbox.seed('client', { name: 'A' }, { name: 'B' });
			assert.deepEqual((await namesOf(polling))?.sort(), ['A', 'B']);
			const restarted = bench.activate({ resource: 'client', event: 'created' }, { staticData: polling.staticData() });
			assert.equal(await namesOf(restarted), null);
			await bench.sandbox.seed('client', { name: 'C' });
			assert.deepEqual(await namesOf(restarted), ['C']);
		},
	},
	{
		name: 'the trigger tells created from updated records',
		async run(bench) {
			await bench.sandbox.seed('client', { name: 'Old', externalId: 'O-1' });
			await sleep(5);
			const created = bench.activate({ resource: 'client', event: 'created' });
			const updated = bench.activate({ resource: 'client', event: 'updated' });
			assert.deepEqual([await namesOf(created), await namesOf(updated)], [null, null]);
			await sleep(5);
			await bench.run({ operation: 'upsert', rows: [{ name: 'Older', externalId: 'O-1' }, { name: 'New', externalId: 'N-1' }] });
			assert.deepEqual([await namesOf(created), await namesOf(updated)], [['New'], ['Older']]);
		},
	},
	{
		name: 'a poll that fails leaves everything to the next one',
		async run(bench) {
			const polling = bench.activate({ resource: 'client', event: 'createdOrUpdated' });
			assert.equal(await namesOf(polling), null);
			await bench.sandbox.seed('client', { name: 'A' });
			await bench.sandbox.script({ answer: { status: 403, body: { message: 'No' } } });
			await assert.rejects(polling.poll(), /permission/);
			assert.deepEqual(await namesOf(polling), ['A']);
		},
	},
	{
		name: 'a test of the trigger shows the latest record, and remembers nothing',
		async run(bench) {
			await bench.sandbox.seed('contact', { firstName: 'Ada', name: 'Ada' });
			const polling = bench.activate({ resource: 'contact', event: 'created' }, { mode: 'manual' });
			assert.deepEqual(await namesOf(polling), ['Ada']);
			assert.deepEqual(await namesOf(polling), ['Ada']);
		},
	},
];
