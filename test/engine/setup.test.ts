import type { IDataObject } from 'n8n-workflow';
import { startSync, sync, syncOrStop, SyncRun } from './support/run.ts';
import { clientSuccess, useNock } from './support/server.ts';

useNock();

const rows = [{ name: 'A' }, { name: 'B' }];

describe('an option out of its range stops the node before the first request', () => {
	const cases: Array<[IDataObject, RegExp]> = [
		[{ batchSize: 0 }, /Batch Size.*1 to 100/],
		[{ batchSize: 101 }, /Batch Size.*1 to 100/],
		[{ batchSize: 1.5 }, /Batch Size.*whole number/],
		[{ batchSize: '={{ $json.nothing.at.all }}x' }, /Batch Size/],
		[{ maxConcurrency: -1 }, /Max Concurrent Requests.*0 to 20/],
		[{ maxConcurrency: 21 }, /Max Concurrent Requests.*0 to 20/],
		[{ maxRetries: -1 }, /Max Retries.*0 to 10/],
		[{ maxRetries: 11 }, /Max Retries.*0 to 10/],
		[{ retryBaseDelay: -1 }, /Retry Base Delay/],
		[{ maxRetryWait: -1 }, /Max Retry Wait/],
		[{ timeout: -1 }, /Timeout/],
		[{ timeout: NaN }, /Timeout/],
		[{ dryRun: 'yes' }, /Dry Run.*true or false/],
		[{ isolateRejected: 1 }, /Isolate Rejected Records.*true or false/],
		[{ retryInserts: '={{ "false" }}' }, /Retry Inserts After Server Errors.*true or false/],
		[{ emptyValues: 'null' }, /Empty Values.*clear.*omit/],
		[{ unknownColumns: 'constructor' }, /Unknown Columns.*fail.*ignore.*send/],
	];

	it.each(cases)('%j', async (options, message) => {
		const { received } = clientSuccess();

		const { error, result } = await syncOrStop({ operation: 'insert', rows, options });

		expect(result.status).toBe('error');
		expect(error?.message).toMatch(message);
		expect(received).toEqual([]);
	});

	it('but the bounds themselves are fine', async () => {
		const { api } = clientSuccess();
		api.post('/client/bulk').times(6).reply(200, [{}]);

		const bounds = [{ maxConcurrency: 20, maxRetries: 10 }, { maxConcurrency: 0, maxRetries: 0 }, { retryBaseDelay: 0, maxRetryWait: 0 }];
		for (const options of bounds) {
			expect((await sync({ operation: 'insert', rows, options: { batchSize: 1, ...options } })).outcomes).toEqual(['written', 'written']);
		}
	});
});

describe('an operation or object that does not exist', () => {
	it.each([{ operation: 'mirror' }, { resource: 'invoice' }, { resource: '__proto__' }])('stops the node: %j', async (parameters) => {
		const { received } = clientSuccess();

		const { error } = await syncOrStop({ rows, parameters });

		expect(error?.message).toContain('operation');
		expect(received).toEqual([]);
	});
});

describe('a credential that would not be safe stops the node before the first request', () => {
	it.each([
		['http to another host', 'http://api.clientsuccess.com/v2'],
		['http to a host that begins like this machine', 'http://localhost.evil.test/v2'],
		['http with this machine as user name', 'http://localhost@evil.test/v2'],
		['another protocol', 'ftp://api.clientsuccess.com/v2'],
		['a user name', 'https://user:pass@api.clientsuccess.com/v2'],
		['a query', 'https://api.clientsuccess.com/v2?x=1'],
		['no URL', 'api.clientsuccess.com'],
		['nothing', ''],
	])('Base URL: %s', async (_, baseUrl) => {
		const { received } = clientSuccess();

		const { error } = await syncOrStop({ rows, credential: { baseUrl } });

		expect(error?.message).toContain('Base URL');
		expect(received).toEqual([]);
	});

	it.each(['', ' ', 'two words', 'line\nbreak', 'line\r\nX-Injected: 1', 'trailing\n', 'ключ', '\u0000key'])('API key: %j', async (apiKey) => {
		const { received } = clientSuccess();

		const { error, result } = await syncOrStop({ rows, credential: { apiKey } });

		expect(error?.message).toContain('API Key');
		expect(error?.description).toContain('Global Settings > API Credentials');
		if (apiKey.trim() !== '') expect(JSON.stringify(result.run).includes(JSON.stringify(apiKey).slice(1, -1))).toBe(false);
		expect(received).toEqual([]);
	});

	it.each(['https://api.clientsuccess.com/v2/', ' https://api.clientsuccess.com/v2 ', 'HTTPS://API.clientsuccess.com/v2//'])(
		'but is read generously: %j',
		async (baseUrl) => {
			const { api, received } = clientSuccess();
			api.post('/client/upsert').twice().reply(200, {});

			await sync({ rows, credential: { baseUrl } });

			expect(received.map(({ path }) => path)).toEqual(['/v2/client/upsert', '/v2/client/upsert']);
		},
	);
});

