import type { MappedRow } from '../../nodes/ClientSuccess/records/mappedRow.ts';
import type { WritePlan } from '../../nodes/ClientSuccess/sync/writePlan.ts';
import type { ApiRequest } from '../../nodes/ClientSuccess/transport/http.ts';
import { accepted, rateLimited, serverError, unauthorized, unreachable } from '../transport/fakes.mts';
import { clientRow, clientRows, planOf } from './rows.ts';
import { all, failureOf, namesOf, recordsOf, run, serverThatRefuses } from './run.ts';

describe('a sync that goes well', () => {
	it('inserts in bulk, up to 100 at a time, in order', async () => {
		const { outcomes, requests } = await run(clientRows(250), serverThatRefuses());
		expect(requests.map((request) => recordsOf(request).length)).toEqual([100, 100, 50]);
		expect(requests.flatMap(namesOf)).toEqual(clientRows(250).map(({ record }) => record.name));
		expect([...outcomes.keys()]).toEqual(clientRows(250).map(({ item }) => item));
		expect(outcomes.get(249)).toEqual({ kind: 'written', answer: { name: 'Client 249', uuid: 'uuid of Client 249' } });
	});

	it.each([
		['a record', { uuid: 'a' }, { uuid: 'a' }],
		['a wrapped record', { data: { uuid: 'a' } }, { uuid: 'a' }],
		['nothing', undefined, undefined],
		['a text', 'OK', undefined],
	])('takes %s for an answer to one record', async (_, body, answer) => {
		const { outcomes } = await run([clientRow(0)], () => accepted(body), { plan: planOf('client', 'upsert') });
		expect(outcomes.get(0)).toEqual({ kind: 'written', answer });
	});

	it('upserts one row per request, also those that look alike', async () => {
		const rows = [clientRow(0), clientRow(1, { record: { name: 'Client 0' } })];
		const { requests, kinds } = await run(rows, serverThatRefuses(), { plan: planOf('client', 'upsert') });
		expect(requests.map(namesOf)).toEqual([['Client 0'], ['Client 0']]);
		expect(kinds).toEqual(['written', 'written']);
	});

	it('knows rows by their item, not by their position', async () => {
		const { outcomes } = await run([clientRow(7), clientRow(3)], serverThatRefuses());
		expect(outcomes.get(7)).toMatchObject({ answer: { name: 'Client 7' } });
		expect(outcomes.get(3)).toMatchObject({ answer: { name: 'Client 3' } });
		expect(outcomes.size).toBe(2);
	});

	it('sends nothing without rows', async () => {
		const { outcomes, requests } = await run([], serverThatRefuses(), { maxConcurrency: 20 });
		expect(requests).toEqual([]);
		expect(outcomes.size).toBe(0);
	});
});

describe('a sync stops', () => {
	it.each([
		[401, 'ClientSuccess refused the API key'],
		[403, 'the API key lacks a permission'],
	])('at a %d, and sends nothing more', async (status, reason) => {
		const server = (request: ApiRequest, number: number) => (number === 1 ? unauthorized(status) : serverThatRefuses()(request));
		const { kinds, requests, outcomes, transport } = await run(clientRows(5), server, { plan: planOf('client', 'upsert') });
		expect(requests).toHaveLength(2);
		expect(kinds).toEqual(['written', 'rejected', 'notSent', 'notSent', 'notSent']);
		expect(failureOf(outcomes.get(4))).toMatchObject({ message: expect.stringContaining(reason), httpCode: null, attempts: 0 });
		expect(transport.halted).toBe(reason);
	});

	it.each([rateLimited(600_000), serverError(600_000)])('when the wait asked for is too long, and says how long it was: %j', async (verdict) => {
		const server = (request: ApiRequest, number: number) => (number === 1 ? verdict : serverThatRefuses()(request));
		const { kinds, requests, outcomes } = await run(clientRows(4), server, { plan: planOf('client', 'upsert') });
		expect(requests).toHaveLength(2);
		expect(kinds).toEqual(['written', verdict.kind === 'rateLimited' ? 'notSent' : 'unknown', 'notSent', 'notSent']);
		expect(failureOf(outcomes.get(3))?.message).toContain('asked to wait 600 seconds');
	});

	it('after five requests in a row that failed after all retries', async () => {
		const { kinds, requests, outcomes } = await run(clientRows(9), () => unreachable(), { plan: planOf('client', 'upsert'), maxRetries: 2 });
		expect(requests).toHaveLength(15);
		expect(kinds).toEqual(all(9, 'notSent'));
		expect(failureOf(outcomes.get(4))).toMatchObject({ attempts: 3, message: expect.stringContaining('could not be reached') });
		expect(failureOf(outcomes.get(5))).toMatchObject({ attempts: 0, message: expect.stringContaining('five requests in a row failed') });
		expect(failureOf(outcomes.get(8))?.message).toContain('the connection was refused');
	});

	it('not before, if one succeeds in between', async () => {
		const server = (request: ApiRequest, number: number) => (number % 5 === 4 ? serverThatRefuses()(request) : serverError());
		const { requests } = await run(clientRows(20), server, { plan: planOf('client', 'upsert'), maxRetries: 0 });
		expect(requests).toHaveLength(20);
	});

	it('when the execution is cancelled', async () => {
		const controller = new AbortController();
		const server = (request: ApiRequest, number: number) => {
			if (number === 1) controller.abort();
			return serverThatRefuses()(request);
		};
		const { kinds, requests, outcomes } = await run(clientRows(4), server, { plan: planOf('client', 'upsert'), signal: controller.signal });
		expect(requests).toHaveLength(2);
		expect(kinds).toEqual(['written', 'written', 'notSent', 'notSent']);
		expect(failureOf(outcomes.get(3))?.message).toContain('the execution was cancelled');
	});

	it('at once, with an outcome for each of 130,000 rows', async () => {
		const { outcomes, requests } = await run(clientRows(130_000), () => unauthorized(), { plan: planOf('client', 'upsert') });
		expect(requests).toHaveLength(1);
		expect(outcomes.size).toBe(130_000);
	});
});

