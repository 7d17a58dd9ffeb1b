import { CircuitBreaker } from '../../nodes/ClientSuccess/transport/circuitBreaker.ts';
import type { Result } from '../../nodes/ClientSuccess/transport/transport.ts';
import { accepted, lost, rateLimited, refused, serverError, unauthorized, unreachable } from './fakes.mts';

const notSent: Result['verdict'] = { kind: 'notSent', reason: 'the execution was cancelled' };

/** What the breaker says after each result. */
function trip(...verdicts: Array<Result['verdict']>): boolean[] {
	const breaker = new CircuitBreaker();
	return verdicts.map((verdict) => breaker.isTripped({ verdict, attempts: 4, maybeWritten: false }));
}

describe('the circuit breaker', () => {
	it.each([rateLimited(), serverError(), unreachable(), lost()])('trips at the fifth failure in a row: %j', (verdict) => {
		expect(trip(verdict, verdict, verdict, verdict, verdict)).toEqual([false, false, false, false, true]);
	});

	it('counts failures of every kind together', () => {
		expect(trip(rateLimited(), serverError(), unreachable(), lost(), serverError()).at(-1)).toBe(true);
	});

	it.each([accepted(), refused(), unauthorized()])('starts anew after an answer that counts: %j', (verdict) => {
		const four = [serverError(), lost(), unreachable(), rateLimited()];
		expect(trip(...four, verdict, ...four)).not.toContain(true);
		expect(trip(...four, verdict, ...four, lost()).at(-1)).toBe(true);
	});

	it('does not count requests that were not sent, for or against', () => {
		const four = [serverError(), lost(), unreachable(), rateLimited()];
		expect(trip(notSent, notSent, notSent, notSent, notSent, notSent)).not.toContain(true);
		expect(trip(...four, notSent, lost()).at(-1)).toBe(true);
	});
});
