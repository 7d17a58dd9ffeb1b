import { sleep } from 'n8n-workflow';
import { sync } from './support/run.ts';
import type { Row } from './support/run.ts';
import { clientSuccess, useNock } from './support/server.ts';

useNock();

interface Visit {
	readonly body: Record<string, unknown>;
	readonly start: number;
	end: number;
}

/** Answers every request after a while, and notes from when to when it was under way. */
function slowServer(path: string | RegExp, method: string, pause: (body: Record<string, unknown>, visit: number) => number) {
	const visits: Visit[] = [];
	let underWay = 0;
	const stats = { most: 0 };
	const { api } = clientSuccess();
	api.persist().intercept(path, method).reply(200, async (request: Request) => {
		const parsed: unknown = await request.json();
		const body: Record<string, unknown> = { ...(Array.isArray(parsed) ? Object(parsed[0]) : Object(parsed)) };
		const visit: Visit = { body, start: performance.now(), end: Infinity };
		visits.push(visit);
		stats.most = Math.max(stats.most, ++underWay);
		await sleep(pause(body, visits.length));
		underWay -= 1;
		visit.end = performance.now();
		return {};
	});
	return { visits, stats };
}

const rowsNamed = (count: number): Row[] => Array.from({ length: count }, (_, index) => ({ name: `N${index}` }));

describe('Max Concurrent Requests', () => {
	it.each([
		['one at a time by default', {}, 1],
		['as many as it says', { maxConcurrency: 4 }, 4],
		['no more than there are rows', { maxConcurrency: 20 }, 12],
	])('sends %s', async (_, options, most) => {
		const { visits, stats } = slowServer('/client/upsert', 'POST', () => 15);

		const run = await sync({ rows: rowsNamed(12), options });

		expect(stats.most).toBe(most);
		expect(visits).toHaveLength(12);
		expect(run.json).toEqual(rowsNamed(12));
	});

	it('sends more and more at once by itself if it is 0, and says how many that were', async () => {
		const { visits, stats } = slowServer('/client/upsert', 'POST', () => 15);

		const run = await sync({ rows: rowsNamed(60), options: { maxConcurrency: 0 } });

		expect(run.json).toEqual(rowsNamed(60));
		expect(visits[1]?.start).toBeGreaterThanOrEqual(visits[0]?.end ?? NaN);
		expect(stats.most).toBeGreaterThan(2);
		expect(stats.most).toBeLessThanOrEqual(20);
		expect(run.hints).toEqual([`60 clients written (60 requests, 0 retries, up to ${stats.most} at once, 0 seconds waited).`]);
	});

	it('keeps the output in input order, whichever answer comes first', async () => {
		const rows = rowsNamed(6);
		slowServer('/client/upsert', 'POST', (_, visit) => 60 - visit * 10);

		const run = await sync({ rows, options: { maxConcurrency: 6 } });

		expect(run.json).toEqual(rows);
	});
});

