/** Get Many while requests fail, answers are odd, and records change between pages. */
import { sleep } from 'n8n-workflow';
import type nock from 'nock';
import { cancelWhen, expectCancelled } from './support/cancel.ts';
import { read, syncOrStop } from './support/run.ts';
import type { Scenario } from './support/run.ts';
import { many, pageOf, queryOf, serveSearch } from './support/search.ts';
import type { Found } from './support/search.ts';
import { clientSuccess, useNock } from './support/server.ts';

useNock();

const lost = Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });
const MAINTENANCE = '<!DOCTYPE html><html><title>System Maintenance</title></html>';
const all = (scenario: Partial<Scenario> = {}): Scenario => ({ operation: 'getAll', rows: [{}], parameters: { returnAll: true }, ...scenario });

/** Announces each page once, after what `before` announces for the second one. */
function threePages(before: (page: () => nock.Interceptor) => unknown) {
	const { api, received } = clientSuccess();
	const records = many('cln', 250);
	const page = (number: number) => api.get('/client/search').query((query) => query.page === String(number));
	page(0).reply(200, pageOf(records, 0, 100));
	before(() => page(1));
	return { records, received, rest: () => [1, 2].forEach((number) => page(number).reply(200, pageOf(records, number, 100))) };
}

describe('a page', () => {
	it.each([
		['429 with Retry-After', 429, '', { 'Retry-After': '0.01' }],
		['429 without', 429, '', {}],
		['500', 500, '{"message":"oops"}', {}],
		['a maintenance page', 200, MAINTENANCE, { 'Content-Type': 'text/html' }],
		['JSON that breaks off', 200, '{"data":[{"uuid":"cln_100"},{"uu', {}],
	] as const)('is asked for again after %s, and nothing comes twice or is missing', async (_, status, body, headers) => {
		const { records, received, rest } = threePages((page) => page().reply(status, body, headers));
		rest();

		const run = await read(all());

		expect(run.json).toEqual(records);
		expect(received.map(queryOf).map(({ page }) => page)).toEqual(['0', '1', '1', '2']);
		expect(run.hints[0]).toContain('250 clients read (4 requests, 1 retry');
	});

	it('is asked for again after a lost connection', async () => {
		const { records, rest } = threePages((page) => page().replyWithError(lost));
		rest();

		expect((await read(all())).json).toEqual(records);
	});

	it.each([
		['null', 200, 'null', 200, /^Item 0: .*clients.*no list of records/],
		['an empty body', 200, '', 200, /no list of records/],
		['an object without a list', 200, '{"totalElements":5}', 200, /no list of records/],
		['a refusal with 200', 200, '{"success":false,"message":"index is down"}', 200, /index is down/],
		['a refusal', 400, '{"message":"page is too high"}', 400, /page is too high/],
	])('that is %s is the error of the item that asked, without half of its records', async (_, status, body, httpCode, message) => {
		const { received } = threePages((page) => page().reply(status, body));

		const run = await read(all());

		expect(run.uuids).toEqual(['rejected']);
		expect(run.failure(0)).toMatchObject({ httpCode, message: expect.stringMatching(message), record: {} });
		expect(received).toHaveLength(2);
	});

	it.each([
		['server errors', (page: () => nock.Interceptor) => page().twice().reply(503), 503],
		['JSON that breaks off', (page: () => nock.Interceptor) => page().twice().reply(200, '{"data":[{"uu'), null],
		['HTML', (page: () => nock.Interceptor) => page().twice().reply(200, MAINTENANCE), 200],
	])('that ends in %s after all retries is so too', async (_, before, httpCode) => {
		threePages(before);

		const run = await read(all({ options: { maxRetries: 1 } }));

		expect(run.failure(0)).toMatchObject({ outcome: 'rejected', httpCode, attempts: 2 });
	});

	it.each([401, 403])('that is answered with %d ends the run: items after it are not sent', async (status) => {
		const { received } = threePages((page) => page().reply(status, { message: 'no' }));

		const run = await read(all({ rows: [{}, {}] }));

		expect(run.uuids).toEqual(['rejected', 'notSent']);
		expect(run.failure(0)).toMatchObject({ httpCode: status });
		expect(received).toHaveLength(2);
	});

	it('that fails stops a node that stops on errors, which names the item', async () => {
		const { api, received } = clientSuccess();
		api.get('/contract/search').query(({ tenantClientId }) => tenantClientId === 'cln_2').reply(400, { message: 'no' });
		serveSearch(api, '/contract/search', () => many('ctr', 2));

		const { error, result } = await syncOrStop(all({
			resource: 'contract',
			rows: [{ client: 'cln_1' }, { client: 'cln_2' }, { client: 'cln_1' }],
			parameters: { returnAll: true, filters: { clientId: '={{ $json.client }}' } },
		}));

		expect(error?.message).toBe('Item 1: ClientSuccess refused to give contracts: no');
		expect(error).toMatchObject({ httpCode: '400', context: { itemIndex: 1 } });
		expect(result.output('Written')).toEqual([]);
		expect(received).toHaveLength(2);
	});
});

