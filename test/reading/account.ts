/** An account whose records can be read while others change them, and a transport to it. */
import type { JsonObject } from '../../nodes/ClientSuccess/json.ts';
import type { ApiRequest, Send } from '../../nodes/ClientSuccess/transport/http.ts';
import { Transport } from '../../nodes/ClientSuccess/transport/transport.ts';
import type { Verdict } from '../../nodes/ClientSuccess/transport/verdict.ts';
import { accepted, FakeClock } from '../transport/fakes.mts';

type Server = (request: ApiRequest, number: number) => Verdict;

/** A way to a server that is a function of the request and its number, from 0 on. */
export function connect(server: Server) {
	const clock = new FakeClock();
	const requests: ApiRequest[] = [];
	const send: Send = async (request) => server(request, requests.push(request) - 1);
	const options = { maxConcurrency: 1, maxRetries: 1, retryBaseDelay: 1000, maxRetryWait: 60_000 };
	const transport = new Transport(send, clock, options, undefined);
	return {
		requests,
		transport,
		/** Lets as much time go by as something takes. */
		finish: async <T>(work: Promise<T>): Promise<T> => await clock.until(work),
	};
}

/** The parameters of a search. */
export const queryOf = ({ path }: ApiRequest) => new URL(path, 'https://host.test').searchParams;
export const pageOf = (request: ApiRequest) => Number(queryOf(request).get('page'));

/** Answers each page of a list of pages, whatever they hold, and empty ones after them. */
export const pages =
	(...bodies: unknown[]): Server =>
	(request) =>
		accepted(bodies[pageOf(request)] ?? { data: [], last: true });

export const records = (...names: Array<string | number>): JsonObject[] => names.map((name) => ({ uuid: String(name) }));

/** Records, each with the times of its creation and its last change, the last changed first. */
export class Account {
	/** Milliseconds since the epoch. */
	now = Date.parse('2026-01-31T12:00:00Z');
	/** Whether a search takes in the moment it is given. */
	isInclusive = false;
	/** Records per page that it gives at most. */
	maxSize = Infinity;
	#records: JsonObject[] = [];
	#created = 0;

	get uuids(): string[] {
		return this.#records.map(({ uuid }) => String(uuid));
	}

	/** Each record and how often it was changed. */
	get states(): string[] {
		return this.#records.map(({ uuid, revision }) => `${String(uuid)}.${String(revision)}`);
	}

	get records(): readonly JsonObject[] {
		return this.#records;
	}

	create(): void {
		const time = this.#time();
		this.#toFront({ uuid: `cln_${this.#created++}`, createdTime: time, modifiedTime: time, revision: 0 });
	}

	/** @param which its place among those there are, counted on from the last to the first */
	update(which: number): void {
		const record = this.#remove(which);
		if (record !== undefined) this.#toFront({ ...record, modifiedTime: this.#time(), revision: Number(record.revision) + 1 });
	}

	remove(which: number): void {
		this.#remove(which);
	}

	/** A page of a search. */
	readonly answer = (request: ApiRequest): Verdict => {
		const query = queryOf(request);
		const page = Number(query.get('page'));
		const size = Math.min(this.maxSize, Number(query.get('size')));
		const after = query.get('modifiedAfter');
		const from = after === null ? -Infinity : Date.parse(after) + (this.isInclusive ? 0 : 1);
		const found = this.#records.filter(({ modifiedTime }) => Date.parse(String(modifiedTime)) >= from);
		const data = found.slice(page * size, (page + 1) * size);
		return accepted({ data, page, last: (page + 1) * size >= found.length, totalElements: found.length });
	};

	#time(): string {
		return new Date(this.now).toISOString();
	}

	#toFront(record: JsonObject): void {
		this.#records = [record, ...this.#records];
	}

	#remove(which: number): JsonObject | undefined {
		const [record] = this.#records.splice(which % Math.max(1, this.#records.length), 1);
		return record;
	}
}
