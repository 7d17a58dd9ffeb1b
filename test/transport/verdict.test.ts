import fc from 'fast-check';
import { judgeAnswer, judgeFailure } from '../../nodes/ClientSuccess/transport/verdict.ts';
import type { Verdict } from '../../nodes/ClientSuccess/transport/verdict.ts';

const NOW = Date.parse('2026-01-31T12:00:00Z');
const MAINTENANCE = '<!DOCTYPE html><html><head><title>System Maintenance</title></head></html>';

/** Judges an answer to a request that wrote a single record; a body that is no text is sent as JSON. */
function judge(status: number, body: unknown = '', headers: Record<string, unknown> = {}, singleRecord = true): Verdict {
	return judgeAnswer({ status, headers, body: typeof body === 'string' ? body : JSON.stringify(body) }, singleRecord, NOW);
}

describe('an answer that accepts', () => {
	it.each([
		[200, { uuid: 'cln_1', name: 'Acme' }],
		[201, { uuid: 'cln_1', status: 'ACTIVE' }],
		[202, { uuid: 'cln_1', error: null, errors: [], success: true }],
		[200, { uuid: 'cln_1', error: '', errors: null, statusCode: 200 }],
		[200, { status: 200 }],
		[200, [{ uuid: 'cln_1' }]],
		[200, []],
		[200, {}],
		[200, true],
		[200, 5],
	])('may be %d with %j', (status, body) => {
		expect(judge(status, body)).toEqual({ kind: 'accepted', status, body });
	});

	it.each([
		[204, ''],
		[200, ''],
		[201, '  \n'],
		[200, '\ufeff'],
		[200, 'OK'],
		[200, 'created'],
		[200, 'created {"name":"Acme"}'],
		[200, '12:30'],
	])('may be %d without a record: %j', (status, body) => {
		expect(judge(status, body)).toEqual({ kind: 'accepted', status, body: undefined });
	});

	it('may hold a list that is read element by element', () => {
		for (const key of ['data', 'results', 'records']) {
			const body = { [key]: [{ uuid: 'a' }, { error: 'no' }], errors: [{ message: 'no' }], success: false };
			expect(judge(200, body, {}, false)).toEqual({ kind: 'accepted', status: 200, body });
		}
	});

	it('leaves null to the reader of a bulk answer', () => {
		expect(judge(200, null, {}, false)).toEqual({ kind: 'accepted', status: 200, body: null });
	});
});

describe('an answer that refuses', () => {
	it.each([400, 402, 404, 405, 409, 410, 413, 415, 417, 422, 451, 499])('may be %d with a message', (status) => {
		expect(judge(status, { message: 'Unable to parse request body' })).toEqual({ kind: 'refused', status, reason: 'Unable to parse request body' });
	});

	it.each([
		['', 'no reason was given'],
		['{}', 'no reason was given'],
		['{"message":', 'no reason was given'],
		[MAINTENANCE, 'no reason was given'],
		['null', 'no reason was given'],
		['Bad Request', 'Bad Request'],
		['"Name is taken"', 'Name is taken'],
	])('gives a reason if its body %j does', (body, reason) => {
		expect(judge(400, body)).toEqual({ kind: 'refused', status: 400, reason });
	});

	it('gives its reason in one line of bounded length', () => {
		const { reason } = { reason: '', ...judge(400, `first line\n\n${'x'.repeat(10_000)}`) };
		expect(reason).toMatch(/^first line x/);
		expect(reason.length).toBeLessThanOrEqual(500);
	});

	it.each([
		[{ error: 'Name is taken' }, 'Name is taken'],
		[{ errors: [{ message: 'Name is taken' }] }, 'Name is taken'],
		[{ success: false, message: 'Name is taken' }, 'Name is taken'],
		[{ success: false }, 'no reason was given'],
		[{ status: 422, message: 'Name is taken' }, 'Name is taken'],
		[{ statusCode: 400, message: 'Name is taken' }, 'Name is taken'],
	])('may come with status 200: %j', (body, reason) => {
		for (const singleRecord of [true, false]) {
			expect(judge(200, body, {}, singleRecord)).toEqual({ kind: 'refused', status: 200, reason });
		}
	});

	it.each([
		[[{ error: 'Name is taken' }]],
		[{ data: { error: 'Name is taken' } }],
		[{ data: [{ success: false, message: 'Name is taken' }] }],
		[{ result: { status: 422, message: 'Name is taken' } }],
	])('of a single record may come wrapped: %j', (body) => {
		expect(judge(200, body)).toEqual({ kind: 'refused', status: 200, reason: 'Name is taken' });
	});

	it('may be null for a single record', () => {
		expect(judge(200, null)).toEqual({ kind: 'refused', status: 200, reason: 'it answered null, which means that nothing was written' });
	});

	it.each([300, 301, 302, 303, 307, 308])('may be a redirect, %d, and points to the Base URL', (status) => {
		expect(judge(status, '<html>moved</html>')).toEqual({
			kind: 'redirected',
			status,
			reason: 'it redirects elsewhere; check the Base URL of the credential',
		});
	});
});

