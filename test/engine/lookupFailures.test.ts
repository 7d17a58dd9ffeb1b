/** Lookups that fail, or that must not be made. */
import { sleep } from 'n8n-workflow';
import { cancelWhen, expectCancelled } from './support/cancel.ts';
import { sync, syncOrStop } from './support/run.ts';
import type { Scenario } from './support/run.ts';
import { serveSearch } from './support/search.ts';
import { clientSuccess, useNock } from './support/server.ts';

useNock();

const rows = [{ clientId: 'cln_0', email: 'a@x.test' }, { clientExternalId: 'ACC-1', email: 'b@x.test' }, { clientId: 'cln_2', email: 'c@x.test' }, { clientExternalId: 'ACC-3', email: 'd@x.test' }];
const contacts = (scenario: Partial<Scenario> = {}): Scenario => ({ resource: 'contact', rows, ...scenario });
const written = (received: ReturnType<typeof clientSuccess>['received']) => received.filter(({ method }) => method !== 'GET').map(({ body }) => body);

describe('a lookup that fails', () => {
	it('after all retries fails the rows that need it alone: they were not sent', async () => {
		const { api, received } = clientSuccess();
		api.get('/client/search').query(true).times(3).reply(503, { message: 'out of order' });
		api.post('/contact/upsert').twice().reply(200, {});

		const run = await sync(contacts({ options: { maxRetries: 2 } }));

		expect(run.outcomes).toEqual(['written', 'notSent', 'written', 'notSent']);
		expect(run.failure(1)).toMatchObject({
			message: 'Item 1: not sent, because a UUID could not be looked up: ClientSuccess failed to give clients (3 attempts): out of order',
			description: 'Nothing was written for this item. Try again later.',
			httpCode: 503, attempts: 3, record: { email: 'b@x.test' },
		});
		expect(written(received)).toEqual([rows[0], rows[2]]);
		expect(run.hints).toEqual(['2 contacts written, 2 not sent (5 requests, 2 retries, 0 seconds waited).']);
	});

	it('in the middle does so too: no half of the clients is taken for all', async () => {
		const { api } = clientSuccess();
		api.get('/client/search').query(({ page }) => page === '0').reply(200, { data: [{ uuid: 'cln_1', externalId: 'ACC-1' }], last: false });
		api.get('/client/search').query(({ page }) => page === '1').reply(200, 'null');
		api.post('/contact/upsert').twice().reply(200, {});

		const run = await sync(contacts());

		expect(run.outcomes).toEqual(['written', 'notSent', 'written', 'notSent']);
	});

	it.each([401, 403])('for want of permission (%d) ends the run, each item accounted for', async (status) => {
		const { api, received } = clientSuccess();
		api.get('/client/search').query(true).reply(status, { message: 'no entry' });

		const run = await sync(contacts());

		expect(run.outcomes).toEqual(['notSent', 'notSent', 'notSent', 'notSent']);
		expect(run.failure(1)).toMatchObject({ httpCode: status, message: expect.stringContaining('no entry') });
		expect(run.failure(0)).toMatchObject({ httpCode: null, attempts: 0 });
		expect(received).toHaveLength(1);
	});

	it.each([
		['server errors', 503, {}, /^Item 1: .*failed to give clients \(1 attempt\)/],
		['a missing permission', 403, {}, /^Item 1: .*no permission to read clients/],
		['too long a wait', 429, { 'Retry-After': '900' }, /^Item 1: .*900 seconds/],
	] as const)('stops a node that stops on errors, with nothing written: %s', async (_, status, headers, message) => {
		const { api, received } = clientSuccess();
		api.get('/client/search').query(true).reply(status, '', headers);

		const { error, result } = await syncOrStop(contacts({ options: { maxRetries: 0 } }));

		expect(error?.message).toMatch(message);
		expect(error?.description).toContain('0 of 4 items were written. 4 not written: items 0–3.');
		expect(error).toMatchObject({ httpCode: String(status), context: { itemIndex: 1 } });
		expect(result.output('Written')).toEqual([]);
		expect(received).toHaveLength(1);
	});

	it('because ClientSuccess can\'t be reached stops it too, and names the item that needed it', async () => {
		const { api } = clientSuccess();
		api.get('/client/search').query(true).replyWithError(Object.assign(new Error('refused'), { code: 'ECONNREFUSED' }));

		const { error } = await syncOrStop(contacts({ options: { maxRetries: 0 } }));

		expect(error?.message).toMatch(/^Item 1: .*could not be reached/);
	});

	it('once is made again', async () => {
		const { api } = clientSuccess();
		api.get('/client/search').query(true).reply(429, '', { 'Retry-After': '0.01' });
		api.get('/client/search').query(true).reply(200, { data: [{ uuid: 'cln_1', externalId: 'ACC-1' }, { uuid: 'cln_3', externalId: 'ACC-3' }], last: true });
		api.post('/contact/upsert').times(4).reply(200, {});

		expect((await sync(contacts())).outcomes).toEqual(['written', 'written', 'written', 'written']);
	});
});

