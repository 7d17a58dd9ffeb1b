/**
 * Turns a scenario's faults into the sandbox's. The server may be slow, broken or odd, but it doesn't lie:
 * a refusal means that nothing was written, and an answer that says yes means that all of it was, unless
 * it names what was not.
 */
import { objects } from '../nodes/ClientSuccess/objects/index.ts';
import type { ObjectName } from '../nodes/ClientSuccess/objects/index.ts';
import { NULL_ANSWER, maintenancePage, redirectTo, tooManyRequests } from '../sandbox/server.mts';
import type { Fault, FaultFunction, Row, SandboxRequest, Shape } from '../sandbox/server.mts';
import type { FaultSpec, RetryAfter, Scenario, ShapeName } from './scenario.mts';
import { tagOf, tagsIn } from './tags.mts';

const isRow = (value: unknown): value is Row => typeof value === 'object' && value !== null && !Array.isArray(value);

function retryAfterValue(retryAfter: RetryAfter): number | string | undefined {
	switch (retryAfter.form) {
		case 'none':
			return undefined;
		case 'garbage':
			return 'soon';
		case 'seconds':
			return retryAfter.seconds;
		case 'date':
			return new Date(Date.now() + retryAfter.seconds * 1000).toUTCString();
	}
}

function refusal(status: number): Fault {
	// With status 200 only the body says no.
	const body = status === 200 ? { success: false, message: 'It is not allowed' } : { message: 'It is not allowed' };
	return { name: `refused ${status}`, answer: { status, body } };
}

/** Whether the records of a bulk request can be told apart by their natural keys. */
function areDistinct(body: unknown, object: ObjectName): boolean {
	const seen = new Set<string>();
	return (
		Array.isArray(body) &&
		body.every((record: unknown) => {
			const keys = objects[object].naturalKey.flatMap((field) => {
				const value = isRow(record) ? record[field] : undefined;
				return typeof value === 'string' ? [`${field} ${value.trim().toLowerCase()}`] : [];
			});
			const isNew = keys.length > 0 && keys.every((key) => !seen.has(key));
			for (const key of keys) seen.add(key);
			return isNew;
		})
	);
}

/** Refused elements in a list of their own, as some bulk endpoints have it. */
function apart(body: unknown): unknown {
	if (!Array.isArray(body)) return body;
	const isRefused = (element: unknown) => isRow(element) && !('uuid' in element);
	return {
		data: body.filter((element: unknown) => !isRefused(element)),
		errors: body.filter(isRefused).map(() => ({ message: 'The record was refused' })),
	};
}

function shapeFor(name: ShapeName | 'plain', { body, object }: SandboxRequest): { readonly shape?: Shape } {
	if (name === 'plain') return {};
	if (name === 'apart') return { shape: apart };
	// Another order can only be seen where the records have keys.
	if (name === 'reversed' && !areDistinct(body, object ?? 'client')) return {};
	return { shape: name };
}

function toFault(spec: FaultSpec, request: SandboxRequest): Fault {
	const isBulk = Array.isArray(request.body);
	const isList = Array.isArray(request.body) && request.body.length > 1;
	switch (spec.kind) {
		case 'rateLimited':
			return { answer: tooManyRequests(retryAfterValue(spec.retryAfter)) };
		case 'serverError': {
			const value = retryAfterValue(spec.retryAfter);
			const headers = value === undefined ? {} : { 'retry-after': String(value) };
			return { written: spec.written, answer: { status: spec.status, headers, body: { message: 'Something went wrong' } } };
		}
		case 'maintenance':
			return { written: spec.written, answer: maintenancePage(spec.status) };
		case 'reset':
		case 'hang':
			return { written: spec.written, delivery: spec.kind };
		case 'slowStart':
			return { delay: spec.milliseconds };
		case 'slowAnswer':
			return { delayAnswer: spec.milliseconds };
		case 'slowBody':
			return { delivery: { drip: spec.milliseconds } };
		case 'truncated':
			return { delivery: 'truncate' };
		case 'cut':
			return { delivery: 'cut' };
		case 'text':
			return { shape: () => 'OK' };
		case 'redirect':
			return { answer: redirectTo('http://127.0.0.1:9/elsewhere') };
		case 'null':
			// For a write of one record, it means that nothing was written [live, v1].
			return { written: isList, answer: NULL_ANSWER };
		case 'shape':
			return shapeFor(spec.shape, request);
		case 'rejectedElements':
			return {
				...(isBulk ? shapeFor(spec.shape, request) : {}),
				rejectElements: { which: (record) => (tagOf(record) ?? 0) % spec.every === 0, as: spec.as },
			};
		case 'unauthorized':
			return { answer: { status: spec.status, body: { message: 'No' } } };
		case 'refused':
			return refusal(spec.status);
	}
}

const POISON_STATUSES = [400, 404, 409, 413, 417, 422, 200];

/** @param onArrival told of each request before its fault is chosen */
export function scriptOf({ faults, latencies, rows }: Scenario, onArrival: (id: number) => void): FaultFunction {
	return (request) => {
		onArrival(request.id);
		const delay = latencies[request.id % latencies.length] ?? 0;
		const poison = tagsIn(request.body).find((tag) => rows[tag]?.fate === 'poisoned');
		if (!request.keyOk) return { name: 'key revoked', delay };
		const planned = faults.find(({ at, times }) => request.id >= at && request.id < at + times)?.fault;
		const fault: Fault =
			planned !== undefined
				? { name: planned.kind, ...toFault(planned, request) }
				: poison !== undefined
					? { ...refusal(POISON_STATUSES[poison % POISON_STATUSES.length] ?? 400), name: 'poison' }
					: {};
		// A request with a poisoned record is never carried out, whatever becomes of its answer.
		const carried = poison === undefined ? {} : { written: false };
		const isYes = planned !== undefined && ['slowStart', 'slowAnswer', 'slowBody', 'truncated', 'cut', 'text', 'shape', 'rejectedElements'].includes(planned.kind);
		const honest = poison !== undefined && (isYes || (planned?.kind === 'null' && Array.isArray(request.body)));
		if (honest) return { ...refusal(422), name: 'poison', delay };
		return { ...fault, ...carried, delay: delay + (fault.delay ?? 0) };
	};
}
