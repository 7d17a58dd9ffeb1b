import { sync } from './support/run.ts';
import type { Scenario } from './support/run.ts';
import { clientSuccess, useNock } from './support/server.ts';

useNock();

const MAINTENANCE = '<!DOCTYPE html><html><title>System Maintenance</title></html>';
const lost = (code: string) => Object.assign(new Error(`socket: ${code}`), { code });

/** The same row for each operation, with the request it becomes. */
const writes = {
	'a bulk insert': { method: 'POST', path: '/client/bulk', operation: 'insert' },
	'a single insert': { method: 'POST', path: '/contract', operation: 'insert', resource: 'contract' },
	'an upsert': { method: 'POST', path: '/client/upsert', operation: 'upsert' },
	'an update': { method: 'PUT', path: '/client/cln_1', operation: 'update' },
} as const;

const kinds = ['a bulk insert', 'a single insert', 'an upsert', 'an update'] as const;
const inserts = ['a bulk insert', 'a single insert'] as const;
const idempotent = ['an upsert', 'an update'] as const;
type Kind = (typeof kinds)[number];

/** Announces answers for one row's request, one after the other. */
function scene(kind: Kind, options: Scenario['options'] = {}) {
	const { method, path, ...scenario } = writes[kind];
	const { api, received } = clientSuccess();
	const row = { uuid: 'cln_1', clientId: 'cln_1', name: 'Acme' };
	return {
		next: () => api.intercept(path, method),
		received,
		run: async () => await sync({ ...scenario, rows: [row], options }),
	};
}

const written = { uuid: 'cln_9' };