describe('an answer about the API key', () => {
	it.each([401, 403])('%d', (status) => {
		expect(judge(status, { message: 'Invalid API key' })).toEqual({ kind: 'unauthorized', status, reason: 'Invalid API key' });
		expect(judge(status)).toEqual({ kind: 'unauthorized', status, reason: 'no reason was given' });
		expect(judge(status, MAINTENANCE)).toEqual({ kind: 'unauthorized', status, reason: 'no reason was given' });
	});
});

describe('an answer that asks to come back', () => {
	it.each([
		[{}, undefined],
		[{ 'retry-after': '2' }, 2000],
		[{ 'retry-after': 'Sat, 31 Jan 2026 12:00:30 GMT' }, 30_000],
		[{ 'retry-after': 'Sat, 31 Jan 2026 11:00:00 GMT' }, 0],
		[{ 'retry-after': 'soon' }, undefined],
		[{ 'retry-after': '-1' }, undefined],
	])('is 429 with headers %j', (headers, retryAfter) => {
		expect(judge(429, { message: 'Slow down' }, headers)).toEqual({ kind: 'rateLimited', status: 429, reason: 'Slow down', retryAfter });
		expect(judge(429, '', headers)).toEqual({ kind: 'rateLimited', status: 429, reason: 'too many requests', retryAfter });
	});

	it.each([500, 502, 503, 504, 520, 599, 408, 425])('is %d: what it had done until then is not known', (status) => {
		expect(judge(status, { message: 'Oops' })).toEqual({ kind: 'serverError', status, reason: 'Oops', retryAfter: undefined });
		expect(judge(status, '', { 'retry-after': '7' })).toEqual({ kind: 'serverError', status, reason: 'no reason was given', retryAfter: 7000 });
	});

	it.each([200, 503])('is a maintenance page with status %d', (status) => {
		for (const body of [MAINTENANCE, `\n  ${MAINTENANCE}`]) {
			expect(judge(status, body, { 'retry-after': '60' })).toEqual({
				kind: 'serverError',
				status,
				reason: 'it answered with a web page, as it does during maintenance',
				retryAfter: 60_000,
			});
		}
	});

	it.each(['{"uuid":"cln_', '[{"uuid":"cln_1"},', '"half a te'])('is lost if it broke off: %p', (body) => {
		expect(judge(200, body)).toEqual({ kind: 'lost', reason: 'the answer broke off in the middle' });
	});
});

describe('any answer', () => {
	it('has a verdict, and one of acceptance only for a 2xx', () => {
		fc.assert(
			fc.property(fc.integer({ min: 200, max: 599 }), fc.oneof(fc.json(), fc.string(), fc.constant(MAINTENANCE)), fc.boolean(), fc.string(), (status, body, single, header) => {
				const verdict = judge(status, body, { 'retry-after': header }, single);
				if (verdict.kind === 'accepted') expect(status).toBeLessThan(300);
				else expect(verdict.reason).toMatch(/\S/);
				if (status === 429) expect(verdict.kind).toBe('rateLimited');
				if (status >= 500) expect(verdict.kind).toBe('serverError');
			}),
			{ numRuns: 300 },
		);
	});
});

