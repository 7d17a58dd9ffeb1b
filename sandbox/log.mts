/** What was asked of the sandbox, how it ended, and how many requests were under way at once. */
import type { ObjectName } from '../nodes/ClientSuccess/objects/index.ts';
import type { Fault, Operation } from './faults.mts';

/** How a request ended: with a status, or `left` when the client went away before there was an answer. */
export type Ending = number | 'hang' | 'reset' | 'cut' | 'left';

/** One request to the API, in the order they arrived. */
export interface RequestEntry {
	/** Counts from 1. */
	readonly id: number;
	readonly method: string;
	/** Below /v2, with the query. */
	readonly path: string;
	readonly object: ObjectName | undefined;
	readonly operation: Operation | undefined;
	readonly keyOk: boolean;
	/** When it arrived, in milliseconds since 1970. */
	readonly startedAt: number;
	/** When the answer was handed over, or the client went away; undefined while it is under way. */
	endedAt: number | undefined;
	status: Ending | undefined;
	/** Only with the option `logBodies`. */
	body: unknown;
	fault: Fault | undefined;
}

/** The sandbox's figures. */
export interface Stats {
	readonly requests: number;
	readonly writes: number;
	readonly inFlight: number;
	readonly inFlightMax: number;
	/** Rules of the script that no request has used yet. */
	readonly scripted: number;
}

/** Keeps the log and counts. */
export class RequestLog {
	readonly entries: RequestEntry[] = [];
	readonly #onEnd: ((entry: RequestEntry) => void) | undefined;
	#lastId = 0;
	#inFlightMax = 0;
	#open = new Set<RequestEntry>();
	#working = new Set<RequestEntry>();
	#waiting: Array<() => void> = [];

	constructor(onEnd: ((entry: RequestEntry) => void) | undefined) {
		this.#onEnd = onEnd;
	}

	begin(about: Pick<RequestEntry, 'method' | 'path' | 'object' | 'operation' | 'keyOk'>): RequestEntry {
		const entry: RequestEntry = {
			id: ++this.#lastId,
			...about,
			startedAt: Date.now(),
			endedAt: undefined,
			status: undefined,
			body: undefined,
			fault: undefined,
		};
		this.entries.push(entry);
		this.#open.add(entry);
		this.#working.add(entry);
		this.#inFlightMax = Math.max(this.#inFlightMax, this.#open.size);
		return entry;
	}

	/** The client has its answer or has left. Only the first call for a request counts. */
	end(entry: RequestEntry, status: Ending): void {
		if (!this.#open.delete(entry)) return;
		entry.endedAt = Date.now();
		entry.status = status;
		this.#onEnd?.(entry);
	}

	/** Nothing more will be written for the request. */
	settle(entry: RequestEntry): void {
		this.#working.delete(entry);
		if (this.#working.size > 0) return;
		for (const resolve of this.#waiting.splice(0)) resolve();
	}

	/** Resolves once nothing more will be written for any request received so far. */
	async idle(): Promise<void> {
		if (this.#working.size > 0) await new Promise<void>((resolve) => this.#waiting.push(resolve));
	}

	get inFlight(): number {
		return this.#open.size;
	}

	get inFlightMax(): number {
		return this.#inFlightMax;
	}

	/** Forgets everything but the requests still under way. */
	clear(): void {
		this.entries.length = 0;
		this.#lastId = 0;
		this.#inFlightMax = this.#open.size;
	}
}
