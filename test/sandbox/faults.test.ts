/** Each fault as a client sees it, and what it leaves in the ledger. */
import { NULL_ANSWER, maintenancePage, redirectTo, tooManyRequests } from '../../sandbox/server.mts';
import type { Fault, Sandbox } from '../../sandbox/server.mts';
import { open, send } from './http.ts';
import type { Reply } from './http.ts';

const ACME = { name: 'Acme' };
const ROWS = [{ name: 'A' }, { name: 'B' }, { name: 'C' }];

/** The messages of an error and its cause. Not by `instanceof`: fetch's errors are from outside jest's realm. */
function reasons(error: unknown): string {
	if (typeof error !== 'object' || error === null || !('message' in error)) return '';
	return `${String(error.message)} ${'cause' in error ? reasons(error.cause) : ''}`.trim();
}

/** Inserts one client under a fault; an error's message and cause if there is no answer. */
async function insertUnder(sandbox: Sandbox, fault: Fault, timeout?: number): Promise<Reply | string> {
	sandbox.script(fault);
	try {
		return await send(sandbox, 'POST', '/client', ACME, timeout === undefined ? {} : { timeout });
	} catch (error) {
		return reasons(error);
	}
}

async function bulkUnder(sandbox: Sandbox, fault: Fault): Promise<Reply> {
	sandbox.script(fault);
	return await send(sandbox, 'POST', '/client/bulk', ROWS);
}

describe('an answer in place of the real one', () => {
	it.each([
		['429 with Retry-After in seconds', tooManyRequests(7), 429, '7'],
		['429 with Retry-After as a date', tooManyRequests('Wed, 21 Oct 2026 07:28:00 GMT'), 429, 'Wed, 21 Oct 2026 07:28:00 GMT'],
		['429 without Retry-After', tooManyRequests(), 429, null],
		['500', { status: 500, body: { message: 'Oops' } }, 500, null],
	])('%s', async (_, answer, status, retryAfter) => {
		const sandbox = await open();
		const { entry, ...reply } = { entry: sandbox.requests, ...(await bulkUnder(sandbox, { answer })) };
		expect(reply).toMatchObject({ status, body: answer.body });
		expect(reply.headers.get('retry-after')).toBe(retryAfter);
		expect(sandbox.ledger).toEqual([]);
		expect(entry).toMatchObject([{ status, fault: { answer } }]);
	});

	it.each([200, 503] as const)('an HTML maintenance page with %d', async (status) => {
		const sandbox = await open();
		const reply = await bulkUnder(sandbox, { answer: maintenancePage(status) });
		expect(reply).toMatchObject({ status, text: expect.stringContaining('System Maintenance') });
		expect(reply.headers.get('content-type')).toContain('text/html');
	});

	it('null, with nothing written', async () => {
		const sandbox = await open();
		expect(await insertUnder(sandbox, { answer: NULL_ANSWER })).toMatchObject({ status: 200, text: 'null', body: null });
		expect(sandbox.ledger).toEqual([]);
	});

	it('a server error after the write', async () => {
		const sandbox = await open();
		expect(await insertUnder(sandbox, { answer: { status: 502 }, written: true })).toMatchObject({ status: 502, text: '' });
		expect(sandbox.ledger).toMatchObject([{ record: ACME, requestId: 1 }]);
	});

	it('a redirect', async () => {
		const sandbox = await open();
		sandbox.script({ answer: redirectTo('http://127.0.0.1:1/elsewhere') });
		const reply = await send(sandbox, 'GET', '/client/search', undefined, { redirect: 'manual' });
		expect(reply.status).toBe(307);
		expect(reply.headers.get('location')).toBe('http://127.0.0.1:1/elsewhere');
	});

	it('bytes and text as they are', async () => {
		const sandbox = await open();
		expect(await insertUnder(sandbox, { answer: { body: '{"half":' } })).toMatchObject({ status: 200, text: '{"half":' });
		expect(await insertUnder(sandbox, { answer: { body: Uint8Array.of(0xff, 0x41) } })).toMatchObject({ text: '\ufffdA' });
	});
});

