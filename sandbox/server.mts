/** A ClientSuccess v2 of one's own: starts it, and everything a test or a demo does with it. */
import { fastify } from 'fastify';
import type { FastifyError, FastifyInstance } from 'fastify';
import type { ObjectName } from '../nodes/ClientSuccess/objects/index.ts';
import { refusalAnswer } from './answers.mts';
import { addControl } from './control.mts';
import { Exchange } from './exchange.mts';
import { Script } from './faults.mts';
import type { FaultFunction, Rule } from './faults.mts';
import { RequestLog } from './log.mts';
import type { RequestEntry, Stats } from './log.mts';
import { RateLimiter } from './rate-limiter.mts';
import { addReads } from './reads.mts';
import type { Row } from './records.mts';
import { refusalOf } from './refusals.mts';
import { DEFAULT_SETTINGS } from './settings.mts';
import type { Settings } from './settings.mts';
import { Store } from './store.mts';
import type { LedgerEntry, StoredRecord } from './store.mts';
import { addWrites } from './writes.mts';

export type { Answer } from './answers.mts';
export { NULL_ANSWER, maintenancePage, redirectTo, tooManyRequests } from './answers.mts';
export type { Delivery, Fault, FaultFunction, Matcher, Operation, Rule, SandboxRequest } from './faults.mts';
export type { Ending, RequestEntry, Stats } from './log.mts';
export type { RateLimit } from './rate-limiter.mts';
export type { RecordMatch, Row } from './records.mts';
export type { CustomFieldDefinition, Settings } from './settings.mts';
export type { ElementRejection, Shape } from './shapes.mts';
export type { LedgerEntry, StoredRecord } from './store.mts';

const PREFIX = '/v2';
/** Loopback only: the sandbox has a key that everyone knows. */
const HOST = '127.0.0.1';
const BODY_LIMIT = 64 * 1024 * 1024;

/** Every setting can be given, and more that can't change later. */
export interface SandboxOptions extends Partial<Settings> {
	/** 0, the default, takes any free port. */
	readonly port?: number;
	/** `sandbox-key` if not given. */
	readonly apiKey?: string;
	/** The clock that `createdTime` and `modifiedTime` follow. */
	readonly now?: () => number;
	/** Told of each request as it ends. */
	readonly onRequestEnd?: (entry: RequestEntry) => void;
}

/** A running sandbox. */
export interface Sandbox {
	/** The base URL for a credential, `/v2` included. */
	readonly url: string;
	readonly apiKey: string;
	/** Every write made over HTTP, in order. */
	readonly ledger: readonly LedgerEntry[];
	/** Every request to the API, in the order they arrived. */
	readonly requests: readonly RequestEntry[];
	/** May be changed at any time. */
	readonly settings: Settings;
	/** All records of an object as they are now, oldest first. */
	records(object: ObjectName): StoredRecord[];
	stats(): Stats;
	/** Adds faults to the end of the script. */
	script(...entries: ReadonlyArray<Rule | FaultFunction>): void;
	/** Forgets the faults no request has taken yet. */
	clearScript(): void;
	/** Adds records without a request: unchecked, and not in the ledger. */
	seed(object: ObjectName, rows: readonly Row[]): StoredRecord[];
	/** Changes a record without a request; undefined if there is none. */
	change(object: ObjectName, uuid: string, row: Row): StoredRecord | undefined;
	/** Takes a record away without a request. */
	remove(object: ObjectName, uuid: string): boolean;
	/** From now on every request is answered 401. */
	revokeKey(): void;
	/** Back to how it started: no records, no log, no script, the key valid, the settings as given. */
	reset(): void;
	/** Resolves once nothing more will be written for the requests received so far, even those whose client has left. */
	idle(): Promise<void>;
	/** Ends every connection, hanging ones too. */
	close(): Promise<void>;
}

/** Starts a sandbox on the loopback interface. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
	const { port = 0, apiKey = 'sandbox-key', now = Date.now, onRequestEnd, ...given } = options;
	const initial: Settings = { ...DEFAULT_SETTINGS, ...given };
	const settings: Settings = { ...initial };
	const store = new Store(now);
	const log = new RequestLog(onRequestEnd);
	const script = new Script();
	const closing = new AbortController();
	let keyIsValid = true;
	const exchange = new Exchange({
		log,
		script,
		settings,
		limiter: new RateLimiter(),
		closing: closing.signal,
		isKey: (authorization) => keyIsValid && authorization === apiKey,
		prefix: PREFIX,
	});

	const server = fastify({
		bodyLimit: BODY_LIMIT,
		exposeHeadRoutes: false,
		forceCloseConnections: true,
		// Keys such as `__proto__` are data like any other; schemas refuse what they don't know.
		onProtoPoisoning: 'ignore',
		onConstructorPoisoning: 'ignore',
		routerOptions: { maxParamLength: 10_000 },
		// Values are taken as they are. Without checking the schemas themselves a start takes half the time.
		ajv: { customOptions: { allErrors: true, coerceTypes: false, removeAdditional: false, useDefaults: false, allowUnionTypes: true, validateSchema: false, meta: false } },
	});
	await server.register(
		async (api: FastifyInstance) => {
			api.decorateRequest('entry');
			api.addHook('onRequest', async (request, reply) => exchange.arrive(request, reply));
			api.addHook('preValidation', async (request, reply) => {
				await exchange.admit(request, reply);
				return reply.sent ? reply : undefined;
			});
			api.setErrorHandler<FastifyError>(async (error, request, reply) => {
				await exchange.respond(request, reply, refusalAnswer(refusalOf(error, request)));
				return reply;
			});
			api.setNotFoundHandler(async (request, reply) => {
				await exchange.respond(request, reply, { status: 404, body: { message: 'Not found' } });
				return reply;
			});
			addWrites(api, { store, settings, exchange });
			addReads(api, { store, settings, exchange });
		},
		{ prefix: PREFIX },
	);

	const sandbox: Omit<Sandbox, 'url'> = {
		apiKey,
		ledger: store.ledger,
		requests: log.entries,
		settings,
		records: (object) => store.all(object).map((record) => store.view(object, record)),
		stats: () => ({
			requests: log.entries.length,
			writes: store.ledger.length,
			inFlight: log.inFlight,
			inFlightMax: log.inFlightMax,
			scripted: script.size,
		}),
		script: (...entries) => script.add(...entries),
		clearScript: () => script.clear(),
		seed: (object, rows) => rows.map((row) => store.insert(object, row)),
		change: (object, uuid, row) => store.update(object, uuid, row),
		remove: (object, uuid) => store.remove(object, uuid),
		revokeKey: () => {
			keyIsValid = false;
		},
		reset: () => {
			store.clear();
			log.clear();
			script.clear();
			keyIsValid = true;
			Object.assign(settings, initial);
		},
		idle: () => log.idle(),
		close: async () => {
			closing.abort();
			await server.close();
		},
	};
	await server.register(async (control: FastifyInstance) => addControl(control, sandbox), { prefix: '/_sandbox' });
	const address = await server.listen({ host: HOST, port });
	return { ...sandbox, url: `${address}${PREFIX}` };
}
