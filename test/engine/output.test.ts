import { startSync, sync, syncOrStop, SyncRun } from './support/run.ts';
import type { Scenario } from './support/run.ts';
import { API_KEY, clientSuccess, useNock } from './support/server.ts';

useNock();

const lost = Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });
const rows = ['A', 'B', 'C', 'D'].map((name) => ({ name, plan: `plan ${name}` }));

/** A is written, B refused, C lost after sending, D asks for too long a wait. */
function announceAllFates() {
	const { api } = clientSuccess();
	api.post('/client/upsert', { name: 'A' }).reply(201, { uuid: 'cln_a', id: 7 });
	api.post('/client/upsert', { name: 'B' }).reply(422, { message: 'B is taken' });
	api.post('/client/upsert', { name: 'C' }).replyWithError(lost);
	api.post('/client/upsert', { name: 'D' }).reply(429, '', { 'Retry-After': '900' });
}
const errorOf = (name: string, outcome: string, httpCode: number | null) => ({
	message: expect.stringMatching(`^Item ${rows.findIndex((row) => row.name === name)}: .+`),
	description: expect.stringMatching(/.+/),
	httpCode, outcome, attempts: 1, record: { name },
});
const errors = { B: errorOf('B', 'rejected', 422), C: errorOf('C', 'unknown', null), D: errorOf('D', 'notSent', 429) };
const options = { maxRetries: 0 };

describe('on error, the node', () => {
	it('continues: each item is the record or an error, and nothing else', async () => {
		announceAllFates();

		const run = await sync({ rows, options, onError: 'continueRegularOutput' });

		expect(run.items).toEqual([
			{ json: { name: 'A', uuid: 'cln_a', id: 7 }, pairedItem: { item: 0 } },
			{ json: { error: errors.B }, pairedItem: { item: 1 } },
			{ json: { error: errors.C }, pairedItem: { item: 2 } },
			{ json: { error: errors.D }, pairedItem: { item: 3 } },
		]);
		expect(run.result.output('Written')).toHaveLength(4);
		expect(run.result.status).toBe('success');
	});

	it('continues with its error output: there the error comes with the row', async () => {
		announceAllFates();

		const { result } = new SyncRun(await startSync({ rows, options, onError: 'continueErrorOutput' }).result);

		expect(result.output('ClientSuccess', 0)).toEqual([{ json: { name: 'A', uuid: 'cln_a', id: 7 }, pairedItem: { item: 0 } }]);
		expect(result.output('ClientSuccess', 1)).toEqual([
			{ json: { ...rows[1], error: errors.B }, pairedItem: { item: 1 } },
			{ json: { ...rows[2], error: errors.C }, pairedItem: { item: 2 } },
			{ json: { ...rows[3], error: errors.D }, pairedItem: { item: 3 } },
		]);
		expect(result.output('Written').map(({ json }) => json.name)).toEqual(['A']);
		expect(result.output('Failed').map(({ json }) => json.name)).toEqual(['B', 'C', 'D']);
	});

	it('stops: the error names the first item that failed, and accounts for all', async () => {
		const { api, received } = clientSuccess();
		api.post('/client/upsert').twice().reply(200, {});
		api.post('/client/upsert').reply(422, { message: 'C is taken' });

		const { error, result } = await syncOrStop({ rows: [...rows, { name: 'E' }] });

		expect(result.status).toBe('error');
		expect(error?.message).toMatch(/^Item 2: .*C is taken/);
		expect(error).toMatchObject({ httpCode: '422', context: { itemIndex: 2 } });
		expect(error?.description).toContain('2 of 5 items were written. 3 not written: items 2–4.');
		expect(result.output('Written')).toEqual([]);
		expect(received).toHaveLength(3);
	});

	it('stops: the error tells what is unknown from what was not written', async () => {
		const { api } = clientSuccess();
		api.post('/client/bulk').reply(200, [{}, {}]);
		api.post('/client/bulk').replyWithError(lost);

		const { error } = await syncOrStop({ operation: 'insert', rows: [...rows, { name: 'E' }], options: { batchSize: 2 } });

		expect(error?.message).toMatch(/^Item 2: /);
		expect(error?.description).toContain('2 of 5 items were written. 1 not written: item 4. 2 unknown, which may have been written: items 2–3.');
	});

	it('stops after the requests under way: what they wrote is counted', async () => {
		const { api, received } = clientSuccess();
		api.post('/client/upsert', { name: 'B' }).reply(422, { message: 'no' });
		api.post('/client/upsert').twice().delay(60).reply(200, {});

		const { error } = await syncOrStop({ rows: [...rows, { name: 'E' }], options: { maxConcurrency: 3 } });

		expect(error?.message).toMatch(/^Item 1: /);
		expect(error?.description).toContain('2 of 5 items were written. 3 not written: items 1, 3–4.');
		expect(received).toHaveLength(3);
	});

	it('stops before the first request if a row is invalid', async () => {
		const { received } = clientSuccess();

		const { error } = await syncOrStop({ rows: [{ name: 'A' }, { name: 'B', status: 'gone' }, { name: '' }] });

		expect(error?.message).toMatch(/^Item 1: status/);
		expect(error).toMatchObject({ context: { itemIndex: 1 } });
		expect(error?.description).toContain('0 of 3 items were written. 3 not written: items 0–2.');
		expect(received).toEqual([]);
	});

	it.each(['stopWorkflow', 'continueRegularOutput'] as const)('keeps the words in which n8n sees system errors (%s)', async (onError) => {
		const { api } = clientSuccess();
		api.post('/client/upsert').reply(422, { message: 'keepermint is a reserved name, ENOENT' });
		const messageOf = (result: SyncRun) => result.error?.message ?? result.failure(0).message;

		const refused = new SyncRun(await startSync({ onError, rows: [{ name: 'A' }] }).result);
		const invalid = new SyncRun(await startSync({ onError, rows: [{ name: 'A', status: 'keepermint' }] }).result);

		expect(messageOf(refused)).toContain('keepermint is a reserved name, ENOENT');
		expect(messageOf(invalid)).toMatch(/^Item 0: status .*keepermint/);
	});
});