describe('a sync that stops at the first failure', () => {
	it('sends nothing after it', async () => {
		const { kinds, requests, outcomes } = await run(clientRows(5), serverThatRefuses('Client 1'), { plan: planOf('client', 'upsert'), stopOnFailure: true });
		expect(requests).toHaveLength(2);
		expect(kinds).toEqual(['written', 'rejected', 'notSent', 'notSent', 'notSent']);
		expect(failureOf(outcomes.get(4))?.message).toContain('an earlier item failed');
	});

	it('lets requests in flight finish', async () => {
		const { kinds } = await run(
			clientRows(6),
			async (request, number, clock) => {
				await clock.sleep(number === 0 ? 100 : 500);
				return serverThatRefuses('Client 0')(request);
			},
			{ plan: planOf('client', 'upsert'), stopOnFailure: true, maxConcurrency: 3 },
		);
		expect(kinds).toEqual(['rejected', 'written', 'written', 'notSent', 'notSent', 'notSent']);
	});

	it('stops at a record that a bulk answer refuses too', async () => {
		const { kinds, requests } = await run(clientRows(4), () => accepted([{ error: 'No' }, { uuid: 'b' }]), { plan: planOf('client', 'insert', 2), stopOnFailure: true });
		expect(requests).toHaveLength(1);
		expect(kinds).toEqual(['rejected', 'written', 'notSent', 'notSent']);
	});

	it('still finds the refused record of a bulk request', async () => {
		const { kinds } = await run(clientRows(4), serverThatRefuses('Client 2'), { stopOnFailure: true });
		expect(kinds).toEqual(['written', 'written', 'rejected', 'notSent']);
	});

	it('goes on after a server error that a retry mends', async () => {
		const { kinds } = await run(clientRows(2), (request, number) => (number === 0 ? serverError() : serverThatRefuses()(request)), { stopOnFailure: true, plan: planOf('client', 'upsert') });
		expect(kinds).toEqual(['written', 'written']);
	});
});

describe('several requests at a time', () => {
	it('are no more than allowed', async () => {
		for (const maxConcurrency of [1, 3, 20]) {
			let inFlight = 0;
			let most = 0;
			await run(
				clientRows(30),
				async (request, _, clock) => {
					most = Math.max(most, ++inFlight);
					await clock.sleep(100);
					inFlight -= 1;
					return serverThatRefuses()(request);
				},
				{ plan: planOf('client', 'upsert'), maxConcurrency },
			);
			expect(most).toBe(maxConcurrency);
		}
	});

	it.each<[string, WritePlan, MappedRow[]]>([
		['the same uuid', planOf('client', 'update'), [1, 2, 3].map((item) => clientRow(item, { uuid: 'cln_1' }))],
		['the same external ID', planOf('client', 'upsert'), [1, 2, 3].map((item) => clientRow(item, { record: { name: `Client ${item}`, externalId: item === 2 ? 'a1 ' : 'A1' } }))],
		['the same name', planOf('client', 'upsert'), [1, 2, 3].map((item) => clientRow(item, { record: { name: item === 2 ? 'ACME' : 'Acme', note: item } }))],
		['the same email', planOf('contact', 'upsert'), [1, 2, 3].map((item) => clientRow(item, { record: { clientId: `c${item}`, email: 'ann@example.com' } }))],
	])('keep rows of %s in order', async (_, plan, rows) => {
		const bodies: unknown[] = [];
		await run(
			rows,
			async (request, number, clock) => {
				await clock.sleep(1000 - number * 300);
				bodies.push(request.body);
				return accepted();
			},
			{ plan, maxConcurrency: 5 },
		);
		expect(bodies).toEqual(rows.map(({ record }) => record));
	});

	it('keep bulk requests in order that share a record', async () => {
		const rows = [clientRow(0), clientRow(1, { record: { name: 'Acme', note: 'old' } }), clientRow(2, { record: { name: 'ACME', note: 'new' } }), clientRow(3)];
		const ended: unknown[] = [];
		await run(
			rows,
			async (request, number, clock) => {
				await clock.sleep(number === 0 ? 1000 : 10);
				ended.push(namesOf(request));
				return accepted();
			},
			{ plan: planOf('client', 'insert', 2), maxConcurrency: 5 },
		);
		expect(ended).toEqual([['Client 0', 'Acme'], ['ACME', 'Client 3']]);
	});

	it.each<[string, WritePlan, MappedRow[]]>([
		['other names', planOf('client', 'upsert'), clientRows(3)],
		['other uuids', planOf('client', 'update'), clientRows(3).map((row) => ({ ...row, uuid: `cln_${row.item}` }))],
	])('do not wait for rows of %s', async (_, plan, rows) => {
		const ended: unknown[] = [];
		await run(
			rows,
			async (request, number, clock) => {
				await clock.sleep(number === 0 ? 1000 : 10);
				ended.push(...namesOf(request));
				return accepted();
			},
			{ plan, maxConcurrency: 2 },
		);
		expect(ended).toEqual(['Client 1', 'Client 2', 'Client 0']);
	});
});
