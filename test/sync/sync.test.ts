import fc from 'fast-check';
import type { JsonObject } from '../../nodes/ClientSuccess/json.ts';
import type { MappedRow } from '../../nodes/ClientSuccess/records/mappedRow.ts';
import type { Outcome } from '../../nodes/ClientSuccess/sync/outcome.ts';
import { sync } from '../../nodes/ClientSuccess/sync/sync.ts';
import type { SyncOptions } from '../../nodes/ClientSuccess/sync/sync.ts';
import type { WritePlan } from '../../nodes/ClientSuccess/sync/writePlan.ts';
import type { ApiRequest, Send } from '../../nodes/ClientSuccess/transport/http.ts';
import { Transport } from '../../nodes/ClientSuccess/transport/transport.ts';
import type { TransportOptions } from '../../nodes/ClientSuccess/transport/transport.ts';
import type { Verdict } from '../../nodes/ClientSuccess/transport/verdict.ts';
import { accepted, FakeClock, lost, rateLimited, refused, serverError, unauthorized, unreachable } from '../transport/fakes.mts';
import { clientRow, clientRows, planOf } from './rows.ts';

const DEFAULTS: SyncOptions & TransportOptions = {
	maxConcurrency: 1,
	retryInserts: true,
	isolateRejected: true,
	stopOnFailure: false,
	maxRetries: 3,
	retryBaseDelay: 1000,
	maxRetryWait: 300_000,
};

interface Setting extends Partial<SyncOptions & TransportOptions> {
	readonly plan?: WritePlan;
	readonly signal?: AbortSignal;
}

/** Syncs rows with a server that is a function of the request and its number, from 0 on. */
async function run(
	rows: readonly MappedRow[],
	server: (request: ApiRequest, number: number, clock: FakeClock) => Verdict | Promise<Verdict>,
	{ plan = planOf('client', 'insert'), signal, ...given }: Setting = {},
) {
	const options = { ...DEFAULTS, ...given };
	const clock = new FakeClock();
	const requests: ApiRequest[] = [];
	const send: Send = async (request) => await server(request, requests.push(request) - 1, clock);
	const transport = new Transport(send, clock, options, signal);
	const outcomes = await clock.until(sync(rows, plan, transport, options));
	return { outcomes, requests, transport, kinds: rows.map(({ item }) => outcomes.get(item)?.kind) };
}

/** The records in a request. */
const recordsOf = ({ body = [] }: ApiRequest): JsonObject[] => (Array.isArray(body) ? body : [body]);
const namesOf = (request: ApiRequest) => recordsOf(request).map(({ name }) => name);

/** A server that gives every record a UUID, and refuses requests that hold one of these names. */
const serverThatRefuses =
	(...names: string[]) =>
	(request: ApiRequest): Verdict => {
		const bad = namesOf(request).filter((name) => names.includes(String(name)));
		if (bad.length > 0) return refused(`${bad.join()} not valid`, 400);
		const answer = recordsOf(request).map((record) => ({ ...record, uuid: `uuid of ${String(record.name)}` }));
		return accepted(Array.isArray(request.body) ? answer : answer[0]);
	};

const failureOf = (outcome: Outcome | undefined) => (outcome === undefined || outcome.kind === 'written' ? undefined : outcome.failure);

const all = <T>(count: number, value: T): T[] => Array.from({ length: count }, () => value);

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

/** Ways in which a request may end; `…After` once the server has carried it out. */
const FAULTS = ['errorBefore', 'errorAfter', 'lostBefore', 'lostAfter', 'limited', 'limitedTooLong', 'unreachable', 'unauthorized', 'refused'] as const;
const SHAPES = ['list', 'data', 'reversed', 'shorter', 'empty'] as const;

/** A ClientSuccess in miniature, with a ledger of every write by the record's name. */
class Server {
	readonly ledger = new Map<string, number>();
	most = 0;
	#inFlight = 0;
	readonly #faults: Array<(typeof FAULTS)[number] | undefined>;
	readonly #shape: (typeof SHAPES)[number];
	readonly #refuses: (name: string) => boolean;
	readonly #refusesOneByOne: boolean;

	constructor({ faults, shape, bad, oneByOne, refusesDuplicates }: Weather) {
		this.#faults = [...faults];
		this.#shape = shape;
		this.#refuses = (name) => bad.has(name) || (refusesDuplicates && this.ledger.has(name));
		this.#refusesOneByOne = oneByOne;
	}

