import type { ApiRequest, Send } from '../../nodes/ClientSuccess/transport/http.ts';
import { ALWAYS_RESEND, Transport } from '../../nodes/ClientSuccess/transport/transport.ts';
import type { RetryPolicy, TransportOptions } from '../../nodes/ClientSuccess/transport/transport.ts';
import type { Verdict } from '../../nodes/ClientSuccess/transport/verdict.ts';
import { accepted, FakeClock, lost, rateLimited, refused, scripted, serverError, unauthorized, unreachable } from './fakes.mts';

const REQUEST: ApiRequest = { method: 'POST', path: '/client/upsert', body: {}, singleRecord: true };
const CAREFUL: RetryPolicy = { afterServerError: false, afterLoss: false };
const OPTIONS: TransportOptions = { maxConcurrency: 1, maxRetries: 3, retryBaseDelay: 1000, maxRetryWait: 300_000 };

/** A transport that gets one verdict after another. */
function open(verdicts: Verdict[], options: Partial<TransportOptions> = {}, signal?: AbortSignal) {
	const clock = new FakeClock();
	const start = clock.now();
	const { send, sent } = scripted(clock, ...verdicts);
	const transport = new Transport(send, clock, { ...OPTIONS, ...options }, signal);
	return {
		clock,
		sent,
		transport,
		/** When requests were sent, from the start on. */
		times: () => sent.map(({ at }) => at - start),
		request: async (policy = ALWAYS_RESEND) => await clock.until(transport.request(REQUEST, policy)),
	};
}

describe('a request', () => {
	it.each([accepted({ uuid: 'cln_1' }), refused(), unauthorized(401), unauthorized(403)])('is over with the verdict %j', async (verdict) => {
		const { request, sent, transport } = open([verdict]);
		expect(await request()).toEqual({ verdict, attempts: 1, maybeWritten: false });
		expect(sent).toMatchObject([{ request: REQUEST }]);
		expect(transport.stats).toEqual({ requests: 1, retries: 0, atOnce: 1, waited: 0 });
	});

	it.each([rateLimited(), serverError(), unreachable(), lost()])('is sent again after %j', async (verdict) => {
		const { request, transport } = open([verdict, verdict, accepted()]);
		expect(await request()).toMatchObject({ verdict: { kind: 'accepted' }, attempts: 3 });
		expect(transport.stats).toMatchObject({ requests: 3, retries: 2 });
	});

	it.each([rateLimited(), serverError(), unreachable(), lost()])('is given up after Max Retries with %j', async (verdict) => {
		for (const maxRetries of [0, 1, 3, 10]) {
			const { request, transport } = open(Array.from({ length: maxRetries + 1 }, () => verdict), { maxRetries });
			expect(await request()).toMatchObject({ verdict, attempts: maxRetries + 1 });
			expect(transport.stats).toMatchObject({ requests: maxRetries + 1, retries: maxRetries });
		}
	});

	it.each([serverError(), serverError(5000), lost()])('that must not be carried out twice is not sent again after %j', async (verdict) => {
		const { request, sent } = open([verdict]);
		expect(await request(CAREFUL)).toEqual({ verdict, attempts: 1, maybeWritten: true });
		expect(sent).toHaveLength(1);
	});

	it.each([rateLimited(), rateLimited(5000), unreachable()])('that must not be carried out twice is sent again after %j, which carried nothing out', async (verdict) => {
		const { request } = open([verdict, accepted()]);
		expect(await request(CAREFUL)).toEqual({ verdict: accepted(), attempts: 2, maybeWritten: false });
	});

	it('may be sent again after a server error and not after a loss', async () => {
		const { request } = open([serverError(), lost()]);
		expect(await request({ afterServerError: true, afterLoss: false })).toMatchObject({ verdict: lost(), attempts: 2, maybeWritten: true });
	});

	it('is given the signal of the execution', async () => {
		const { signal } = new AbortController();
		const { request, sent } = open([accepted()], {}, signal);
		await request();
		expect(sent[0]?.signal).toBe(signal);
	});
});

describe('the number of requests at once', () => {
	it('is the one that is set, whatever the answers', async () => {
		for (const maxConcurrency of [1, 5]) {
			const { transport, request } = open([accepted(), rateLimited(), accepted()], { maxConcurrency });
			expect(transport.concurrency).toBe(maxConcurrency);
			await request();
			await request();
			expect(transport.concurrency).toBe(maxConcurrency);
		}
	});

	it('follows the answers if none is set', async () => {
		const { transport, request } = open([accepted(), accepted(), accepted(), rateLimited(), accepted()], { maxConcurrency: 0 });
		expect(transport.concurrency).toBe(1);
		for (let count = 0; count < 3; count++) await request();
		expect(transport.concurrency).toBe(3);
		await request();
		expect(transport.concurrency).toBe(2);
	});
});

