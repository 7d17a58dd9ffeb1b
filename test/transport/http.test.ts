import nock from 'nock';
import { createSend } from '../../nodes/ClientSuccess/transport/http.ts';
import type { ApiRequest, HttpOptions } from '../../nodes/ClientSuccess/transport/http.ts';
import type { Verdict } from '../../nodes/ClientSuccess/transport/verdict.ts';
import { after, answer, API_KEY, drip, inExecution, serve } from './execution.mts';

const HOST = 'https://api.clientsuccess.com';
const NOW = Date.parse('2026-01-31T12:00:00Z');
const UPSERT: ApiRequest = { method: 'POST', path: '/client/upsert', body: { name: 'Acme' }, singleRecord: true };

/** Sends one request from a node that n8n's engine runs. */
async function send(request: ApiRequest = UPSERT, options: Partial<HttpOptions> = {}, signal?: AbortSignal): Promise<Verdict> {
	const { apiKey = API_KEY } = options;
	return await inExecution(async (context) => {
		const sender = createSend(context, { baseUrl: `${HOST}/v2`, timeout: 5000, now: () => NOW, ...options, apiKey });
		return await sender(request, signal);
	}, apiKey);
}

beforeEach(() => {
	nock.disableNetConnect();
	nock.enableNetConnect('127.0.0.1');
});
afterEach(() => nock.cleanAll());
// The patched http module outlives this file in jest's worker.
afterAll(() => {
	nock.enableNetConnect();
	nock.restore();
});

describe('a request', () => {
	it('carries the key verbatim, and its body as JSON', async () => {
		const body = { name: 'Acme "é" 🚀', amount: 1.5, custom: { tags: ['a'] }, note: null, half: '\ud83d' };
		const scope = nock(HOST, {
			reqheaders: { authorization: API_KEY, accept: 'application/json', 'content-type': 'application/json' },
		})
			.post('/v2/client/upsert', JSON.stringify(body))
			.reply(201, { uuid: 'cln_1' });
		expect(await send({ ...UPSERT, body })).toEqual({ kind: 'accepted', status: 201, body: { uuid: 'cln_1' } });
		scope.done();
	});

	it.each([
		['a record', '{"name":"Acme","__proto__":"a","constructor":"b","prototype":"c","custom":{"__proto__":"d","constructor":"e","prototype":"f"}}'],
		['a list', '[{"name":"Acme","__proto__":"a","constructor":"b","prototype":"c"},{"name":"Bcme"}]'],
	])('carries %s with keys that JavaScript keeps for itself', async (_, json) => {
		const bodies: unknown[] = [];
		nock(HOST)
			.post('/v2/client/upsert', (body) => bodies.push(JSON.stringify(body)) > 0)
			.reply(201, {});
		await send({ ...UPSERT, body: JSON.parse(json) });
		expect(bodies).toEqual([json]);
	});

	it('carries a list for a bulk insert', async () => {
		const scope = nock(HOST).post('/v2/client/bulk', [{ name: 'Acme' }, { name: 'Bcme' }]).reply(200, [{ uuid: 'a' }, { uuid: 'b' }]);
		const verdict = await send({ method: 'POST', path: '/client/bulk', body: [{ name: 'Acme' }, { name: 'Bcme' }], singleRecord: false });
		expect(verdict).toEqual({ kind: 'accepted', status: 200, body: [{ uuid: 'a' }, { uuid: 'b' }] });
		scope.done();
	});

	it('keeps a path encoded as it is', async () => {
		const scope = nock(HOST).put('/v2/client/a%2Fb%2F..%2Fc%3Fd%23e').reply(204);
		const path = `/client/${encodeURIComponent('a/b/../c?d#e')}`;
		expect(await send({ ...UPSERT, method: 'PUT', path })).toMatchObject({ kind: 'accepted', status: 204 });
		scope.done();
	});

	it('has no body and no content type if there is none to send', async () => {
		const scope = nock(HOST, { badheaders: ['content-type'] }).get('/v2/client/search?size=1', '').reply(200, { data: [] });
		expect(await send({ method: 'GET', path: '/client/search?size=1', singleRecord: false })).toMatchObject({ kind: 'accepted' });
		scope.done();
	});

	it('is sent once, whatever comes back', async () => {
		for (const status of [401, 429, 500, 503]) {
			const scope = nock(HOST).post('/v2/client/upsert').reply(status).post('/v2/client/upsert').reply(201, {});
			await send();
			expect(scope.pendingMocks()).toHaveLength(1);
			nock.cleanAll();
		}
	});
});

