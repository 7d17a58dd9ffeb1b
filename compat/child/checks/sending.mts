/** Requests that don't go well, and those that go at once. */
import assert from 'node:assert/strict';
import type { Check } from '../check.mts';

const rows = ['Acme', 'Börse', 'Cyber'].map((name) => ({ name }));
const names = (count: number) => Array.from({ length: count }, (_, index) => ({ name: `N${index}` }));

export const sending: readonly Check[] = [
	{
		name: 'a rate limit is waited out as Retry-After says',
		async run(bench) {
			await bench.sandbox.script({ answer: { status: 429, headers: { 'retry-after': '1' } } });
			const run = await bench.run({ rows });
			assert.deepEqual(run.outcomes(), ['written', 'written', 'written']);
			const [limited, retried] = await bench.sandbox.requests();
			const waited = (retried?.startedAt ?? NaN) - (limited?.endedAt ?? NaN);
			assert.ok(waited >= 950, `it waited ${waited} ms`);
			assert.equal((await bench.sandbox.requests()).length, 4);
		},
	},
	{
		name: 'server errors, lost connections and unreadable answers are retried',
		async run(bench) {
			await bench.sandbox.script(
				{ answer: { status: 503, headers: { 'content-type': 'text/html' }, body: '<html>Maintenance</html>' } },
				{ delivery: 'reset' },
				{ delivery: 'truncate' },
				{ delivery: 'cut' },
			);
			const run = await bench.run({ rows, options: { maxRetries: 4 } });
			assert.deepEqual(run.outcomes(), ['written', 'written', 'written']);
			assert.deepEqual((await bench.sandbox.requests()).map(({ status }) => status), [503, 'reset', 201, 'cut', 200, 201, 201]);
		},
	},
	{
		name: 'an insert whose answer was lost is unknown and not sent again',
		async run(bench) {
			await bench.sandbox.script({ delivery: 'reset', written: true });
			const run = await bench.run({ operation: 'insert', rows });
			assert.deepEqual(run.outcomes(), ['unknown', 'unknown', 'unknown']);
			assert.equal((await bench.sandbox.requests()).length, 1);
		},
	},
	{
		name: 'a request ends after Timeout, also if its answer trickles in',
		async run(bench) {
			for (const delivery of ['hang', { drip: 20_000 }] as const) {
				await bench.sandbox.reset();
				await bench.sandbox.script({ delivery });
				const began = performance.now();
				const run = await bench.run({ operation: 'insert', rows, options: { timeout: 1000 } });
				const took = performance.now() - began;
				assert.deepEqual(run.outcomes(), ['unknown', 'unknown', 'unknown']);
				assert.match(run.failure(0).message, /1 second|1000|timeout|timed out/i);
				// An answer that trickles in takes 20 seconds.
				assert.ok(took < 10_000, `it took ${took.toFixed(0)} ms`);
			}
		},
	},
	{
		name: 'a redirect is not followed',
		async run(bench) {
			const location = `${bench.credential.baseUrl}/elsewhere`;
			for (const status of [301, 307]) {
				await bench.sandbox.reset();
				await bench.sandbox.script({ answer: { status, headers: { location } } });
				const run = await bench.run({ rows: [{ name: 'Acme' }] });
				assert.deepEqual(run.outcomes(), ['rejected']);
				assert.equal(run.failure(0).httpCode, status);
				assert.equal((await bench.sandbox.requests()).length, 1);
			}
		},
	},
	{
		name: 'a server that is not there',
		async run(bench) {
			// Nothing listens on port 1.
			const run = await bench.run({ rows, options: { maxRetries: 1 }, baseUrl: 'http://127.0.0.1:1/v2' });
			assert.deepEqual(run.outcomes(), ['notSent', 'notSent', 'notSent']);
			assert.match(run.failure(0).message, /could not be reached \(2 attempts\)/);
		},
	},
	{
		name: 'requests go out concurrently, though no more than allowed',
		async run(bench) {
			await bench.sandbox.set({ latency: 30 });
			const run = await bench.run({ rows: names(20), options: { maxConcurrency: 5 } });
			assert.deepEqual(new Set(run.outcomes()), new Set(['written']));
			assert.deepEqual(run.json().map(({ name }) => name), names(20).map(({ name }) => name));
			assert.equal((await bench.sandbox.stats()).inFlightMax, 5);
		},
	},
	{
		name: 'hints sum the run up, where nodes can leave hints',
		async run(bench) {
			await bench.sandbox.script({ answer: { status: 429, headers: { 'retry-after': '0' } } });
			const run = await bench.run({ rows: rows.map((row) => ({ ...row, stray: 1 })) });
			assert.deepEqual(run.outcomes(), ['written', 'written', 'written']);
			const [summary, ignored] = run.hints();
			if (!(await bench.hasHints())) assert.equal(summary, undefined);
			else {
				assert.equal(summary, '3 clients written (4 requests, 1 retry, 0 seconds waited).');
				assert.match(ignored ?? '', /stray/);
			}
		},
	},
];