describe('the wait before a request is sent again', () => {
	it('grows from Retry Base Delay', async () => {
		const { request, times, clock, transport } = open([unreachable(), serverError(), lost(), accepted()]);
		clock.luck = 1;
		await request();
		expect(times()).toEqual([0, 1000, 3000, 7000]);
		expect(transport.stats.waited).toBe(7000);
	});

	it('may be anything below its bound', async () => {
		const { request, times, clock } = open([unreachable(), unreachable(), accepted()], { retryBaseDelay: 500 });
		clock.luck = 0.1;
		await request();
		expect(times()).toEqual([0, 50, 150]);
	});

	it('is what ClientSuccess asks for', async () => {
		const { request, times } = open([rateLimited(2000), serverError(10_000), rateLimited(0), accepted()]);
		await request();
		expect(times()).toEqual([0, 2000, 12_000, 12_000]);
	});

	it('may be as long as Max Retry Wait allows', async () => {
		const { request, times } = open([rateLimited(300_000), accepted()]);
		expect(await request()).toMatchObject({ verdict: { kind: 'accepted' } });
		expect(times()).toEqual([0, 300_000]);
	});

	it.each([rateLimited(300_001), serverError(300_001)])('is not begun if it is longer: %j', async (verdict) => {
		const { request, sent, clock } = open([verdict]);
		const start = clock.now();
		expect(await request()).toMatchObject({ verdict, attempts: 1, askedWait: 300_001 });
		expect(sent).toHaveLength(1);
		expect(clock.now()).toBe(start);
	});
});

describe('a rate limit', () => {
	it('holds for requests that come later', async () => {
		const { transport, clock, times } = open([rateLimited(5000), accepted('first'), accepted('second')]);
		const first = transport.request(REQUEST, ALWAYS_RESEND);
		await clock.pass(1000);
		const second = transport.request(REQUEST, ALWAYS_RESEND);
		await clock.until(Promise.all([first, second]));
		expect(times()).toEqual([0, 5000, 5000]);
	});

	it('holds for requests that are waiting already, and may grow', async () => {
		const { transport, clock, times } = open([unreachable(), rateLimited(10_000), accepted(), accepted()]);
		clock.luck = 1;
		const waiting = transport.request(REQUEST, ALWAYS_RESEND);
		await clock.pass(500);
		const limited = transport.request(REQUEST, ALWAYS_RESEND);
		await clock.until(Promise.all([waiting, limited]));
		expect(times()).toEqual([0, 500, 10_500, 10_500]);
	});

	it('holds for the others even if the request that met it is given up', async () => {
		const { transport, clock, times } = open([rateLimited(5000), accepted()], { maxRetries: 0 });
		expect(await clock.until(transport.request(REQUEST, ALWAYS_RESEND))).toMatchObject({ verdict: rateLimited(5000) });
		await clock.until(transport.request(REQUEST, ALWAYS_RESEND));
		expect(times()).toEqual([0, 5000]);
	});

	it('holds for the others without a Retry-After too', async () => {
		const { transport, clock, times } = open([rateLimited(), accepted(), accepted()]);
		clock.luck = 1;
		const limited = transport.request(REQUEST, ALWAYS_RESEND);
		await clock.pass(300);
		await clock.until(Promise.all([limited, transport.request(REQUEST, ALWAYS_RESEND)]));
		expect(times()).toEqual([0, 1000, 1000]);
	});

	it('is not shortened by a later, shorter one', async () => {
		const { transport, clock, times } = open([rateLimited(10_000), rateLimited(100), accepted(), accepted()], { maxConcurrency: 2 });
		await clock.until(Promise.all([transport.request(REQUEST, ALWAYS_RESEND), transport.request(REQUEST, ALWAYS_RESEND)]));
		expect(times()).toEqual([0, 0, 10_000, 10_000]);
	});

	it('is made of a server error that asks for a wait, too', async () => {
		const { transport, clock, times } = open([serverError(5000), accepted(), accepted()]);
		const first = transport.request(REQUEST, ALWAYS_RESEND);
		await clock.pass(100);
		await clock.until(Promise.all([first, transport.request(REQUEST, ALWAYS_RESEND)]));
		expect(times()).toEqual([0, 5000, 5000]);
	});

	it('is not made of a server error that asks for no wait', async () => {
		const { transport, clock, times } = open([serverError(), accepted(), accepted()]);
		clock.luck = 1;
		const first = transport.request(REQUEST, ALWAYS_RESEND);
		await clock.pass(100);
		await clock.until(transport.request(REQUEST, ALWAYS_RESEND));
		expect(times()).toEqual([0, 100]);
		await clock.until(first);
		expect(times()).toEqual([0, 100, 1000]);
	});

	it('is waited for once, however many wait', async () => {
		const { transport, clock } = open([rateLimited(4000), ...Array.from({ length: 6 }, () => accepted())]);
		const first = transport.request(REQUEST, ALWAYS_RESEND);
		await clock.pass(1000);
		const others = Array.from({ length: 5 }, async () => await transport.request(REQUEST, ALWAYS_RESEND));
		await clock.until(Promise.all([first, ...others]));
		expect(transport.stats).toEqual({ requests: 7, retries: 1, atOnce: 1, waited: 4000 });
	});
});