describe('a node that stops on errors', () => {
	it('sends nothing if a row is invalid, not even a lookup', async () => {
		const { received } = clientSuccess();

		const { error } = await syncOrStop(contacts({ rows: [...rows, { email: 'e@x.test' }] }));

		expect(error?.message).toMatch(/^Item 4: clientId is required/);
		expect(error?.description).toContain('0 of 5 items were written. 5 not written: items 0–4.');
		expect(received).toEqual([]);
	});

	it('writes nothing if a row\'s record isn\'t found, and names that row', async () => {
		const { api, received } = clientSuccess();
		serveSearch(api, '/client/search', () => [{ uuid: 'cln_1', externalId: 'ACC-1' }]);

		const { error } = await syncOrStop(contacts());

		expect(error?.message).toBe('Item 3: clientId can\'t be found: there is no client with the externalId "ACC-3"');
		expect(error?.description).toContain('0 of 4 items were written. 4 not written: items 0–3.');
		expect(received).toHaveLength(1);
	});

	it('writes all if all are found', async () => {
		const { api } = clientSuccess();
		serveSearch(api, '/client/search', () => [{ uuid: 'cln_1', externalId: 'ACC-1' }, { uuid: 'cln_3', externalId: 'ACC-3' }]);
		api.post('/contact/upsert').times(4).reply(200, {});

		const { error, json } = await syncOrStop(contacts());

		expect(error).toBeUndefined();
		expect(json.map(({ clientId }) => clientId)).toEqual(['cln_0', 'cln_1', 'cln_2', 'cln_3']);
	});
});

describe('a row that is invalid otherwise', () => {
	it('needs no lookup', async () => {
		const { api, received } = clientSuccess();
		api.post('/contact/upsert').reply(200, {});

		const run = await sync(contacts({ rows: [{ clientExternalId: 'ACC-1', email: ['x'] }, { clientId: 'cln_2', email: 'c@x.test' }] }));

		expect(run.outcomes).toEqual(['rejected', 'written']);
		expect(received).toHaveLength(1);
	});
});

describe('a dry run', () => {
	it('looks up, shows what would be sent, and writes nothing', async () => {
		const { api, received } = clientSuccess();
		serveSearch(api, '/client/search', () => [{ uuid: 'cln_1', externalId: 'ACC-1' }]);

		const run = await sync(contacts({ options: { dryRun: true } }));

		expect(run.json.slice(0, 3)).toEqual([rows[0], { clientId: 'cln_1', email: 'b@x.test' }, rows[2]]);
		expect(run.failure(3)).toMatchObject({ outcome: 'rejected', message: expect.stringContaining('there is no client') });
		expect(received.map(({ method }) => method)).toEqual(['GET']);
		expect(run.hints).toEqual(['Dry run: 3 contacts would be sent, nothing was, 1 rejected.', 'All clients were read once to find UUIDs by External ID.']);
	});
});

describe('a cancellation while looking up', () => {
	it.each(['stopWorkflow', 'continueRegularOutput'] as const)('ends the run at once, without failing it, and writes nothing (%s)', async (onError) => {
		const { api, received } = clientSuccess();
		api.get('/client/search').query(true).delay(30_000).reply(200, { data: [] });

		expectCancelled(await cancelWhen(() => received.length === 1, contacts({ onError })));

		await sleep(50);
		expect(received).toHaveLength(1);
	});
});
