/** What becomes of a Get whose record, key or connection isn't there. */
import { sleep } from 'n8n-workflow';
import { cancelWhen, expectCancelled } from './support/cancel.ts';
import { read, syncOrStop } from './support/run.ts';
import type { Scenario } from './support/run.ts';
import { clientSuccess, useNock } from './support/server.ts';

useNock();

const lost = Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });
const MAINTENANCE = '<!DOCTYPE html><html><title>System Maintenance</title></html>';
const rowsFor = (...uuids: string[]) => uuids.map((uuid) => ({ uuid }));
const get = (scenario: Partial<Scenario> = {}): Scenario => ({
	operation: 'get',
	rows: rowsFor('cln_1'),
	parameters: { uuid: '={{ $json.uuid }}' },
	...scenario,
});

describe('a record that does not exist', () => {
	const announce = (status: number, body: string) => {
		const { api, received } = clientSuccess();
		api.get('/client/cln_1').reply(200, { uuid: 'cln_1' });
		api.get('/client/gone').reply(status, body);
		return { api, received };
	};
	const rows = rowsFor('cln_1', 'gone', 'cln_3');
	const error = {
		message: 'Item 1: ClientSuccess has no client with the UUID "gone"',
		description: 'Check the UUID. The client may have been deleted.',
		httpCode: 404, outcome: 'rejected', attempts: 1, record: { uuid: 'gone' },
	};

	it.each([[404, '{"message":"Client not found"}'], [404, ''], [404, '<html>Not Found</html>'], [200, 'null'], [200, ''], [204, '']])(
		'is the error of its item, not of the run: %d %s',
		async (status, body) => {
			const { api } = announce(status, body);
			api.get('/client/cln_3').reply(200, { uuid: 'cln_3' });

			const run = await read(get({ rows }));

			expect(run.items).toEqual([
				{ json: { uuid: 'cln_1' }, pairedItem: { item: 0 } },
				{ json: { error }, pairedItem: { item: 1 } },
				{ json: { uuid: 'cln_3' }, pairedItem: { item: 2 } },
			]);
			expect(run.result.status).toBe('success');
			expect(run.hints).toEqual(['2 clients read, 1 item failed (3 requests, 0 retries, 0 seconds waited).']);
		},
	);

	it('goes to the error output, with its row', async () => {
		const { api } = announce(404, '');
		api.get('/client/cln_3').reply(200, { uuid: 'cln_3' });

		const { result } = await read(get({ rows, onError: 'continueErrorOutput' }));

		expect(result.output('Written').map(({ json }) => json.uuid)).toEqual(['cln_1', 'cln_3']);
		expect(result.output('Failed')).toMatchObject([{ json: { uuid: 'gone', error } }]);
	});

	it('stops a node that stops on errors, and is named', async () => {
		const { received } = announce(404, '');

		const run = await syncOrStop(get({ rows }));

		expect(run.result.status).toBe('error');
		expect(run.error).toMatchObject({ message: error.message, description: error.description, httpCode: '404', context: { itemIndex: 1 } });
		expect(run.result.output('Written')).toEqual([]);
		expect(received).toHaveLength(2);
	});
});