describe('a request without an answer', () => {
	const failure = (properties: object) => Object.assign(new Error('secret details'), properties);

	it.each([
		['ECONNREFUSED', 'the connection was refused'],
		['ENOTFOUND', 'its host name could not be found'],
		['EAI_AGAIN', 'its host name could not be looked up'],
		['EHOSTUNREACH', 'its host could not be reached'],
		['ENETUNREACH', 'its network could not be reached'],
		['CERT_HAS_EXPIRED', 'its certificate has expired'],
		['DEPTH_ZERO_SELF_SIGNED_CERT', 'its certificate is self-signed'],
		['SELF_SIGNED_CERT_IN_CHAIN', 'its certificate is self-signed'],
		['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'its certificate could not be verified'],
		['ERR_TLS_CERT_ALTNAME_INVALID', "its certificate is another host's"],
	])('was not sent, by %s', (code, reason) => {
		expect(judgeFailure(failure({ code }), undefined)).toEqual({ kind: 'unreachable', reason });
	});

	it.each(['ETIMEDOUT', 'ECONNRESET', 'EMFILE'])('was not sent if it failed to connect, by %s', (code) => {
		expect(judgeFailure(failure({ code, syscall: 'connect' }), undefined)).toEqual({ kind: 'unreachable', reason: 'no connection came about' });
	});

	it.each([
		['ECONNRESET', 'the connection was closed before the answer came'],
		['EPIPE', 'the connection was closed while sending'],
		['ECONNABORTED', 'the connection was closed before the answer came'],
		['ETIMEDOUT', 'the connection timed out'],
		['HPE_INVALID_CONSTANT', 'the connection failed before a whole answer came (HPE_INVALID_CONSTANT)'],
	])('may have been sent, by %s', (code, reason) => {
		expect(judgeFailure(failure({ code, syscall: 'read' }), undefined)).toEqual({ kind: 'lost', reason });
		expect(judgeFailure(failure({ code }), undefined)).toEqual({ kind: 'lost', reason });
	});

	it('is judged by what the error wraps', () => {
		const wrapped = failure({ cause: failure({ cause: failure({ code: 'ECONNREFUSED' }) }) });
		expect(judgeFailure(wrapped, undefined).kind).toBe('unreachable');
	});

	it('was not sent if the error that is wrapped says so', () => {
		const connect = failure({ code: 'ETIMEDOUT', syscall: 'connect' });
		// axios keeps the code of what it wraps, and drops the system call.
		expect(judgeFailure(failure({ code: 'ETIMEDOUT', cause: connect }), undefined).kind).toBe('unreachable');
		// Node.js tries a host's addresses one after the other.
		const all = Object.assign(new AggregateError([connect, connect]), { code: 'ETIMEDOUT' });
		expect(judgeFailure(failure({ code: 'ETIMEDOUT', cause: all }), undefined).kind).toBe('unreachable');
	});

	it('is judged by the outermost code, and by the first system call that is named', () => {
		expect(judgeFailure(failure({ code: 'ECONNRESET', cause: failure({ code: 'EPIPE' }) }), undefined)).toEqual({
			kind: 'lost',
			reason: 'the connection was closed before the answer came',
		});
		const connect = failure({ code: 'ETIMEDOUT', syscall: 'connect' });
		for (const unnamed of [undefined, null, 5, {}]) {
			expect(judgeFailure(failure({ code: 'ETIMEDOUT', syscall: unnamed, errors: unnamed, cause: connect }), undefined).kind).toBe('unreachable');
		}
	});

	it('is lost if it took too long, whatever the error', () => {
		expect(judgeFailure(failure({ code: 'ECONNREFUSED' }), 60_000)).toEqual({ kind: 'lost', reason: 'no answer came within 60000 ms' });
	});

	it.each([undefined, null, 'text', 5, {}, new Error('secret details'), { code: 5 }, { cause: null }])('is lost if the error is %p, which says nothing', (error) => {
		expect(judgeFailure(error, undefined)).toEqual({ kind: 'lost', reason: 'the connection failed before a whole answer came' });
	});

	it('ends for an error that wraps itself', () => {
		const loop: { cause?: unknown } = {};
		loop.cause = loop;
		expect(judgeFailure(loop, undefined).kind).toBe('lost');
	});

	it('does not repeat the message of the error, in which the key may stand', () => {
		expect(JSON.stringify(judgeFailure(failure({ code: 'EWEIRD' }), undefined))).not.toContain('secret');
	});
});
