import type { ApiRequest } from '../../nodes/ClientSuccess/transport/http.ts';
import { ALWAYS_RESEND, Transport } from '../../nodes/ClientSuccess/transport/transport.ts';
import type { Verdict } from '../../nodes/ClientSuccess/transport/verdict.ts';
import { accepted, FakeClock, lost, rateLimited, refused, scripted, serverError, unauthorized, unreachable } from './fakes.mts';

const REQUEST: ApiRequest = { method: 'GET', path: '/client/cln_1', singleRecord: false };

/** A transport that gets one verdict after another, and never sends a request again. */
function open(...verdicts: Verdict[]) {
	const clock = new FakeClock();
	const { send, sent } = scripted(clock, ...verdicts);
	const transport = new Transport(send, clock, { maxConcurrency: 1, maxRetries: 0, retryBaseDelay: 1000, maxRetryWait: 300_000 }, undefined);
	return { sent, transport, request: async () => await clock.until(transport.request(REQUEST, ALWAYS_RESEND)) };
}

describe('nothing more is sent', () => {
	it.each([
		['after an API key that does not work', unauthorized(401), 'ClientSuccess refused the API key'],
		['after an API key that lacks a permission', unauthorized(403), 'the API key lacks a permission'],
		['after a rate limit that is longer than allowed', rateLimited(300_001), 'ClientSuccess asked to wait 301 seconds, which is more than Max Retry Wait allows'],
		['after a failure with a wait that is longer than allowed', serverError(600_000), 'ClientSuccess asked to wait 600 seconds, which is more than Max Retry Wait allows'],
	])('%s', async (_, verdict, reason) => {
		const { sent, transport, request } = open(accepted(), verdict);
		await request();
		expect(transport.halted).toBeUndefined();
		expect(await request()).toMatchObject({ verdict, attempts: 1 });
		expect(transport.halted).toBe(reason);
		expect(await request()).toEqual({ verdict: { kind: 'notSent', reason }, attempts: 0, maybeWritten: false });
		expect(sent).toHaveLength(2);
	});

	it('after five requests in a row that failed, whichever way', async () => {
		const { sent, transport, request } = open(serverError(), lost(), unreachable(), rateLimited(), lost());
		for (let count = 1; count <= 4; count++) await request();
		expect(transport.halted).toBeUndefined();
		expect(await request()).toMatchObject({ verdict: lost() });
		expect(transport.halted).toBe('five requests in a row failed, the last one because the connection was closed');
		await request();
		expect(sent).toHaveLength(5);
	});
});

describe('everything is sent', () => {
	it.each([accepted(), refused()])('if fewer failed before an answer that counts: %j', async (verdict) => {
		const four = [serverError(), lost(), unreachable(), rateLimited()];
		const { sent, transport, request } = open(...four, verdict, ...four, verdict);
		for (let count = 1; count <= 10; count++) await request();
		expect(transport.halted).toBeUndefined();
		expect(sent).toHaveLength(10);
	});

	it('however many requests are refused', async () => {
		const { transport, request } = open(...Array.from({ length: 20 }, () => refused()));
		for (let count = 1; count <= 20; count++) await request();
		expect(transport.halted).toBeUndefined();
	});
});

it('the first reason stands', async () => {
	const { transport, request } = open(unauthorized(401));
	transport.halt('an earlier item failed');
	await request();
	expect(transport.halted).toBe('an earlier item failed');
});
