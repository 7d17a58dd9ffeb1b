import { explain } from '../../nodes/ClientSuccess/sync/explain.ts';
import type { Outcome } from '../../nodes/ClientSuccess/sync/outcome.ts';
import type { Result } from '../../nodes/ClientSuccess/transport/transport.ts';
import { lost, rateLimited, refused, serverError, unauthorized, unreachable } from '../transport/fakes.mts';
import { planOf, someClients } from './rows.ts';

type FailedVerdict = Exclude<Result['verdict'], { kind: 'accepted' }>;
type Failed = Exclude<Outcome, { kind: 'written' }>;

const notSent = (reason = 'the execution was cancelled'): FailedVerdict => ({ kind: 'notSent', reason });

const redirected = (): FailedVerdict => ({ kind: 'redirected', status: 307, reason: 'it redirects elsewhere' });

/** Narrows what a fake says to what can be explained. */
function failed(verdict: Result['verdict']): FailedVerdict {
	if (verdict.kind === 'accepted') throw new Error('There is nothing to explain');
	return verdict;
}

const INSERT = planOf('client', 'insert');
const UPDATE = planOf('client', 'update');

function outcomeOf(verdict: Result['verdict'], result: Partial<Result> = {}, plan = INSERT, rows = someClients(1)): Failed {
	return explain({ attempts: 4, maybeWritten: false, ...result, verdict: failed(verdict) }, rows, plan);
}

describe('a failed request', () => {
	it('by a redirect points to the Base URL, not to the values of the row', () => {
		expect(outcomeOf(redirected()).failure.description).toMatch(/Base URL/);
		expect(outcomeOf(redirected()).failure.description).not.toMatch(/values/);
	});

	it.each<[string, Result['verdict'], Failed['kind'], number | null]>([
		['a refusal', refused('Name is taken', 417), 'rejected', 417],
		['a redirect', redirected(), 'rejected', 307],
		['a bad key', unauthorized(401), 'rejected', 401],
		['a missing permission', unauthorized(403), 'rejected', 403],
		['a rate limit that held', rateLimited(), 'rejected', 429],
		['a server error', serverError(), 'unknown', 503],
		['a lost answer', lost(), 'unknown', null],
		['no connection', unreachable(), 'notSent', null],
		['a request kept back', notSent(), 'notSent', null],
	])('by %s: %j ends as %s', (_, verdict, kind, httpCode) => {
		const outcome = outcomeOf(verdict);
		expect(outcome).toMatchObject({ kind, failure: { httpCode, attempts: 4 } });
		expect(outcome.failure.message).toMatch(/^\S.*[^.]$/);
		expect(outcome.failure.description).toMatch(/^\S.*\.$/);
	});

	it.each([refused(), redirected(), unauthorized(401), unauthorized(403), rateLimited(), serverError(), lost(), unreachable(), notSent()])(
		'is unknown if an attempt may have been carried out: %j',
		(verdict) => {
			const { kind, failure } = outcomeOf(verdict, { maybeWritten: true });
			expect(kind).toBe('unknown');
			expect(failure.description).not.toContain('Nothing was written');
		},
	);

	it('is unknown too if the wait that was asked for is too long, but an attempt may have been carried out', () => {
		expect(outcomeOf(rateLimited(600_000), { maybeWritten: true, askedWait: 600_000 }).kind).toBe('unknown');
		expect(outcomeOf(serverError(600_000), { maybeWritten: true, askedWait: 600_000 }).kind).toBe('unknown');
	});

	it.each([refused('the reason'), { ...unauthorized(401), reason: 'the reason' }, { ...unauthorized(403), reason: 'the reason' }, { ...rateLimited(), reason: 'the reason' }, { ...serverError(), reason: 'the reason' }, { ...lost(), reason: 'the reason' }, { ...unreachable(), reason: 'the reason' }, notSent('the reason')])(
		'repeats the reason: %j',
		(verdict) => {
			for (const maybeWritten of [false, true]) expect(outcomeOf(verdict, { maybeWritten }).failure.message).toContain('the reason');
		},
	);
});

