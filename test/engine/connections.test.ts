import { accept, breakdowns, closedPort, hang, startLoopback, trickle } from './support/loopback.mts';
import type { Loopback } from './support/loopback.mts';
import { sync } from './support/run.ts';
import type { Scenario } from './support/run.ts';
import { API_KEY, useNock } from './support/server.ts';

useNock();

const rows = [{ name: 'Acme', uuid: 'cln_1' }];
const broken = (['closes the connection', 'resets the connection', 'breaks off within the headers', 'breaks off within the body', 'answers nonsense'] as const)
	.map((what) => ({ what, breakdown: breakdowns[what] }));

let server: Loopback | undefined;
afterEach(async () => {
	await server?.close();
	server = undefined;
});

async function syncWith(answer: Parameters<typeof startLoopback>[0], scenario: Partial<Scenario>) {
	server = await startLoopback(answer);
	const run = await sync({ rows, credential: { baseUrl: server.url }, ...scenario });
	return { run, requests: server.requests };
}

describe('over a real connection', () => {
	it('the request is what the API asks for', async () => {
		const { requests } = await syncWith(accept, { operation: 'update', rows: [{ uuid: 'a/../b?c#d e%2f', name: 'Ünï' }] });

		const [request = ''] = requests;
		const [head = '', body] = request.split('\r\n\r\n');
		expect(head.split('\r\n')[0]).toBe('PUT /v2/client/a%2F..%2Fb%3Fc%23d%20e%252f HTTP/1.1');
		expect(head).toMatch(/^authorization: /im);
		expect(/^authorization: (.*)$/im.exec(head)?.[1]).toBe(API_KEY);
		expect(head).toMatch(/^content-type: application\/json(; charset=utf-8)?$/im);
		expect(body).toBe('{"name":"Ünï"}');
	});
});

describe.each(broken)('a server that reads the request, then $what', ({ breakdown }) => {
	it('leaves an insert unknown, and does not get it again', async () => {
		const { run, requests } = await syncWith(breakdown, { operation: 'insert' });

		expect(run.outcomes).toEqual(['unknown']);
		expect(run.failure(0)).toMatchObject({ httpCode: null, attempts: 1 });
		expect(requests).toHaveLength(1);
	});

	it.each(['upsert', 'update'] as const)('gets an %s again', async (operation) => {
		const { run, requests } = await syncWith((socket, count) => (count < 3 ? breakdown(socket) : accept(socket)), { operation });

		expect(run.outcomes).toEqual(['written']);
		expect(requests).toHaveLength(3);
		expect(requests[2]).toBe(requests[0]);
	});
});

describe.each([{ what: 'never answers', stall: hang }, { what: 'never ends its answer', stall: trickle }])('a server that $what', ({ stall }) => {
	it('leaves an insert unknown after Timeout, and does not get it again', async () => {
		const { run, requests } = await syncWith(stall, { operation: 'insert', options: { timeout: 1000 } });

		expect(run.outcomes).toEqual(['unknown']);
		expect(run.failure(0).message).toContain('1000 ms');
		expect(requests).toHaveLength(1);
	});

	it.each(['upsert', 'update'] as const)('gets an %s again after Timeout', async (operation) => {
		const { run, requests } = await syncWith((socket, count) => (count < 2 ? stall(socket) : accept(socket)), { operation, options: { timeout: 1000 } });

		expect(run.outcomes).toEqual(['written']);
		expect(requests).toHaveLength(2);
	});
});

describe('a connection that is refused', () => {
	it.each(['insert', 'upsert', 'update'] as const)('is tried again for an %s, which then was not sent', async (operation) => {
		const run = await sync({ rows, operation, credential: { baseUrl: await closedPort() }, options: { maxRetries: 2, retryInserts: false } });

		expect(run.outcomes).toEqual(['notSent']);
		expect(run.failure(0)).toMatchObject({ httpCode: null, attempts: 3 });
		expect(run.failure(0).message).toContain('refused');
	});
});

describe('a redirect', () => {
	it('is not followed: it would take the key elsewhere', async () => {
		const elsewhere = await startLoopback(accept);
		const to = elsewhere.url;
		const { run } = await syncWith((socket) => void socket.end(`HTTP/1.1 307 Moved\r\nLocation: ${to}\r\nContent-Length: 0\r\n\r\n`), {});
		await elsewhere.close();

		expect(run.outcomes).toEqual(['rejected']);
		expect(elsewhere.requests).toEqual([]);
	});
});