describe('an answer', () => {
	const json = { 'content-type': 'application/json' };

	it.each([
		['a record', 200, '{"uuid":"cln_1"}', json, { kind: 'accepted', status: 200, body: { uuid: 'cln_1' } }],
		['nothing', 204, '', {}, { kind: 'accepted', status: 204, body: undefined }],
		['an empty body', 200, '', json, { kind: 'accepted', status: 200, body: undefined }],
		['null', 200, 'null', json, { kind: 'refused', status: 200, reason: 'it answered null, which means that nothing was written' }],
		['JSON that calls itself text', 200, '{"uuid":"cln_1"}', { 'content-type': 'text/plain' }, { kind: 'accepted', status: 200, body: { uuid: 'cln_1' } }],
		['a number for a text', 200, '5', json, { kind: 'accepted', status: 200, body: 5 }],
		['a maintenance page', 200, '<html></html>', { 'content-type': 'text/html' }, { kind: 'serverError', status: 200, reason: 'it answered with a web page, as it does during maintenance', retryAfter: undefined }],
		['a refusal', 417, '{"userMessage":"Name is taken"}', json, { kind: 'refused', status: 417, reason: 'Name is taken' }],
		['a refusal in plain text', 400, 'Unable to parse request body', { 'content-type': 'text/plain' }, { kind: 'refused', status: 400, reason: 'Unable to parse request body' }],
		['a bad key', 401, '{"message":"Invalid API key"}', json, { kind: 'unauthorized', status: 401, reason: 'Invalid API key' }],
		['a rate limit in seconds', 429, '', { 'Retry-After': '7' }, { kind: 'rateLimited', status: 429, reason: 'too many requests', retryAfter: 7000 }],
		['a rate limit with a date', 429, '', { 'Retry-After': 'Sat, 31 Jan 2026 12:00:30 GMT' }, { kind: 'rateLimited', status: 429, reason: 'too many requests', retryAfter: 30_000 }],
		['a server error', 502, 'Bad Gateway', {}, { kind: 'serverError', status: 502, reason: 'Bad Gateway', retryAfter: undefined }],
	])('of %s is judged as it came', async (_, status, body, headers, verdict) => {
		nock(HOST).post('/v2/client/upsert').reply(status, body, headers);
		expect(await send()).toEqual(verdict);
	});

	it('is read as it was written, though characters come in pieces', async () => {
		// Pieces of 64 kB, of which each begins elsewhere in a character of three bytes.
		const text = '日'.repeat(1_000_000);
		const verdict = await serve((socket) => answer(socket, JSON.stringify(text)), async (baseUrl) => await send(UPSERT, { baseUrl }));
		expect(verdict.kind === 'accepted' && verdict.body === text).toBe(true);
	});

	it('is given up where it would fill the memory', async () => {
		const text = 'x'.repeat(65 * 1024 * 1024);
		const verdict = await serve((socket) => answer(socket, JSON.stringify(text)), async (baseUrl) => await send(UPSERT, { baseUrl }));
		expect(verdict).toEqual({ kind: 'lost', reason: 'the answer is larger than 64 MB' });
	});

	it('that redirects is not followed, with the key or without', async () => {
		const elsewhere = nock('https://elsewhere.example').post('/v2/client/upsert').reply(200, {}).get('/v2/client/upsert').reply(200, {});
		for (const status of [301, 302, 303, 307, 308]) {
			nock(HOST).post('/v2/client/upsert').reply(status, '', { Location: 'https://elsewhere.example/v2/client/upsert' });
			expect(await send()).toMatchObject({ kind: 'redirected', status });
		}
		expect(elsewhere.pendingMocks()).toHaveLength(2);
	});

	it('that repeats the key does not show it', async () => {
		nock(HOST).post('/v2/client/upsert').reply(400, { message: `Key ${API_KEY} in "${API_KEY}" is not valid`, errors: [API_KEY] });
		const verdict = await send();
		expect(verdict).toMatchObject({ kind: 'refused', reason: 'Key *** in "***" is not valid; ***' });
		expect(JSON.stringify(verdict)).not.toContain(API_KEY);
	});

	it('that repeats the key in a record does not show it either', async () => {
		nock(HOST).post('/v2/client/upsert').reply(200, { uuid: 'cln_1', note: API_KEY });
		expect(await send()).toEqual({ kind: 'accepted', status: 200, body: { uuid: 'cln_1', note: '***' } });
	});

	it.each(['abc/def+ghi=', 'say"key"\\now', '$&$1$$key'])('hides a key with signs that JSON may escape: %s', async (apiKey) => {
		const escaped = JSON.stringify(`Key ${apiKey} is not valid`);
		for (const text of [escaped, escaped.replaceAll('/', '\\/')]) {
			nock(HOST).post('/v2/client/upsert').reply(400, `{"message":${text}}`, { 'content-type': 'application/json' });
			expect(await send(UPSERT, { apiKey })).toMatchObject({ kind: 'refused', reason: 'Key *** is not valid' });
		}
	});

	it('keeps its words where the key is too short to tell from them', async () => {
		nock(HOST).post('/v2/client/upsert').reply(400, { message: 'a name is taken' });
		expect(await send(UPSERT, { apiKey: 'a' })).toMatchObject({ reason: 'a name is taken' });
	});
});