describe('what to do next', () => {
	it('is to correct what was refused', () => {
		expect(outcomeOf(refused('Name is taken')).failure).toMatchObject({
			message: 'ClientSuccess refused the client: Name is taken',
			description: 'Nothing was written for this item. Correct its values, then send it again.',
		});
	});

	it('is to look at the key', () => {
		const { message, description } = outcomeOf(unauthorized(401)).failure;
		expect(message).toBe('ClientSuccess refused the API key: no entry');
		expect(description).toContain('Global Settings > API Credentials');
	});

	it.each([
		[planOf('client', 'insert'), 'insert clients'],
		[planOf('contact', 'update'), 'update contacts'],
		[planOf('contract', 'upsert'), 'create or update contracts'],
	])('is to give the key a permission', (plan, what) => {
		const { message, description } = outcomeOf(unauthorized(403), {}, plan).failure;
		expect(message).toBe(`The API key has no permission to ${what}: no entry`);
		expect(description).toContain(`access to ${what.split(' ').at(-1)}`);
	});

	it('is to send it later, or to allow a longer wait', () => {
		expect(outcomeOf(rateLimited(600_000), { askedWait: 600_000 })).toMatchObject({
			kind: 'notSent',
			failure: {
				message: 'ClientSuccess asked to wait 600 seconds, which is more than Max Retry Wait allows',
				description: expect.stringContaining('raise Max Retry Wait'),
				httpCode: 429,
			},
		});
		expect(outcomeOf(rateLimited()).failure.description).toContain('Max Retries');
	});

	it('is to check the network', () => {
		const { message, description } = outcomeOf(unreachable()).failure;
		expect(message).toBe('ClientSuccess could not be reached (4 attempts): the connection was refused');
		expect(description).toContain('Base URL');
	});

	it('is to wait, or to allow a longer wait, where ClientSuccess failed and asked for one', () => {
		expect(outcomeOf(serverError(90_000), { askedWait: 90_000 }).failure.message).toBe(
			'ClientSuccess failed to process the client (4 attempts): out of order; it asked to wait 90 seconds, which is more than Max Retry Wait allows',
		);
	});

	it('is to look for what may have been created, before it is there twice', () => {
		for (const verdict of [serverError(), lost()]) {
			expect(outcomeOf(verdict).failure.description).toContain('it may be there twice');
		}
	});

	it('is to send again what can’t be there twice', () => {
		for (const verdict of [serverError(), lost()]) {
			expect(outcomeOf(verdict, {}, UPDATE).failure.description).toContain('can safely be sent again');
		}
	});

	it('is to send it again once the cause is gone', () => {
		expect(outcomeOf(notSent()).failure).toMatchObject({
			message: 'The client was not sent: the execution was cancelled',
			description: 'Nothing was written for this item. It can be sent again once the cause is gone.',
		});
	});
});

describe('the words', () => {
	it.each([
		[planOf('client', 'insert'), 'the client'],
		[planOf('contact', 'insert'), 'the contact'],
		[planOf('contract', 'insert'), 'the contract'],
	])('name the object', (plan, thing) => {
		expect(outcomeOf(refused(), {}, plan).failure.message).toBe(`ClientSuccess refused ${thing}: not valid`);
	});

	it.each([
		[serverError(), 'ClientSuccess failed to process the client (4 attempts): out of order'],
		[lost(), 'No answer came from ClientSuccess for the client (4 attempts): the connection was closed'],
		[redirected(), 'ClientSuccess did not take the client: it redirects elsewhere'],
		[rateLimited(), "ClientSuccess's rate limit still held after 4 attempts: too many requests"],
	])('say what happened: %j', (verdict, message) => {
		expect(outcomeOf(verdict).failure.message).toBe(message);
	});

	it.each([
		[refused(), 'ClientSuccess refused the client after an attempt that may have been carried out: not valid'],
		[redirected(), 'ClientSuccess redirected the client after an attempt that may have been carried out'],
		[unauthorized(), 'ClientSuccess refused the API key after an attempt that may have been carried out: no entry'],
		[rateLimited(), "ClientSuccess's rate limit was reached after an attempt that may have been carried out: too many requests"],
		[unreachable(), 'ClientSuccess could no longer be reached after an attempt that may have been carried out: the connection was refused'],
		[notSent(), 'The client was not sent again after an attempt that may have been carried out: the execution was cancelled'],
	])('say that an attempt before may have been carried out: %j', (verdict, message) => {
		expect(outcomeOf(verdict, { maybeWritten: true }).failure.message).toBe(message);
	});

	it('say how many more a request carried', () => {
		expect(outcomeOf(refused(), {}, INSERT, someClients(3)).failure.message).toBe(
			'ClientSuccess refused a request with this client and 2 more: not valid',
		);
	});

	it('count attempts', () => {
		expect(outcomeOf(lost(), { attempts: 1 }).failure.message).toContain('(1 attempt)');
		expect(outcomeOf(lost(), { attempts: 2 }).failure.message).toContain('(2 attempts)');
	});

	it('round a wait up to seconds', () => {
		expect(outcomeOf(rateLimited(1001), { askedWait: 1001 }).failure.message).toContain('2 seconds');
	});

	it('never show a record', () => {
		const rows = someClients(1);
		for (const verdict of [refused(), unauthorized(), rateLimited(), serverError(), lost(), unreachable(), notSent()]) {
			expect(JSON.stringify(outcomeOf(verdict, {}, INSERT, rows))).not.toContain('Client 0');
		}
	});
});