describe('a connection that fails', () => {
	it.each([
		['before the write', { delivery: 'reset' }, 0],
		['after the write', { delivery: 'reset', written: true }, 1],
	] as const)('reset %s', async (_, fault, writes) => {
		const sandbox = await open();
		expect(await insertUnder(sandbox, fault)).toContain('ECONNRESET');
		expect(sandbox.ledger).toHaveLength(writes);
		expect(sandbox.requests).toMatchObject([{ status: 'reset' }]);
	});

	it.each([
		['without the write', { delivery: 'hang' }, 0],
		['after the write', { delivery: 'hang', written: true }, 1],
	] as const)('hangs until the client leaves, %s', async (_, fault, writes) => {
		const sandbox = await open();
		expect(await insertUnder(sandbox, fault, 100)).toContain('timeout');
		expect(sandbox.ledger).toHaveLength(writes);
		await send(sandbox, 'GET', '/client/search');
		expect(sandbox.requests).toMatchObject([{ status: 'hang' }, { status: 200 }]);
		expect(sandbox.stats().inFlight).toBe(0);
	});

	it('is cut in the middle of the body, after the write', async () => {
		const sandbox = await open();
		expect(await insertUnder(sandbox, { delivery: 'cut' })).toContain('terminated');
		expect(sandbox.ledger).toHaveLength(1);
		expect(sandbox.requests).toMatchObject([{ status: 'cut' }]);
	});

	it('delivers JSON that ends too early in a complete answer, after the write', async () => {
		const sandbox = await open();
		expect(await insertUnder(sandbox, { delivery: 'truncate' })).toMatchObject({ status: 201, text: expect.stringMatching(/^\{"name":"Acme"/), body: undefined });
		expect(sandbox.ledger).toHaveLength(1);
	});

	it('drips a body that is whole in the end', async () => {
		const sandbox = await open();
		const start = performance.now();
		expect(await insertUnder(sandbox, { delivery: { drip: 200 } })).toMatchObject({ status: 201, body: ACME });
		expect(performance.now() - start).toBeGreaterThan(150);
		expect(sandbox.stats()).toMatchObject({ inFlight: 0, writes: 1 });
	});

	it('ends promptly when the sandbox closes', async () => {
		const sandbox = await open();
		const on = { method: 'POST' };
		sandbox.script({ on, delivery: 'hang' }, { on, delay: 60_000 }, { on, delivery: { drip: 60_000 } }, { on, delayAnswer: 60_000 });
		const replies = Promise.allSettled([1, 2, 3, 4].map(async () => await send(sandbox, 'POST', '/client', ACME)));
		while (sandbox.stats().inFlight < 4) await send(sandbox, 'GET', '/client/search');
		const start = performance.now();
		await sandbox.close();
		expect((await replies).map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected', 'rejected']);
		expect(performance.now() - start).toBeLessThan(2000);
		expect(sandbox.ledger).toHaveLength(2);
	});
});

describe('time', () => {
	it('passes before the write', async () => {
		const sandbox = await open();
		const start = performance.now();
		expect(await insertUnder(sandbox, { delay: 100 })).toMatchObject({ status: 201 });
		expect(performance.now() - start).toBeGreaterThan(90);
	});

	it('passes before the write even for a client that has left', async () => {
		const sandbox = await open();
		expect(await insertUnder(sandbox, { delay: 200 }, 50)).toContain('timeout');
		expect(sandbox.ledger).toHaveLength(0);
		await sandbox.idle();
		expect(sandbox.ledger).toHaveLength(1);
		expect(sandbox.requests).toMatchObject([{ status: 'left' }]);
	});

	it('passes between the write and the answer', async () => {
		const sandbox = await open();
		expect(await insertUnder(sandbox, { delayAnswer: 1000 }, 100)).toContain('timeout');
		expect(sandbox.ledger).toHaveLength(1);
	});

	it('passes with every request under a latency', async () => {
		const sandbox = await open({ latency: 60 });
		const start = performance.now();
		await send(sandbox, 'GET', '/client/search');
		await send(sandbox, 'GET', '/client/search');
		expect(performance.now() - start).toBeGreaterThan(110);
	});

	it('limits the rate, and admits again after Retry-After', async () => {
		const sandbox = await open({ rateLimit: { perSecond: 2 } });
		const replies = await Promise.all([1, 2, 3].map(async () => await send(sandbox, 'POST', '/client', ACME)));
		expect(replies.map(({ status }) => status).sort()).toEqual([201, 201, 429]);
		expect(replies.find(({ status }) => status === 429)?.headers.get('retry-after')).toBe('1');
		expect(sandbox.ledger).toHaveLength(2);
		sandbox.settings.rateLimit = { perSecond: 2, retryAfter: 30 };
		expect((await send(sandbox, 'POST', '/client', ACME)).headers.get('retry-after')).toBe('30');
		sandbox.settings.rateLimit = undefined;
		expect((await send(sandbox, 'POST', '/client', ACME)).status).toBe(201);
	});
});