describe('rows for the same record', () => {
	const email = { key: { email: 'a@acme.test' }, other: (n: number) => ({ email: `x${n}@acme.test` }) };
	const externalId = (n: number) => ({ externalId: `X${n}` });
	const cases = [
		{
			what: 'of one uuid', operation: 'update', resource: 'contact', method: 'PUT', path: /\/contact\//,
			key: { uuid: 'con_1', email: 'a@acme.test' }, other: (n: number) => ({ uuid: `con_x${n}` }),
		},
		{ what: 'of one externalId', operation: 'upsert', resource: 'client', method: 'POST', path: '/client/upsert', key: { externalId: 'A' }, other: externalId },
		{ what: 'of one name', operation: 'upsert', resource: 'client', method: 'POST', path: '/client/upsert', key: {}, other: externalId },
		{ what: 'of one email', operation: 'upsert', resource: 'contact', method: 'POST', path: '/contact/upsert', ...email },
		{ what: 'of one email', operation: 'insert', resource: 'contact', method: 'POST', path: '/contact/bulk', ...email },
	] as const;

	it.each(cases)('$what keep their order on $operation of a $resource', async ({ operation, resource, method, path, key, other }) => {
		// Every third row is for the same record, and takes longest.
		const rows = Array.from({ length: 12 }, (_, n) => {
			const version = { clientId: 'c', phone: `v${n}`, city: `v${n}` };
			return n % 3 === 0 ? { ...version, name: 'Same', ...key } : { ...version, name: `Other ${n}`, ...other(n) };
		});
		const isSame = (body: Record<string, unknown>) => ['v0', 'v3', 'v6', 'v9'].includes(String(body.phone ?? body.city));
		const { visits, stats } = slowServer(path, method, (body) => (isSame(body) ? 40 : 2));

		await sync({ resource, operation, rows, options: { maxConcurrency: 4, batchSize: 1 } });

		const same = visits.filter(({ body }) => isSame(body));
		expect(same.map(({ body }) => body.phone ?? body.city)).toEqual(['v0', 'v3', 'v6', 'v9']);
		same.slice(1).forEach(({ start }, index) => expect(start).toBeGreaterThanOrEqual(same[index]?.end ?? Infinity));
		expect(stats.most).toBeGreaterThan(1);
	});

	it('keep their order through a retry', async () => {
		const { api, received } = clientSuccess();
		api.post('/client/upsert', { externalId: 'A', name: 'old' }).reply(503, '', { 'Retry-After': '0.1' });
		api.post('/client/upsert', { externalId: 'A', name: 'old' }).reply(200, {});
		api.post('/client/upsert', { externalId: 'A', name: 'new' }).reply(200, {});

		await sync({ rows: [{ externalId: 'A', name: 'old' }, { externalId: 'A', name: 'new' }], options: { maxConcurrency: 4 } });

		expect(received.map(({ body }) => body)).toEqual([{ externalId: 'A', name: 'old' }, { externalId: 'A', name: 'old' }, { externalId: 'A', name: 'new' }]);
	});
});

describe('the wait before a retry', () => {
	it('is as long as Retry-After says in seconds', async () => {
		const { api, received } = clientSuccess();
		api.post('/client/upsert').reply(429, '', { 'Retry-After': '0.3' });
		api.post('/client/upsert').reply(200, {});

		await sync({ rows: rowsNamed(1) });

		const [first, second] = received;
		expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThanOrEqual(298);
	});

	it('ends at the date that Retry-After gives', async () => {
		const { api, received } = clientSuccess();
		const date = new Date(Math.ceil((Date.now() + 200) / 1000) * 1000);
		api.post('/client/upsert').reply(429, '', { 'Retry-After': date.toUTCString() });
		api.post('/client/upsert').reply(200, {});

		await sync({ rows: rowsNamed(1) });

		expect(received[1]?.at).toBeGreaterThanOrEqual(date.getTime());
	});

	it('holds for every concurrent request after a 429', async () => {
		const rows = rowsNamed(12);
		const { api, received } = clientSuccess();
		let limitedAt = 0;
		api.post('/client/upsert', { name: 'N1' }).reply(429, () => {
			limitedAt = Date.now();
			return '';
		}, { 'Retry-After': '0.5' });
		api.post('/client/upsert').times(rows.length).reply(200, async () => {
			await sleep(30);
			return {};
		});

		const run = await sync({ rows, options: { maxConcurrency: 4 } });

		expect(run.outcomes).toEqual(rows.map(() => 'written'));
		// Those under way when the limit was reached could not know of it.
		const during = received.filter(({ at }) => at > limitedAt + 10 && at < limitedAt + 480);
		expect(during).toEqual([]);
		expect(received.filter(({ at }) => at >= limitedAt + 480)).toHaveLength(rows.length - 3);
	});

	it('does not hold up other requests after a server error without Retry-After', async () => {
		const { api, received } = clientSuccess();
		api.persist().post('/client/upsert', { name: 'N0' }).reply(500);
		api.persist().post('/client/upsert').reply(200, {});

		const started = Date.now();
		await sync({ rows: rowsNamed(5), options: { maxConcurrency: 2, maxRetries: 1, retryBaseDelay: 600 } });

		const others = received.filter(({ body }) => JSON.stringify(body) !== '{"name":"N0"}');
		expect(others).toHaveLength(4);
		for (const { at } of others) expect(at - started).toBeLessThan(500);
	});
});
