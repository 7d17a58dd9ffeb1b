/** What can go wrong with a request, and the script that says with which. */
import type { ObjectName } from '../nodes/ClientSuccess/objects/index.ts';
import type { Answer } from './answers.mts';
import type { ElementRejection, Shape } from './shapes.mts';
import { matchesRecord, recordsIn } from './records.mts';
import type { RecordMatch } from './records.mts';

/** What a request asks for. */
export type Operation = 'bulkInsert' | 'insert' | 'update' | 'upsert' | 'get' | 'search' | 'customFields';

/**
 * How the answer travels: `hang` never, `reset` with the connection reset instead, `truncate` as a
 * complete answer whose body ends in the middle, `cut` with the connection lost in the middle of the
 * body, `drip` in ten pieces spread over that many milliseconds.
 */
export type Delivery = 'hang' | 'reset' | 'truncate' | 'cut' | { readonly drip: number };

/** One thing that goes wrong with one request. All parts are optional and combine. */
export interface Fault {
	/** Shown in the request log. */
	readonly name?: string;
	/** Milliseconds before the request is looked at. It is carried out even if the client leaves meanwhile. */
	readonly delay?: number;
	/** Milliseconds between the write and the answer. */
	readonly delayAnswer?: number;
	/** Whether the request is carried out. True unless there is an `answer`, or `delivery` is `hang` or `reset`. */
	readonly written?: boolean;
	/** Sent instead of the real answer. */
	readonly answer?: Answer;
	/** Records that are not written although the request succeeds; their part of the answer says so. */
	readonly rejectElements?: ElementRejection;
	/** How the answer to a successful write is disguised. */
	readonly shape?: Shape;
	readonly delivery?: Delivery;
}

/** The request as a rule sees it, before it is validated. */
export interface SandboxRequest {
	/** Counts from 1, as in the request log. */
	readonly id: number;
	readonly method: string;
	/** Below /v2, with the query. */
	readonly path: string;
	readonly object: ObjectName | undefined;
	readonly operation: Operation | undefined;
	readonly body: unknown;
	readonly keyOk: boolean;
}

/** Which requests a rule is for; every part given must fit. */
export interface Matcher {
	readonly method?: string;
	/** The path below /v2 without its query, or an expression on the whole of it. */
	readonly path?: string | RegExp;
	readonly object?: ObjectName;
	readonly operation?: Operation;
	/** The request holds at least one of these records. */
	readonly record?: RecordMatch;
	readonly where?: (request: SandboxRequest) => boolean;
	/** Skip requests until the nth that fits, counting from 1. */
	readonly nth?: number;
}

/** A fault for the next request that fits `on` (any, if not given), for `times` requests (1). */
export interface Rule extends Fault {
	readonly on?: Matcher;
	readonly times?: number | 'always';
}

/** Decides on each request anew; undefined leaves it to the next in the script. */
export type FaultFunction = (request: SandboxRequest) => Fault | undefined;

interface Pending {
	readonly rule: Rule;
	seen: number;
	left: number;
}

function fits(matcher: Matcher, request: SandboxRequest): boolean {
	const { method, path, object, operation, record, where } = matcher;
	if (method !== undefined && method.toUpperCase() !== request.method) return false;
	if (typeof path === 'string' && path !== request.path.split('?', 1)[0]) return false;
	if (path instanceof RegExp && request.path.search(path) < 0) return false;
	if (object !== undefined && object !== request.object) return false;
	if (operation !== undefined && operation !== request.operation) return false;
	if (record !== undefined && !recordsIn(request.body).some((row, index) => matchesRecord(record, row, index))) return false;
	return where === undefined || where(request);
}

/** A queue of rules and functions. Each request takes at most one fault: that of the first in the queue that fits. */
export class Script {
	#queue: Array<Pending | FaultFunction> = [];

	add(...entries: ReadonlyArray<Rule | FaultFunction>): void {
		for (const entry of entries) {
			if (typeof entry === 'function') this.#queue.push(entry);
			else this.#queue.push({ rule: entry, seen: 0, left: entry.times === 'always' ? Infinity : (entry.times ?? 1) });
		}
	}

	/** The fault of this request, if it has one. Every rule counts the request for its `nth`, taken or not. */
	take(request: SandboxRequest): Fault | undefined {
		let taken: Fault | undefined;
		let usedUp = false;
		for (const entry of this.#queue) {
			if (typeof entry === 'function') {
				taken ??= entry(request);
				continue;
			}
			const { on = {} } = entry.rule;
			if (!fits(on, request)) continue;
			entry.seen++;
			if (taken !== undefined || entry.seen < (on.nth ?? 1)) continue;
			taken = entry.rule;
			entry.left--;
			usedUp ||= entry.left <= 0;
		}
		if (usedUp) this.#queue = this.#queue.filter((entry) => typeof entry === 'function' || entry.left > 0);
		return taken;
	}

	/** How many rules and functions are still waiting. */
	get size(): number {
		return this.#queue.length;
	}

	clear(): void {
		this.#queue = [];
	}
}

/** Whether a request with this fault is carried out. */
export function isCarriedOut(fault: Fault | undefined): boolean {
	if (fault === undefined) return true;
	return fault.written ?? (fault.answer === undefined && fault.delivery !== 'hang' && fault.delivery !== 'reset');
}