describe('a request for a record', () => {
	it.each([
		['429 with Retry-After', 429, '', { 'Retry-After': '0.01' }],
		['429 without', 429, '{"message":"slow down"}', {}],
		['500', 500, '', {}],
		['503', 503, '', { 'Retry-After': '0' }],
		['a maintenance page', 503, MAINTENANCE, { 'Content-Type': 'text/html' }],
		['a maintenance page with 200', 200, MAINTENANCE, { 'Content-Type': 'text/html' }],
		['JSON that breaks off', 200, '{"uuid":"cln_1","na', { 'Content-Type': 'application/json' }],
	] as const)('is sent again after %s', async (_, status, body, headers) => {
		const { api, received } = clientSuccess();
		api.get('/client/cln_1').reply(status, body, headers);
		api.get('/client/cln_1').reply(200, { uuid: 'cln_1' });

		const run = await read(get());

		expect(run.uuids).toEqual(['cln_1']);
		expect(received).toHaveLength(2);
		expect(run.hints[0]).toContain('(2 requests, 1 retry');
	});

	it.each(['ECONNRESET', 'ETIMEDOUT', 'ECONNREFUSED'])('is sent again after %s', async (code) => {
		const { api } = clientSuccess();
		api.get('/client/cln_1').replyWithError(Object.assign(new Error('socket'), { code }));
		api.get('/client/cln_1').reply(200, { uuid: 'cln_1' });

		expect((await read(get())).uuids).toEqual(['cln_1']);
	});

	it('waits as long as Retry-After says', async () => {
		const { api, received } = clientSuccess();
		api.get('/client/cln_1').reply(429, '', { 'Retry-After': '0.3' });
		api.get('/client/cln_1').reply(200, { uuid: 'cln_1' });

		await read(get());

		const [first, second] = received;
		expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThanOrEqual(298);
	});

	it.each([
		['JSON that breaks off', null, (api: ReturnType<typeof clientSuccess>['api']) => api.get('/client/cln_1').twice().reply(200, '{"uuid":')],
		['a maintenance page', 200, (api: ReturnType<typeof clientSuccess>['api']) => api.get('/client/cln_1').twice().reply(200, MAINTENANCE)],
		['a lost connection', null, (api: ReturnType<typeof clientSuccess>['api']) => api.get('/client/cln_1').twice().replyWithError(lost)],
		['429', 429, (api: ReturnType<typeof clientSuccess>['api']) => api.get('/client/cln_1').twice().reply(429)],
	])('that ends in %s after all retries fails its item alone', async (_, httpCode, announce) => {
		const { api } = clientSuccess();
		announce(api);
		api.get('/client/cln_2').reply(200, { uuid: 'cln_2' });

		const run = await read(get({ rows: rowsFor('cln_1', 'cln_2'), options: { maxRetries: 1 } }));

		expect(run.uuids).toEqual(['rejected', 'cln_2']);
		expect(run.failure(0)).toMatchObject({ httpCode, attempts: 2, record: { uuid: 'cln_1' } });
	});

	it.each([[401, 'refused the API key'], [403, 'no permission to read clients']])('that is answered with %d is the last one', async (status, reason) => {
		const { api, received } = clientSuccess();
		api.get('/client/cln_0').reply(200, { uuid: 'cln_0' });
		api.get('/client/cln_1').reply(status, { message: 'Not authorised' });

		const run = await read(get({ rows: rowsFor('cln_0', 'cln_1', 'cln_2', 'cln_3') }));

		expect(run.uuids).toEqual(['cln_0', 'rejected', 'notSent', 'notSent']);
		expect(run.failure(1)).toMatchObject({ httpCode: status, message: expect.stringContaining(reason) });
		expect(run.failure(2)).toMatchObject({ httpCode: null, attempts: 0, record: { uuid: 'cln_2' } });
		expect(run.hints[1]).toMatch(/^No further request was sent: /);
		expect(received).toHaveLength(2);
	});

	it('that asks for a longer wait than allowed is the last one, and is the one that stops the node', async () => {
		const { api, received } = clientSuccess();
		api.persist().get(/\/client\/cln_/).reply(429, '', { 'Retry-After': '900' });
		const scenario = get({ rows: rowsFor('cln_0', 'cln_1') });

		const run = await read(scenario);
		const { error } = await syncOrStop(scenario);

		expect(run.uuids).toEqual(['notSent', 'notSent']);
		expect(run.failure(1).message).toContain('900 seconds');
		expect(error?.message).toMatch(/^Item 0: .*900 seconds/);
		expect(received).toHaveLength(2);
	});

	it('that fails five times in a row for different records is the last one', async () => {
		const { api, received } = clientSuccess();
		api.persist().get(/\/client\/cln_/).reply(500);

		const run = await read(get({ rows: rowsFor(...Array.from({ length: 7 }, (_, n) => `cln_${n}`)), options: { maxRetries: 0 } }));

		expect(run.uuids).toEqual(['rejected', 'rejected', 'rejected', 'rejected', 'rejected', 'notSent', 'notSent']);
		expect(received).toHaveLength(5);
	});
});

describe('many records', () => {
	const rows = rowsFor(...Array.from({ length: 12 }, (_, index) => `cln_${index}`));

	it.each([['one at a time by default', {}, 1], ['as many at once as Max Concurrent Requests says', { maxConcurrency: 4 }, 4]])(
		'are asked for %s, and come in input order',
		async (_, options, most) => {
			const { api, received } = clientSuccess();
			let underWay = 0;
			let atOnce = 0;
			api.persist().get(/\/client\/cln_/).reply(200, async ({ url }: Request) => {
				atOnce = Math.max(atOnce, ++underWay);
				// The first ones take longest.
				await sleep(40 - received.length * 3);
				underWay -= 1;
				return { uuid: url.split('/').at(-1) };
			});

			const run = await read(get({ rows, options }));

			expect(atOnce).toBe(most);
			expect(run.uuids).toEqual(rows.map(({ uuid }) => uuid));
			expect(run.origins).toEqual(rows.map((__, item) => item));
		},
	);

	it('stop being asked for when one is missing, if the node stops on errors', async () => {
		const { api, received } = clientSuccess();
		api.get('/client/cln_0').delay(60).reply(200, { uuid: 'cln_0' });
		api.get('/client/cln_1').reply(404);
		api.get('/client/cln_2').delay(60).reply(200, { uuid: 'cln_2' });

		const { error } = await syncOrStop(get({ rows, options: { maxConcurrency: 3 } }));

		expect(error?.message).toMatch(/^Item 1: ClientSuccess has no client/);
		expect(received).toHaveLength(3);
	});

	it.each(['stopWorkflow', 'continueRegularOutput'] as const)('stop being asked for at once when the execution is cancelled (%s)', async (onError) => {
		const { api, received } = clientSuccess();
		api.persist().get(/\/client\/cln_/).delay(30_000).reply(200, {});

		expectCancelled(await cancelWhen(() => received.length === 3, get({ rows, onError, options: { maxConcurrency: 3 } })));

		await sleep(50);
		expect(received).toHaveLength(3);
	});
});
