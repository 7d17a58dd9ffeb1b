import type { ApiRequest } from '../../nodes/ClientSuccess/transport/http.ts';
import { accepted, lost, rateLimited, refused, serverError, unauthorized, unreachable } from '../transport/fakes.mts';
import { clientRow, clientRows, planOf } from './rows.ts';
import { all, failureOf, namesOf, recordsOf, run, serverThatRefuses } from './run.ts';

describe('a bulk request that is refused', () => {
	it('is split in halves until only the refused record is left', async () => {
		const { outcomes, requests, kinds } = await run(clientRows(100), serverThatRefuses('Client 37'));
		expect(kinds.filter((kind) => kind === 'written')).toHaveLength(99);
		expect(outcomes.get(37)).toMatchObject({
			kind: 'rejected',
			failure: { message: 'ClientSuccess refused the client: Client 37 not valid', httpCode: 400 },
		});
		expect(requests.length).toBeLessThanOrEqual(15);
		expect(failureOf(outcomes.get(37))?.attempts).toBe(requests.filter((request) => namesOf(request).includes('Client 37')).length);
	});

	it('finds every refused record, wherever they are', async () => {
		const bad = ['Client 0', 'Client 1', 'Client 50', 'Client 98', 'Client 99'];
		const { outcomes } = await run(clientRows(100), serverThatRefuses(...bad));
		const rejected = [...outcomes].filter(([, { kind }]) => kind === 'rejected').map(([item]) => `Client ${item}`);
		expect(rejected.toSorted()).toEqual(bad.toSorted());
	});

	it('gives each refused record its own reason', async () => {
		const { outcomes } = await run(clientRows(4), serverThatRefuses('Client 1', 'Client 2'));
		expect(failureOf(outcomes.get(1))?.message).toBe('ClientSuccess refused the client: Client 1 not valid');
		expect(failureOf(outcomes.get(2))?.message).toBe('ClientSuccess refused the client: Client 2 not valid');
	});

	it('writes no record twice', async () => {
		const writes: unknown[] = [];
		await run(clientRows(64), (request) => {
			const verdict = serverThatRefuses('Client 5', 'Client 40')(request);
			if (verdict.kind === 'accepted') writes.push(...namesOf(request));
			return verdict;
		});
		expect(writes).toHaveLength(62);
		expect(new Set(writes).size).toBe(62);
	});

	it('is rejected whole if records are not to be isolated', async () => {
		const { kinds, outcomes, requests } = await run(clientRows(100), serverThatRefuses('Client 37'), { isolateRejected: false });
		expect(requests).toHaveLength(1);
		expect(kinds).toEqual(all(100, 'rejected'));
		expect(failureOf(outcomes.get(0))?.message).toContain('a request with this client and 99 more: Client 37 not valid');
	});

	it.each([serverError(), lost(), unreachable(), rateLimited(), unauthorized()])('is not what ends with %j, which is not split', async (verdict) => {
		const { requests } = await run(clientRows(4), () => verdict, { maxRetries: 0 });
		expect(requests.map((request) => recordsOf(request).length)).toEqual([4]);
	});
});

describe('a bulk answer that refuses single records', () => {
	it('rejects those, and writes the others', async () => {
		const { outcomes, kinds, requests } = await run(clientRows(3), () => accepted([{ uuid: 'a' }, { error: 'Name is taken' }, { uuid: 'c' }]));
		expect(kinds).toEqual(['written', 'rejected', 'written']);
		expect(requests).toHaveLength(1);
		expect(failureOf(outcomes.get(1))).toMatchObject({ message: 'ClientSuccess refused the client: Name is taken', httpCode: 200, attempts: 1 });
	});

	it('leaves open what it does not say', async () => {
		const { kinds, outcomes } = await run(clientRows(3), () => accepted([{ name: 'Client 2', uuid: 'c' }, { error: 'Name is taken' }]));
		expect(kinds).toEqual(['unknown', 'unknown', 'written']);
		expect(failureOf(outcomes.get(0))?.message).toBe(
			'No answer came from ClientSuccess for the client (1 attempt): it refused a record without saying which: Name is taken',
		);
	});

	it('leaves everything open if it is null', async () => {
		expect((await run(clientRows(2), () => accepted(null))).kinds).toEqual(['unknown', 'unknown']);
	});

	it('does not claim that nothing was written if an attempt before may have been carried out', async () => {
		const server = (_: ApiRequest, number: number) =>
			number === 0 ? serverError() : accepted([{ error: 'Name is taken' }, { uuid: 'b' }]);
		const { kinds, outcomes } = await run(clientRows(2), server);
		expect(kinds).toEqual(['unknown', 'written']);
		expect(failureOf(outcomes.get(0))?.description).not.toContain('Nothing was written');
	});
});

describe('what may have been carried out', () => {
	it('is not sent again after a server error if inserts are not to be retried', async () => {
		const { kinds, requests } = await run(clientRows(2), () => serverError(), { retryInserts: false });
		expect(requests).toHaveLength(1);
		expect(kinds).toEqual(['unknown', 'unknown']);
	});

	it('is sent again after a server error if they are', async () => {
		const { kinds, requests } = await run(clientRows(2), (request, number) => (number < 3 ? serverError() : serverThatRefuses()(request)));
		expect(requests).toHaveLength(4);
		expect(kinds).toEqual(['written', 'written']);
	});

	it.each([true, false])('is never sent again when the answer is lost (retryInserts: %p)', async (retryInserts) => {
		for (const plan of [planOf('client', 'insert'), planOf('contract', 'insert')]) {
			const { kinds, requests } = await run(clientRows(1), () => lost(), { retryInserts, plan });
			expect(requests).toHaveLength(1);
			expect(kinds).toEqual(['unknown']);
		}
	});

	it('is sent again if that leaves one record', async () => {
		for (const plan of [planOf('client', 'upsert'), planOf('client', 'update')]) {
			for (const verdict of [lost(), serverError()]) {
				const { kinds, requests } = await run([clientRow(0, { uuid: 'cln_0' })], (_, number) => (number < 3 ? verdict : accepted()), { plan, retryInserts: false });
				expect(requests).toHaveLength(4);
				expect(kinds).toEqual(['written']);
			}
		}
	});

	it('stays unknown when the retry is refused, also for the rows of both halves', async () => {
		const { kinds } = await run(clientRows(4), (_, number) => (number === 0 ? serverError() : refused()));
		expect(kinds).toEqual(all(4, 'unknown'));
	});

	it('stays unknown for rows that are not sent once more, because the sync stopped', async () => {
		// The first attempt may have written all four; the second is refused; of the halves only the first is sent.
		const server = (_: ApiRequest, number: number) => (number === 0 ? serverError() : number === 1 ? refused() : unauthorized());
		const { kinds, requests } = await run(clientRows(4), server);
		expect(requests).toHaveLength(3);
		expect(kinds).toEqual(all(4, 'unknown'));
	});
});