describe('an answer in another shape', () => {
	const records = many('cln', 3);

	it.each([
		['results', { results: records, last: true }],
		['records', { records, last: true }],
		['totalPages instead of last', { data: records, totalPages: 1 }],
	])('is understood: %s', async (_, body) => {
		const { api, received } = clientSuccess();
		api.get('/client/search').query(true).reply(200, body);

		expect((await read(all())).json).toEqual(records);
		expect(received).toHaveLength(1);
	});

	it('is understood as a bare list: the end is a page without records', async () => {
		const { api } = clientSuccess();
		const list = many('cln', 120);
		for (const page of [list.slice(0, 100), list.slice(100), []]) api.get('/client/search').query(true).reply(200, page);

		expect((await read(all())).json).toEqual(list);
	});
});

describe('records that change while pages are read', () => {
	/** Answers with the records, which `change` may alter before each page. */
	function changing(change: (page: number, records: Found[]) => Found[]) {
		const { api, received } = clientSuccess();
		let records = many('cln', 250);
		serveSearch(api, '/client/search', ({ page }) => {
			records = change(Number(page), records);
			return records;
		});
		return received;
	}
	const sorted = (uuids: unknown[]) => [...uuids].map(String).sort();

	it('are each there once if some move to the front', async () => {
		changing((page, records) => (page === 1 ? [...records.slice(240, 245), ...records.slice(0, 240), ...records.slice(245)] : records));

		const { uuids } = await read(all());

		expect(sorted(uuids)).toEqual(sorted(many('cln', 250).map(({ uuid }) => uuid)));
	});

	it('are each there once if new ones come first, and the new ones too', async () => {
		let added = false;
		changing((page, records) => {
			if (page !== 1 || added) return records;
			added = true;
			return [...many('new', 3), ...records];
		});

		const { uuids } = await read(all());

		expect(sorted(uuids)).toEqual(sorted([...many('cln', 250), ...many('new', 3)].map(({ uuid }) => uuid)));
	});

	it('are each there once if others before them are deleted', async () => {
		let deleted = false;
		changing((page, records) => {
			if (page !== 1 || deleted) return records;
			deleted = true;
			return records.slice(10);
		});

		const { uuids } = await read(all());

		expect(sorted(uuids)).toEqual(sorted(many('cln', 250).map(({ uuid }) => uuid)));
	});

	it('are all there though a page in the middle is shorter than asked for', async () => {
		const { api } = clientSuccess();
		const records = many('cln', 150);
		const pages = [records.slice(0, 100), records.slice(100, 130), records.slice(130)];
		pages.forEach((data, page) => api.get('/client/search').query((query) => query.page === String(page)).reply(200, { data, last: page === 2 }));

		expect((await read(all())).json).toEqual(records);
	});
});

describe('a search that never says it has ended', () => {
	it.each([
		['with empty pages', () => []],
		['with the same page again and again', () => many('cln', 100)],
		['with less and less in all', () => []],
	])('is given up after a few pages without a new record: %s', async (what, pageAfter) => {
		const { api, received } = clientSuccess();
		let total = 10_000;
		api.persist().get('/client/search').query(true).reply(200, ({ url }: Request) => {
			const data = queryOf({ path: url }).page === '0' ? many('cln', 100) : pageAfter();
			return { data, last: false, ...(what.includes('less') && { totalElements: (total -= 50) }) };
		});

		const run = await read(all());

		expect(run.json).toEqual(many('cln', 100));
		expect(received.length).toBeLessThan(20);
	});
});

describe('a cancellation', () => {
	it.each(['stopWorkflow', 'continueRegularOutput'] as const)('between pages ends the run at once, without failing it (%s)', async (onError) => {
		const { api, received } = clientSuccess();
		const records = many('cln', 250);
		const page = (number: number) => api.get('/client/search').query((query) => query.page === String(number));
		page(0).reply(200, pageOf(records, 0, 100));
		page(1).delay(30_000).reply(200, pageOf(records, 1, 100));

		expectCancelled(await cancelWhen(() => received.length === 2, all({ onError })));

		await sleep(50);
		expect(received).toHaveLength(2);
	});

	it.each(['stopWorkflow', 'continueRegularOutput'] as const)('while it waits for a Retry-After does so too (%s)', async (onError) => {
		const { api, received } = clientSuccess();
		api.get('/client/search').query(true).reply(429, '', { 'Retry-After': '60' });

		expectCancelled(await cancelWhen(() => received.length === 1, all({ onError })));
	});
});