	async answer(request: ApiRequest, latency: number, clock: FakeClock): Promise<Verdict> {
		this.most = Math.max(this.most, ++this.#inFlight);
		await clock.sleep(latency);
		this.#inFlight -= 1;
		switch (this.#faults.shift()) {
			case 'errorBefore':
				return serverError();
			case 'errorAfter':
				this.#write(request);
				return serverError();
			case 'lostBefore':
				return lost();
			case 'lostAfter':
				this.#write(request);
				return lost();
			case 'limited':
				return rateLimited(2000);
			case 'limitedTooLong':
				return rateLimited(301_000);
			case 'unreachable':
				return unreachable();
			case 'unauthorized':
				return unauthorized();
			case 'refused':
				return refused();
			case undefined:
				return this.#write(request);
		}
	}

	#write(request: ApiRequest): Verdict {
		const records = recordsOf(request);
		const isRefused = records.map(({ name }) => this.#refuses(String(name)));
		const isBulk = Array.isArray(request.body);
		if (isRefused.includes(true) && !(isBulk && this.#refusesOneByOne)) return refused('not valid', 400);
		const elements = records.map((record, position) => {
			const name = String(record.name);
			if (isRefused[position] === true) return { name, error: 'not valid' };
			this.ledger.set(name, (this.ledger.get(name) ?? 0) + 1);
			return { ...record, uuid: `uuid of ${name}` };
		});
		return isBulk ? this.#shaped(elements, isRefused.includes(true)) : accepted(elements[0]);
	}

	/** An answer that leaves elements out speaks of the refused ones. */
	#shaped(elements: Array<{ readonly name?: unknown; readonly error?: string }>, isRefused: boolean): Verdict {
		switch (this.#shape) {
			case 'list':
				return accepted(elements);
			case 'data':
				return accepted({ data: elements });
			case 'reversed':
				return accepted(elements.toReversed());
			case 'shorter':
				return accepted(elements.filter(({ error }, position) => error !== undefined || position % 2 === 0));
			case 'empty':
				return isRefused ? accepted(elements) : accepted();
		}
	}
}

interface Weather {
	readonly faults: ReadonlyArray<(typeof FAULTS)[number] | undefined>;
	readonly shape: (typeof SHAPES)[number];
	/** Names the server never takes. */
	readonly bad: ReadonlySet<string>;
	/** Whether a bulk request with bad records is taken without them, or refused whole. */
	readonly oneByOne: boolean;
	/** Whether a name that was written before is refused. */
	readonly refusesDuplicates: boolean;
}

describe('any rows, in any weather', () => {
	const weather = (rows: number): fc.Arbitrary<Weather> =>
		fc.record({
			faults: fc.array(fc.option(fc.constantFrom(...FAULTS), { nil: undefined, freq: 2 }), { maxLength: 40 }),
			shape: fc.constantFrom(...SHAPES),
			bad: fc.array(fc.nat({ max: rows }), { maxLength: 6 }).map((items) => new Set(items.map((item) => `Client ${item}`))),
			oneByOne: fc.boolean(),
			refusesDuplicates: fc.boolean(),
		});
	const options = fc.record({
		maxConcurrency: fc.integer({ min: 1, max: 6 }),
		retryInserts: fc.boolean(),
		isolateRejected: fc.boolean(),
		stopOnFailure: fc.boolean(),
		maxRetries: fc.integer({ min: 0, max: 4 }),
	});
	const trial = fc.integer({ min: 0, max: 60 }).chain((count) =>
		fc.record({
			count: fc.constant(count),
			weather: weather(count),
			options,
			latencies: fc.array(fc.integer({ min: 0, max: 3000 }), { minLength: 1, maxLength: 10 }),
		}),
	);

	const plans: Array<[string, WritePlan, boolean]> = [
		['clients inserted in bulk', planOf('client', 'insert', 8), false],
		['contracts inserted', planOf('contract', 'insert'), false],
		['clients upserted', planOf('client', 'upsert'), true],
		['clients updated', planOf('client', 'update'), true],
	];

	it.each(plans)('%s have one outcome each, and it is true', async (_, plan, isIdempotent) => {
		await fc.assert(
			fc.asyncProperty(trial, async ({ count, weather: given, options: set, latencies }) => {
				const server = new Server(given);
				const rows = clientRows(count).map((row) => ({ ...row, uuid: `cln_${row.item}` }));
				const { outcomes, transport } = await run(
					rows,
					async (request, number, clock) => await server.answer(request, latencies[number % latencies.length] ?? 0, clock),
					{ ...set, plan },
				);

				expect([...outcomes.keys()].toSorted((a, b) => a - b)).toEqual(rows.map(({ item }) => item));
				expect(server.most).toBeLessThanOrEqual(set.maxConcurrency);
				for (const [item, { kind }] of outcomes) {
					const name = `Client ${item}`;
					const writes = server.ledger.get(name) ?? 0;
					const seen = { name, kind, isWritten: writes > 0 };
					if (kind === 'written') expect(seen).toEqual({ name, kind, isWritten: true });
					if (kind === 'rejected' || kind === 'notSent') expect(seen).toEqual({ name, kind, isWritten: false });
					if (!isIdempotent && !set.retryInserts) expect(writes).toBeLessThanOrEqual(1);
				}
				const failed = [...outcomes.values()].some(({ kind }) => kind !== 'written');
				if (set.stopOnFailure && failed) expect(transport.halted).toBeDefined();
			}),
			{ numRuns: 250 },
		);
	});

	it('a written row carries what came back for it, and for no other', async () => {
		await fc.assert(
			fc.asyncProperty(trial, async ({ count, weather: given, options: set }) => {
				const server = new Server(given);
				const { outcomes } = await run(clientRows(count), async (request, _, clock) => await server.answer(request, 10, clock), { ...set, plan: planOf('client', 'insert', 8) });
				for (const [item, outcome] of outcomes) {
					if (outcome.kind === 'written' && outcome.answer !== undefined) expect(outcome.answer.uuid).toBe(`uuid of Client ${item}`);
				}
			}),
			{ numRuns: 100 },
		);
	});
});
