import fc from 'fast-check';
import type { WritePlan } from '../../nodes/ClientSuccess/sync/writePlan.ts';
import type { ApiRequest } from '../../nodes/ClientSuccess/transport/http.ts';
import type { Verdict } from '../../nodes/ClientSuccess/transport/verdict.ts';
import { accepted, FakeClock, lost, rateLimited, refused, serverError, unauthorized, unreachable } from '../transport/fakes.mts';
import { clientRows, planOf } from './rows.ts';
import { recordsOf, run } from './run.ts';

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
