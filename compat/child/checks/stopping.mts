/** Cancelled executions end at once, whatever the node is waiting for. */
import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Rule } from '../../../sandbox/server.mts';
import type { Bench } from '../bench.mts';
import type { Check } from '../check.mts';

const rows = Array.from({ length: 6 }, (_, index) => ({ name: `N${index}` }));

/** Cancels a run once the sandbox has that many requests. */
async function cancelAfter(bench: Bench, maxConcurrency: number, rule: Rule): Promise<void> {
	await bench.sandbox.reset();
	await bench.sandbox.script({ ...rule, times: 'always' });
	const { result, cancel } = bench.start({ rows, options: { maxConcurrency, retryBaseDelay: 30_000 } });
	while ((await bench.sandbox.stats()).requests < maxConcurrency) await sleep(5);
	await sleep(50);
	const began = performance.now();
	cancel();
	const { status } = (await result).run;
	const took = performance.now() - began;
	assert.equal(status, 'canceled');
	// Each would take a minute.
	assert.ok(took < 10_000, `it took ${took.toFixed(0)} ms`);
	await sleep(300);
	assert.equal((await bench.sandbox.requests()).length, maxConcurrency);
	assert.equal((await bench.sandbox.stats()).inFlight, 0);
}

export const stopping: readonly Check[] = [
	{
		name: 'cancelled at once while requests are under way',
		async run(bench) {
			for (const maxConcurrency of [1, 5]) await cancelAfter(bench, maxConcurrency, { delivery: 'hang' });
		},
	},
	{
		name: 'cancelled at once while waiting to retry',
		async run(bench) {
			const answer = { status: 429, headers: { 'retry-after': '60' } };
			for (const maxConcurrency of [1, 5]) await cancelAfter(bench, maxConcurrency, { answer });
		},
	},
];