describe('a request that gets no answer', () => {
	it('was not sent if nobody listens', async () => {
		expect(await send(UPSERT, { baseUrl: 'http://127.0.0.1:1/v2' })).toEqual({ kind: 'unreachable', reason: 'the connection was refused' });
	});

	it.each([
		['ENOTFOUND', 'getaddrinfo', 'unreachable'],
		['EAI_AGAIN', 'getaddrinfo', 'unreachable'],
		['ECONNREFUSED', 'connect', 'unreachable'],
		['ETIMEDOUT', 'connect', 'unreachable'],
		['EHOSTUNREACH', 'connect', 'unreachable'],
		['DEPTH_ZERO_SELF_SIGNED_CERT', undefined, 'unreachable'],
		['ECONNRESET', 'read', 'lost'],
		['EPIPE', 'write', 'lost'],
		['ETIMEDOUT', 'read', 'lost'],
	])('by %s in %s is judged through the errors that n8n wraps around it', async (code, syscall, kind) => {
		nock(HOST).post('/v2/client/upsert').replyWithError(Object.assign(new Error(`${syscall} ${code}`), { code, syscall }));
		expect(await send()).toMatchObject({ kind });
	});

	it('is lost if the connection is closed before the answer', async () => {
		const verdict = await serve((socket) => socket.destroy(), async (baseUrl) => await send(UPSERT, { baseUrl }));
		expect(verdict).toEqual({ kind: 'lost', reason: 'the connection was closed before the answer came' });
	});

	it('is lost if the connection is closed in the middle of the answer', async () => {
		const verdict = await serve(
			(socket) => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 100\r\nContent-Type: application/json\r\n\r\n{"uuid":"cln_1"}'),
			async (baseUrl) => await send(UPSERT, { baseUrl }),
		);
		expect(verdict).toMatchObject({ kind: 'lost' });
	});

	it('is lost if what comes back is no HTTP', async () => {
		const verdict = await serve((socket) => socket.end('220 mail.example.com ESMTP\r\n'), async (baseUrl) => await send(UPSERT, { baseUrl }));
		expect(verdict).toMatchObject({ kind: 'lost' });
	});

	it.each([
		['never answers', () => {}],
		['answers drop by drop', drip],
	])('is given up after the timeout if the server %s', async (_, react) => {
		for (const signal of [undefined, new AbortController().signal]) {
			const start = Date.now();
			const verdict = await serve(react, async (baseUrl) => await send(UPSERT, { baseUrl, timeout: 300 }, signal));
			expect(verdict).toEqual({ kind: 'lost', reason: 'no answer came within 300 ms' });
			expect(Date.now() - start).toBeLessThan(2000);
		}
	});

	it('is given up at once when the execution is cancelled', async () => {
		const start = Date.now();
		const controller = new AbortController();
		const verdict = await serve(
			() => after(50, () => controller.abort()),
			async (baseUrl) => await send(UPSERT, { baseUrl, timeout: 60_000 }, controller.signal),
		);
		expect(verdict).toMatchObject({ kind: 'lost', reason: expect.not.stringContaining('60000') });
		expect(Date.now() - start).toBeLessThan(1000);
	});

	it('has the same limit again for the next one', async () => {
		nock(HOST).post('/v2/client/upsert').twice().delay(200).reply(200, {});
		const verdicts = await inExecution(async (context) => {
			const sender = createSend(context, { baseUrl: `${HOST}/v2`, timeout: 350, apiKey: API_KEY, now: () => NOW });
			return [await sender(UPSERT, undefined), await sender(UPSERT, undefined)];
		});
		expect(verdicts).toMatchObject([{ kind: 'accepted' }, { kind: 'accepted' }]);
	});
});