describe('is sent again until it succeeds', () => {
	const now = (seconds: number) => new Date(Date.now() + seconds * 1000).toUTCString();

	it.each(kinds.flatMap((kind) => [
		[kind, '429 with Retry-After in seconds', 429, '{"message":"slow down"}', { 'Retry-After': '0.01' }] as const,
		[kind, '429 with a Retry-After date gone by', 429, '', { 'Retry-After': now(-60) }] as const,
		[kind, '429 without Retry-After', 429, '', {}] as const,
		[kind, '429 with a Retry-After that says nothing', 429, '', { 'Retry-After': 'soon' }] as const,
		[kind, '500', 500, '{"message":"oops"}', {}] as const,
		[kind, '502 with a web page', 502, '<html>Bad Gateway</html>', {}] as const,
		[kind, '503 with Retry-After', 503, '', { 'Retry-After': '0' }] as const,
		[kind, 'a maintenance page with 503', 503, MAINTENANCE, { 'Content-Type': 'text/html' }] as const,
		[kind, 'a maintenance page with 200', 200, MAINTENANCE, { 'Content-Type': 'text/html' }] as const,
	]))('%s answered with %s', async (kind, _, status, body, headers) => {
		const { next, received, run } = scene(kind);
		next().twice().reply(status, body, headers);
		next().reply(200, kind === 'a bulk insert' ? [written] : written);

		const { outcomes, json, hints } = await run();

		expect(outcomes).toEqual(['written']);
		expect(json[0]).toMatchObject(written);
		expect(received).toHaveLength(3);
		expect(new Set(received.map((request) => JSON.stringify(request.body))).size).toBe(1);
		expect(hints[0]).toContain('(3 requests, 2 retries');
	});

	it.each(kinds.flatMap((kind) => ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN'].map((code) => [kind, code] as const)))(
		'%s that could not connect (%s)',
		async (kind, code) => {
			const { next, received, run } = scene(kind, { retryInserts: false });
			next().replyWithError(lost(code));
			next().reply(204);

			expect((await run()).outcomes).toEqual(['written']);
			expect(received).toHaveLength(2);
		},
	);

	it.each(idempotent.flatMap((kind) => ['ECONNRESET', 'EPIPE', 'ETIMEDOUT'].map((code) => [kind, code] as const)))(
		'%s whose connection was lost (%s)',
		async (kind, code) => {
			const { next, run } = scene(kind);
			next().replyWithError(lost(code));
			next().reply(200, written);

			expect((await run()).outcomes).toEqual(['written']);
		},
	);

	it.each(idempotent)('%s after a server error, even without Retry Inserts After Server Errors', async (kind) => {
		const { next, run } = scene(kind, { retryInserts: false });
		next().reply(503, MAINTENANCE);
		next().reply(200, written);

		expect((await run()).outcomes).toEqual(['written']);
	});
});

describe('ends as unknown, sent once:', () => {
	it.each(inserts.flatMap((kind) => ['ECONNRESET', 'EPIPE', 'ETIMEDOUT'].map((code) => [kind, code] as const)))(
		'%s whose connection was lost (%s)',
		async (kind, code) => {
			const { next, received, run } = scene(kind);
			next().replyWithError(lost(code));

			const { outcomes, failure } = await run().then((done) => ({ outcomes: done.outcomes, failure: done.failure(0) }));

			expect(outcomes).toEqual(['unknown']);
			expect(failure).toMatchObject({ httpCode: null, attempts: 1 });
			expect(failure.description).toContain('before you send this item again');
			expect(received).toHaveLength(1);
		},
	);

	it.each(inserts.flatMap((kind) => [[kind, 500, ''], [kind, 503, MAINTENANCE], [kind, 200, MAINTENANCE]] as const))(
		'%s answered with %d %s, without Retry Inserts After Server Errors',
		async (kind, status, body) => {
			const { next, run } = scene(kind, { retryInserts: false });
			next().reply(status, body);

			const done = await run();

			expect(done.outcomes).toEqual(['unknown']);
			expect(done.failure(0)).toMatchObject({ httpCode: status, attempts: 1 });
		},
	);
});

describe('is given up after Max Retries', () => {
	it.each(kinds)('%s, as not written, while the rate limit holds', async (kind) => {
		const { next, received, run } = scene(kind, { maxRetries: 2 });
		next().thrice().reply(429, { message: 'slow down' }, { 'Retry-After': '0' });

		const done = await run();

		expect(done.outcomes).toEqual(['rejected']);
		expect(done.failure(0)).toMatchObject({ httpCode: 429, attempts: 3 });
		expect(done.failure(0).message).toContain('slow down');
		expect(received).toHaveLength(3);
	});

	it.each(kinds)('%s, as unknown, while ClientSuccess fails: 3 retries by default', async (kind) => {
		const { next, received, run } = scene(kind);
		next().times(4).reply(500, { message: 'oops' });

		const done = await run();

		expect(done.outcomes).toEqual(['unknown']);
		expect(done.failure(0)).toMatchObject({ httpCode: 500, attempts: 4 });
		expect(done.failure(0).message).toContain('oops');
		expect(received).toHaveLength(4);
	});

	it.each(kinds)('%s, as not sent, while no connection comes about', async (kind) => {
		const { next, run } = scene(kind, { maxRetries: 1 });
		next().twice().replyWithError(lost('ECONNREFUSED'));

		const done = await run();

		expect(done.outcomes).toEqual(['notSent']);
		expect(done.failure(0)).toMatchObject({ httpCode: null, attempts: 2 });
	});

	it('at once with 0', async () => {
		const { next, received, run } = scene('an upsert', { maxRetries: 0 });
		next().reply(503);

		expect((await run()).outcomes).toEqual(['unknown']);
		expect(received).toHaveLength(1);
	});
});

describe('what an earlier attempt may have done', () => {
	it.each(inserts.flatMap((kind) => [[kind, 422], [kind, 429], [kind, 401]] as const))(
		'is not forgotten: %s that failed once, then was answered with %d',
		async (kind, status) => {
			const { next, run } = scene(kind, { maxRetries: 1 });
			next().reply(500);
			next().reply(status, { message: 'already there' }, { 'Retry-After': '0' });

			expect((await run()).outcomes).toEqual(['unknown']);
		},
	);
});