describe('halting', () => {
	it('keeps back what was not sent', async () => {
		const { transport, request, sent } = open([]);
		transport.halt('the key is bad');
		transport.halt('something else');
		expect(transport.halted).toBe('the key is bad');
		expect(await request()).toEqual({ verdict: { kind: 'notSent', reason: 'the key is bad' }, attempts: 0, maybeWritten: false });
		expect(sent).toEqual([]);
	});

	it('lets a request in flight finish', async () => {
		const clock = new FakeClock();
		const send: Send = async () => {
			await clock.sleep(1000);
			return accepted();
		};
		const transport = new Transport(send, clock, OPTIONS, undefined);
		const inFlight = transport.request(REQUEST, ALWAYS_RESEND);
		await clock.pass(500);
		transport.halt('the key is bad');
		expect(await clock.until(inFlight)).toMatchObject({ verdict: { kind: 'accepted' } });
	});

	it('ends a wait within a second', async () => {
		const { transport, clock, sent } = open([rateLimited(300_000)]);
		const start = clock.now();
		const waiting = transport.request(REQUEST, ALWAYS_RESEND);
		await clock.pass(10_000);
		transport.halt('the key is bad');
		expect(await clock.until(waiting)).toEqual({ verdict: { kind: 'notSent', reason: 'the key is bad' }, attempts: 1, maybeWritten: false });
		expect(clock.now() - start).toBeLessThanOrEqual(11_000);
		expect(sent).toHaveLength(1);
	});

	it.each([serverError(), lost()])('leaves it open whether a request was carried out that ended with %j before', async (verdict) => {
		const { transport, clock } = open([verdict]);
		const waiting = transport.request(REQUEST, ALWAYS_RESEND);
		await clock.pass(0);
		transport.halt('the key is bad');
		expect(await clock.until(waiting)).toEqual({ verdict, attempts: 1, maybeWritten: true });
	});
});

describe('a cancelled execution', () => {
	it('sends nothing more', async () => {
		const { request, sent, transport } = open([], {}, AbortSignal.abort());
		expect(await request()).toEqual({ verdict: { kind: 'notSent', reason: 'the execution was cancelled' }, attempts: 0, maybeWritten: false });
		expect(sent).toEqual([]);
		transport.halt('something else');
		expect(transport.halted).toBe('the execution was cancelled');
	});

	it('ends a wait within a second', async () => {
		const controller = new AbortController();
		const { transport, clock, sent } = open([rateLimited(300_000)], {}, controller.signal);
		const start = clock.now();
		const waiting = transport.request(REQUEST, ALWAYS_RESEND);
		await clock.pass(10_000);
		controller.abort();
		expect(await clock.until(waiting)).toMatchObject({ verdict: { kind: 'notSent', reason: 'the execution was cancelled' }, attempts: 1 });
		expect(clock.now() - start).toBeLessThanOrEqual(11_000);
		expect(sent).toHaveLength(1);
	});

	it('does not send again what it broke off', async () => {
		const controller = new AbortController();
		const clock = new FakeClock();
		let requests = 0;
		const send: Send = async () => {
			requests += 1;
			controller.abort();
			return lost();
		};
		const transport = new Transport(send, clock, OPTIONS, controller.signal);
		expect(await clock.until(transport.request(REQUEST, ALWAYS_RESEND))).toEqual({ verdict: lost(), attempts: 1, maybeWritten: true });
		expect(requests).toBe(1);
	});
});

describe('what may have been carried out', () => {
	it.each<[string, Verdict[], boolean]>([
		['a server error', [serverError(), accepted()], true],
		['a loss', [lost(), accepted()], true],
		['a server error before a refusal', [serverError(), refused()], true],
		['a loss before a bad key', [lost(), unauthorized()], true],
		['a server error before a limit that is not waited out', [serverError(), rateLimited(300_001)], true],
		['a rate limit', [rateLimited(), accepted()], false],
		['a failure to connect', [unreachable(), refused()], false],
	])('is remembered of %s: %j is %p', async (_, verdicts, maybeWritten) => {
		expect(await open([...verdicts]).request()).toMatchObject({ verdict: verdicts.at(-1), attempts: 2, maybeWritten });
	});
});
