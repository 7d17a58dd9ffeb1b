/** Runs a sync against a server that answers as a test wants it to, on a clock that leaps. */
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
import { accepted, FakeClock, refused } from '../transport/fakes.mts';
import { planOf } from './rows.ts';

export const DEFAULTS: SyncOptions & TransportOptions = {
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
export async function run(
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
export const recordsOf = ({ body = [] }: ApiRequest): JsonObject[] => (Array.isArray(body) ? body : [body]);
export const namesOf = (request: ApiRequest) => recordsOf(request).map(({ name }) => name);

/** A server that gives every record a UUID, and refuses requests that hold one of these names. */
export const serverThatRefuses =
	(...names: string[]) =>
	(request: ApiRequest): Verdict => {
		const bad = namesOf(request).filter((name) => names.includes(String(name)));
		if (bad.length > 0) return refused(`${bad.join()} not valid`, 400);
		const answer = recordsOf(request).map((record) => ({ ...record, uuid: `uuid of ${String(record.name)}` }));
		return accepted(Array.isArray(request.body) ? answer : answer[0]);
	};

export const failureOf = (outcome: Outcome | undefined) => (outcome === undefined || outcome.kind === 'written' ? undefined : outcome.failure);

export const all = <T>(count: number, value: T): T[] => Array.from({ length: count }, () => value);