describe('an expression that fails for one item', () => {
	const parameters: IDataObject = { dataMode: 'defineBelow', name: '={{ $json.bad ? $("Nowhere").item.json.x : $json.name }}' };
	const three = [{ name: 'A' }, { name: 'B', bad: true }, { name: 'C' }];

	it('is that item\'s error alone', async () => {
		const { api } = clientSuccess();
		api.post('/client/bulk', [{ name: 'A' }, { name: 'C' }]).reply(200, []);

		const run = await sync({ operation: 'insert', rows: three, parameters });

		expect(run.outcomes).toEqual(['written', 'rejected', 'written']);
		expect(run.failure(1)).toMatchObject({ attempts: 0, httpCode: null });
		expect(run.failure(1).message).toMatch(/^Item 1: .*expression.*node doesn't exist/);
	});

	it('is named with its field', async () => {
		const run = await sync({ operation: 'insert', rows: three, parameters, options: { dryRun: true } });

		expect(run.failure(1).message).toMatch(/^Item 1: .*\b(name|Name)\b/);
	});
});

describe('any number of items:', () => {
	it('none', async () => {
		const { received } = clientSuccess();

		const run = new SyncRun(await startSync({ rows: [] }).result);

		expect(run.result.status).toBe('success');
		expect(run.items).toEqual([]);
		expect(received).toEqual([]);
	});

	const many = Array.from({ length: 130_000 }, (_, index) => ({ name: `N${index}` }));

	it('130,000, inserted in bulk', async () => {
		const { api, received } = clientSuccess();
		api.persist().post('/client/bulk').reply(204);

		const run = new SyncRun(await startSync({ operation: 'insert', rows: many, options: { maxConcurrency: 10 }, onError: 'continueErrorOutput' }).result);

		expect(run.error).toBeUndefined();
		expect(received).toHaveLength(1300);
		expect(run.items).toHaveLength(130_000);
		expect(run.items.findIndex(({ json, pairedItem }, item) => json.name !== `N${item}` || JSON.stringify(pairedItem) !== `{"item":${item}}`)).toBe(-1);
		expect(run.hints[0]).toContain('130,000 clients written (1,300 requests');
	}, 30_000);

	it('130,000 that are all invalid: one error that can be read', async () => {
		const { error } = await syncOrStop({ operation: 'insert', rows: many.map((row, index) => (index % 2 === 0 ? { name: '' } : row)) });

		expect(error?.message).toMatch(/^Item 0: name/);
		expect(error?.description).toContain('0 of 130000 items were written. 130000 not written: items 0–129999.');
		expect(`${error?.message}${error?.description}`.length).toBeLessThan(2000);
	});

	it('130,000 that are refused, each with its own error', async () => {
		const { api, received } = clientSuccess();
		api.post('/client/bulk').reply(401, { message: 'Unknown key' });

		const run = await sync({ operation: 'insert', rows: many });

		expect(received).toHaveLength(1);
		expect(run.outcomes.filter((outcome) => outcome === 'rejected')).toHaveLength(100);
		expect(run.outcomes.filter((outcome) => outcome === 'notSent')).toHaveLength(129_900);
	});
});
