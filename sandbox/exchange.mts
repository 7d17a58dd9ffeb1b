/**
 * One request on its way through the sandbox: logged, limited, given its fault, checked for its key,
 * carried out, answered. Every answer of the API leaves through `respond`.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ObjectName } from '../nodes/ClientSuccess/objects/index.ts';
import { NULL_ANSWER, Refusal, tooManyRequests } from './answers.mts';
import type { Answer } from './answers.mts';
import { deliver } from './delivery.mts';
import type { Pause } from './delivery.mts';
import { isCarriedOut } from './faults.mts';
import type { Operation, Script } from './faults.mts';
import type { RequestEntry, RequestLog } from './log.mts';
import type { RateLimiter } from './rate-limiter.mts';
import type { Settings } from './settings.mts';
import { reshape } from './shapes.mts';

declare module 'fastify' {
	interface FastifyContextConfig {
		readonly object?: ObjectName;
		readonly operation?: Operation;
	}
	interface FastifyRequest {
		entry: RequestEntry;
	}
}

/** What the exchanges of one sandbox share. */
export interface Surroundings {
	readonly log: RequestLog;
	readonly script: Script;
	readonly settings: Settings;
	readonly limiter: RateLimiter;
	/** Aborted when the sandbox closes. */
	readonly closing: AbortSignal;
	readonly isKey: (authorization: string | undefined) => boolean;
	/** The path in front of every endpoint. */
	readonly prefix: string;
}

/** The stations of a request, bound to one sandbox. */
export class Exchange {
	readonly #around: Surroundings;

	constructor(around: Surroundings) {
		this.#around = around;
	}

	/** Logs the request and watches for its client leaving. */
	arrive(request: FastifyRequest, reply: FastifyReply): void {
		const { log, isKey, prefix } = this.#around;
		const { object, operation } = request.routeOptions.config;
		const entry = log.begin({
			method: request.method,
			path: request.url.slice(prefix.length),
			object,
			operation,
			keyOk: isKey(request.headers.authorization),
		});
		request.entry = entry;
		reply.raw.once('close', () => {
			log.end(entry, entry.fault?.delivery === 'hang' ? 'hang' : 'left');
			// A body that never came whole leaves nothing to carry out.
			if (!request.raw.complete) log.settle(entry);
		});
	}

	/** Plays the rate limit and the part of a fault that comes before the write, then checks the key. */
	async admit(request: FastifyRequest, reply: FastifyReply): Promise<void> {
		const { settings, limiter, script } = this.#around;
		const { entry, body } = request;
		if (settings.logBodies) entry.body = body;
		const retryAfter = limiter.admit(settings.rateLimit);
		if (retryAfter !== undefined) return await this.respond(request, reply, tooManyRequests(retryAfter));
		entry.fault = script.take({ ...entry, body });
		const { fault } = entry;
		if (!(await this.#pause(settings.latency + (fault?.delay ?? 0)))) return this.#abandon(request, reply);
		if (!isCarriedOut(fault)) return await this.respond(request, reply, NULL_ANSWER);
		if (!entry.keyOk) throw new Refusal(401, 'Invalid API key');
	}

	/** Answers, after the fault had its way with the answer. */
	async respond(request: FastifyRequest, reply: FastifyReply, real: Answer): Promise<void> {
		const { log } = this.#around;
		const { entry } = request;
		const { fault } = entry;
		log.settle(entry);
		const shaped = fault?.shape !== undefined && isWrite(entry) && isSuccess(real) ? reshape(real, fault.shape) : real;
		if (!(await this.#pause(fault?.delayAnswer ?? 0))) return this.#abandon(request, reply);
		await deliver(reply, fault?.answer ?? shaped, fault?.delivery, this.#pause, (ending) => log.end(entry, ending));
	}

	/** Ends a request that the closing of the sandbox interrupts. */
	#abandon(request: FastifyRequest, reply: FastifyReply): void {
		reply.hijack();
		reply.raw.socket?.destroy();
		this.#around.log.settle(request.entry);
	}

	/** Waits; resolves to false if the sandbox is closed meanwhile. */
	readonly #pause: Pause = async (milliseconds) => {
		const { closing } = this.#around;
		if (milliseconds > 0) await sleep(milliseconds, undefined, { signal: closing }).catch(() => undefined);
		return !closing.aborted;
	};
}

function isWrite({ method }: RequestEntry): boolean {
	return method !== 'GET';
}

function isSuccess({ status = 200 }: Answer): boolean {
	return status >= 200 && status < 300;
}
