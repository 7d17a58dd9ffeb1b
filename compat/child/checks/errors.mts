/** What becomes of rows that aren't written, for each of the node's settings "On Error". */
import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import type { Run } from '../bench.mts';
import type { Check } from '../check.mts';

const rows = ['Acme', 'Bad', 'Cyber', 'Dyne'].map((name) => ({ name }));
const refusal = (status: number, message = 'No such luck') => ({ status, body: { message } });
/** Refuses whatever holds the second row. */
const refuseBad = { on: { record: { name: 'Bad' } }, answer: refusal(422), times: 'always' } as const;

/** Everything in a run, behind getters and hidden properties too, as text. */
const textOf = ({ result }: Run): string =>
	inspect(result.run, { depth: Infinity, showHidden: true, getters: true, maxArrayLength: Infinity, maxStringLength: Infinity });

export const errors: readonly Check[] = [
	{
		name: 'bulk inserts isolate the refused record',
		async run(bench) {
			await bench.sandbox.script(refuseBad);
			const run = await bench.run({ operation: 'insert', rows });
			assert.deepEqual(run.outcomes(), ['written', 'rejected', 'written', 'written']);
			assert.deepEqual((await bench.sandbox.ledger()).map(({ record }) => record['name']), ['Acme', 'Cyber', 'Dyne']);
			assert.deepEqual((await bench.sandbox.requests()).map(({ path }) => path), Array.from({ length: 5 }, () => '/client/bulk'));
			const { message, httpCode, record } = run.failure(1);
			assert.match(message, /No such luck/);
			assert.deepEqual([httpCode, record], [422, { name: 'Bad' }]);
		},
	},
	{
		name: 'records refused within a bulk answer',
		async run(bench) {
			await bench.sandbox.script({ rejectElements: { which: { name: 'Bad' } } });
			const run = await bench.run({ operation: 'insert', rows });
			assert.deepEqual(run.outcomes(), ['written', 'rejected', 'written', 'written']);
			assert.equal((await bench.sandbox.requests()).length, 1);
		},
	},
	{
		name: 'failed items take the error output',
		async run(bench) {
			await bench.sandbox.script(refuseBad);
			const run = await bench.run({ rows: [...rows, { name: '' }], onError: 'continueErrorOutput' });
			assert.equal(run.result.error()?.message, undefined);
			assert.deepEqual(run.pairs(), [0, 2, 3]);
			assert.deepEqual(run.pairs(1), [1, 4]);
			assert.deepEqual(run.outcomes(1), ['rejected', 'rejected']);
			assert.match(run.failure(0, 1).message, /No such luck/);
			assert.deepEqual(run.after('Written').map(({ name }) => name), ['Acme', 'Cyber', 'Dyne']);
			assert.equal(run.after('Failed').length, 2);
		},
	},
	{
		name: 'a node that continues puts failed items in their place',
		async run(bench) {
			await bench.sandbox.script(refuseBad);
			const run = await bench.run({ rows });
			assert.deepEqual(run.outcomes(), ['written', 'rejected', 'written', 'written']);
			assert.deepEqual(run.pairs(), [0, 1, 2, 3]);
			assert.deepEqual(Object.keys(run.json()[1] ?? {}), ['error']);
			assert.equal(run.after('Written').length, 4);
		},
	},
	{
		name: 'a node that stops names the refused item',
		async run(bench) {
			await bench.sandbox.script({ on: { record: { name: 'Bad' } }, answer: refusal(422, 'EPERM is not a name') });
			const run = await bench.run({ rows, onError: 'stopWorkflow' });
			const error = run.result.error();
			assert.equal(error?.name, 'NodeApiError');
			assert.match(error.message, /^Item 1: ClientSuccess refused the client: EPERM is not a name/);
			assert.match(String(error.description), /^1 of 4 items were written\. 3 not written: items 1–3\./);
			assert.equal(error.context?.['itemIndex'], 1);
			assert.equal('httpCode' in error ? error.httpCode : undefined, '422');
			assert.deepEqual((await bench.sandbox.ledger()).map(({ record }) => record['name']), ['Acme']);
			assert.deepEqual(run.after('Written'), []);
		},
	},
	{
		name: 'a node that stops sends nothing if an item is invalid',
		async run(bench) {
			const run = await bench.run({ rows: [{ name: 'Acme' }, { name: 'Bad', npsScore: 'EPERM' }], onError: 'stopWorkflow' });
			const error = run.result.error();
			assert.equal(error?.name, 'NodeOperationError');
			assert.match(error.message, /^Item 1: npsScore must be a whole number .* "EPERM"$/);
			assert.match(String(error.description), /^0 of 2 items were written\./);
			assert.equal(error.context?.['itemIndex'], 1);
			assert.deepEqual(await bench.sandbox.requests(), []);
		},
	},
	{
		name: 'a node that cannot be run says why, and continues only if told to',
		async run(bench) {
			const scenario = { rows, options: { maxConcurrency: 1000 } };
			const stopped = await bench.run({ ...scenario, onError: 'stopWorkflow' });
			assert.match(stopped.result.error()?.message ?? '', /Max Concurrent Requests must be/);
			const continued = await bench.run({ ...scenario, onError: 'continueErrorOutput' });
			assert.deepEqual(continued.outcomes(1), ['notSent', 'notSent', 'notSent', 'notSent']);
			assert.deepEqual(await bench.sandbox.requests(), []);
		},
	},
	{
		name: 'a refused key stops the run and is in nothing that n8n keeps',
		async run(bench) {
			const { apiKey } = bench.credential;
			const answer = refusal(401, `The key ${apiKey} is invalid`);
			for (const onError of ['stopWorkflow', 'continueRegularOutput', 'continueErrorOutput'] as const) {
				await bench.sandbox.reset();
				await bench.sandbox.script({ on: { record: { name: 'Bad' } }, answer, times: 'always' });
				const run = await bench.run({ rows, onError });
				assert.equal(textOf(run).includes(apiKey), false, `the key is in the run with ${onError}`);
				const requests = await bench.sandbox.requests();
				assert.deepEqual(requests.map(({ keyOk }) => keyOk), [true, true]);
				if (onError === 'continueRegularOutput') assert.deepEqual(run.outcomes(), ['written', 'rejected', 'notSent', 'notSent']);
				if (onError === 'stopWorkflow') assert.match(run.result.error()?.message ?? '', /^Item 1: ClientSuccess refused the API key/);
			}
		},
	},
];
