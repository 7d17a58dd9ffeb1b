import { sleep } from 'n8n-workflow';
import { startSync, sync } from './support/run.ts';
import type { Scenario } from './support/run.ts';
import { clientSuccess, useNock } from './support/server.ts';

useNock();

const lost = (code: string) => Object.assign(new Error(`socket: ${code}`), { code });
const names = (count: number) => Array.from({ length: count }, (_, index) => ({ uuid: `cln_${index}`, name: `N${index}` }));
const times = <T,>(count: number, value: T): T[] => Array.from({ length: count }, () => value);
const operations = [
	{ operation: 'insert', method: 'POST', path: '/client/bulk', options: { batchSize: 1 } },
	{ operation: 'upsert', method: 'POST', path: '/client/upsert', options: {} },
	{ operation: 'update', method: 'PUT', path: /^\/v2\/client\/cln_/, options: {} },
] as const;

describe.each(operations)('on $operation', ({ operation, method, path, options }) => {
	const scenario = (count: number, more: Scenario['options'] = {}) => ({ operation, rows: names(count), options: { ...options, ...more } });

	it.each([401, 403])('a refused key (%d) stops it: the rest is not sent', async (status) => {
		const { api, received } = clientSuccess();
		api.intercept(path, method).reply(200, operation === 'insert' ? [{}] : {});
		api.intercept(path, method).reply(status, { message: 'Not authorised' });

		const run = await sync(scenario(5));

		expect(run.outcomes).toEqual(['written', 'rejected', 'notSent', 'notSent', 'notSent']);
		expect(run.failure(1)).toMatchObject({ httpCode: status, attempts: 1 });
		expect(run.failure(1).message).toContain('Not authorised');
		expect(run.failure(2)).toMatchObject({ httpCode: null, attempts: 0, record: { name: 'N2' } });
		expect(received).toHaveLength(2);
		if (status === 401) expect(run.failure(1).description).toContain('Global Settings > API Credentials');
	});

	it.each([
		['seconds', () => '301', {}, /30[01] seconds/],
		['a date', () => new Date(Date.now() + 3_600_000).toUTCString(), {}, /3(600|59\d) seconds/],
		['seconds above a Max Retry Wait of its own', () => '6', { maxRetryWait: 5 }, /6 seconds/],
	])('a Retry-After above Max Retry Wait stops it: %s', async (_, header, more, asked) => {
		const { api, received } = clientSuccess();
		api.intercept(path, method).reply(429, '', { 'Retry-After': header() });

		const run = await sync(scenario(3, more));

		expect(run.outcomes).toEqual(['notSent', 'notSent', 'notSent']);
		expect(run.failure(0)).toMatchObject({ attempts: 1, httpCode: 429 });
		for (const item of [0, 1, 2]) expect(run.failure(item).message).toMatch(asked);
		expect(received).toHaveLength(1);
	});

	it('a Retry-After above Max Retry Wait that comes with a server error stops it too', async () => {
		const { api } = clientSuccess();
		api.intercept(path, method).reply(503, '', { 'Retry-After': '900' });

		const run = await sync(scenario(3));

		expect(run.outcomes).toEqual(['unknown', 'notSent', 'notSent']);
		for (const item of [0, 1, 2]) expect(run.failure(item).message).toContain('900 seconds');
	});

	it.each([
		['429', 'rejected', 429],
		['server errors', 'unknown', 503],
		['maintenance pages', 'unknown', 200],
	])('five requests in a row that end in %s stop it', async (_, outcome, status) => {
		const { api, received } = clientSuccess();
		api.intercept(path, method).times(10).reply(status, '<html>', { 'Retry-After': '0' });

		const run = await sync(scenario(8, { maxRetries: 1 }));

		expect(run.outcomes).toEqual([...times(5, outcome), ...times(3, 'notSent')]);
		expect(run.failure(4).attempts).toBe(2);
		expect(run.failure(5).attempts).toBe(0);
		expect(run.failure(7).message).toContain('five requests in a row');
		expect(run.hints.join()).toContain('five requests in a row');
		expect(received).toHaveLength(10);
	});

	it.each([['ECONNREFUSED', 'notSent'], ['ECONNRESET', 'unknown']])('five requests in a row that end in %s stop it', async (code, outcome) => {
		const { api } = clientSuccess();
		api.intercept(path, method).times(5).replyWithError(lost(code));

		const run = await sync(scenario(8, { maxRetries: 0 }));

		expect(run.outcomes).toEqual([...times(5, outcome), ...times(3, 'notSent')]);
	});

	it.each([[200, 'written'], [422, 'rejected']])('requests that failed with one between that was answered with %d do not', async (status, outcome) => {
		const { api } = clientSuccess();
		api.intercept(path, method).times(4).reply(500);
		api.intercept(path, method).reply(status);
		api.intercept(path, method).times(4).reply(500);

		const run = await sync(scenario(9, { maxRetries: 0 }));

		expect(run.outcomes).toEqual([...times(4, 'unknown'), outcome, ...times(4, 'unknown')]);
	});

	it('refused records do not, however many', async () => {
		const { api } = clientSuccess();
		api.intercept(path, method).times(8).reply(422);

		expect((await sync(scenario(8))).outcomes).toEqual(times(8, 'rejected'));
	});
});

describe('a cancellation', () => {
	const cancelled = async (scenario: Scenario, ready: () => boolean) => {
		const { result, cancel } = startSync(scenario);
		while (!ready()) await sleep(5);
		await sleep(20);
		const start = Date.now();
		cancel();
		const run = await result;
		return { run, took: Date.now() - start };
	};

	it.each([
		['while a request is under way', 1],
		['while many are', 5],
	])('ends a run at once %s', async (_, maxConcurrency) => {
		const { api, received } = clientSuccess();
		api.persist().post('/client/upsert').delay(30_000).reply(200, {});

		const { run, took } = await cancelled({ rows: names(9), options: { maxConcurrency } }, () => received.length === maxConcurrency);

		expect(run.status).toBe('canceled');
		expect(took).toBeLessThan(1000);
		await sleep(50);
		expect(received).toHaveLength(maxConcurrency);
		expect(run.output('Written')).toEqual([]);
	});

	it.each([
		['for a Retry-After', 1, { 'Retry-After': '60' }],
		['for a Retry-After, with concurrent requests', 5, { 'Retry-After': '60' }],
		['between retries', 1, {}],
	])('ends a run within a second while it waits %s', async (_, maxConcurrency, headers) => {
		const { api, received } = clientSuccess();
		// Full jitter might make the delay short.
		jest.spyOn(Math, 'random').mockReturnValue(0.9);
		api.persist().post('/client/upsert').reply(429, '', headers);

		const { run, took } = await cancelled(
			{ rows: names(9), options: { maxConcurrency, retryBaseDelay: 30_000 } },
			() => received.length === maxConcurrency,
		);

		expect(run.status).toBe('canceled');
		expect(took).toBeLessThan(1000);
		expect(received).toHaveLength(maxConcurrency);
		jest.restoreAllMocks();
	});

	it('before the node starts sends nothing', async () => {
		const { received } = clientSuccess();

		const { result } = startSync({ rows: names(3), signal: AbortSignal.abort() });

		expect((await result).status).toBe('canceled');
		expect(received).toEqual([]);
	});
});
