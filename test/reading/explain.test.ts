import type { Refused } from '../../nodes/ClientSuccess/reading/explain.ts';
import { explainRead } from '../../nodes/ClientSuccess/reading/explain.ts';
import type { ReadFailure } from '../../nodes/ClientSuccess/sync/outcome.ts';

const explain = (verdict: Refused, attempts: number, askedWait?: number) =>
	explainRead({ verdict, attempts, maybeWritten: false, ...(askedWait !== undefined && { askedWait }) }, 'the contact', 'contacts');

const described = (kind: ReadFailure['kind'], httpCode: number | null, attempts: number, message: string, description: unknown) => ({
	kind,
	failure: { message, description, httpCode, attempts },
});

describe('a read that failed is explained', () => {
	it('when it was refused', () => {
		expect(explain({ kind: 'refused', status: 422, reason: 'bad size' }, 1)).toEqual(
			described('rejected', 422, 1, 'ClientSuccess refused to give the contact: bad size', "The reason is ClientSuccess's own. Check what was asked for, then try again."),
		);
	});

	it('when it was redirected', () => {
		expect(explain({ kind: 'redirected', status: 302, reason: 'it redirects elsewhere' }, 1)).toEqual(
			described('rejected', 302, 1, 'ClientSuccess did not give the contact: it redirects elsewhere', 'Correct the Base URL of the credential, then try again.'),
		);
	});

	it('when the key does not work', () => {
		expect(explain({ kind: 'unauthorized', status: 401, reason: 'Invalid API key' }, 1)).toEqual(
			described('rejected', 401, 1, 'ClientSuccess refused the API key: Invalid API key', expect.stringContaining('Global Settings > API Credentials')),
		);
	});

	it('when the key may not read it', () => {
		expect(explain({ kind: 'unauthorized', status: 403, reason: 'Forbidden' }, 1)).toEqual(
			described('rejected', 403, 1, 'The API key has no permission to read contacts: Forbidden', 'Give the API user in ClientSuccess access to contacts, or use another key.'),
		);
	});

	it('when the rate limit held on', () => {
		expect(explain({ kind: 'rateLimited', status: 429, reason: 'too many requests', retryAfter: 1000 }, 4)).toEqual(
			described('rejected', 429, 4, "ClientSuccess's rate limit still held after 4 attempts to read the contact: too many requests", expect.stringContaining('Try again later')),
		);
	});

	it('when the wait that was asked for is too long', () => {
		expect(explain({ kind: 'rateLimited', status: 429, reason: 'too many requests', retryAfter: 600_500 }, 1, 600_500)).toEqual(
			described('notSent', 429, 1, 'ClientSuccess asked to wait 601 seconds, which is more than Max Retry Wait allows', 'Try again later, or raise Max Retry Wait in the options.'),
		);
	});

	it('when ClientSuccess failed', () => {
		expect(explain({ kind: 'serverError', status: 503, reason: 'out of order', retryAfter: undefined }, 1)).toEqual(
			described('rejected', 503, 1, 'ClientSuccess failed to give the contact (1 attempt): out of order', 'Try again later.'),
		);
	});

	it('when ClientSuccess failed, and asked for a wait that is too long', () => {
		expect(explain({ kind: 'serverError', status: 503, reason: 'out of order', retryAfter: 600_000 }, 1, 600_000)).toEqual(
			described('rejected', 503, 1, 'ClientSuccess failed to give the contact (1 attempt): out of order', 'It asked to wait 600 seconds. Try again later, or raise Max Retry Wait in the options.'),
		);
	});

	it('when no answer came', () => {
		expect(explain({ kind: 'lost', reason: 'the connection timed out' }, 2)).toEqual(
			described('rejected', null, 2, 'No answer came from ClientSuccess for the contact (2 attempts): the connection timed out', 'Try again later.'),
		);
	});

	it('when no connection came about', () => {
		expect(explain({ kind: 'unreachable', reason: 'the connection was refused' }, 2)).toEqual(
			described('notSent', null, 2, 'ClientSuccess could not be reached for the contact (2 attempts): the connection was refused', expect.stringContaining('Base URL')),
		);
	});

	it('when it was not sent', () => {
		expect(explain({ kind: 'notSent', reason: 'the execution was cancelled' }, 0)).toEqual(
			described('notSent', null, 0, 'ClientSuccess was not asked for the contact: the execution was cancelled', 'Try again once the cause is gone.'),
		);
	});
});