describe('the API key', () => {
	// Servers differ in what they escape in JSON: PHP's do the slash, Gson the equals sign.
	const echoes = [
		['as it is', API_KEY],
		['with escaped slashes', API_KEY.replaceAll('/', '\\/')],
		['with escaped equals signs', API_KEY.replaceAll('=', '\\u003d')],
	] as const;
	const answers = (key: string) => [
		[401, `{"message":"Unknown key ${key}"}`],
		[403, `{"errors":[{"field":"${key}","message":"${key}"}]}`],
		[422, `{"userMessage":"${key} may not"}`],
		[422, `key ${key} may not`],
		[429, `{"message":"${key} is too fast"}`],
		[500, `{"error":"${key}"}`],
		[200, `{"uuid":"cln_1","request":{"authorization":"${key}"},"${key}":1}`],
		[302, key],
	] as const;

	const settings = ['stopWorkflow', 'continueRegularOutput', 'continueErrorOutput'] as const;

	it.each(settings.flatMap((onError) => echoes.map(([how, key]) => [onError, how, key] as const)))(
		'is nowhere in the stored execution (%s), though the server repeats it %s',
		async (onError, _, key) => {
			for (const [status, body] of answers(key)) {
				const { api } = clientSuccess();
				api.post('/client/upsert').reply(status, body, { 'X-Key': API_KEY, 'Retry-After': '0' });

				const { result } = new SyncRun(await startSync({ onError, options, rows: [{ name: 'Acme' }] }).result);

				expect(api.isDone()).toBe(true);
				const stored = JSON.stringify(result.run);
				expect(stored.includes('Acme')).toBe(true);
				expect({ status, keyInRun: stored.includes(API_KEY) }).toEqual({ status, keyInRun: false });
			}
		},
	);

	it.each(['stopWorkflow', 'continueRegularOutput'] as const)('is not there when the connection fails (%s)', async (onError) => {
		const { api } = clientSuccess();
		api.post('/client/upsert').replyWithError(Object.assign(new Error(`failed with ${API_KEY}`), { code: 'ECONNRESET' }));

		const { result } = new SyncRun(await startSync({ onError, options, rows: [{ name: 'Acme' }] }).result);

		expect(JSON.stringify(result.run).includes(API_KEY)).toBe(false);
	});
});

describe('a node that cannot work at all, and continues', () => {
	const causes: Array<[string, Partial<Scenario>]> = [
		['a Base URL without https', { credential: { baseUrl: 'http://api.clientsuccess.com/v2' } }],
		['an API key with a line break', { credential: { apiKey: 'line\nbreak' } }],
		['an option out of its range', { options: { maxRetries: 99 } }],
	];

	it.each(causes)('does not let rows pass as written: %s', async (_, scenario) => {
		const { result } = new SyncRun(await startSync({ rows, onError: 'continueErrorOutput', ...scenario }).result);

		expect(result.output('Written')).toEqual([]);
		expect(result.output('Failed').map(({ json }) => json.name)).toEqual(['A', 'B', 'C', 'D']);
		for (const { json } of result.output('Failed')) expect(json.error).toMatchObject({ attempts: 0, httpCode: null });
	});
});
