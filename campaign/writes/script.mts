/** Turns a scenario's faults into the sandbox's. */
import { objects } from '../../nodes/ClientSuccess/objects/index.ts';
import type { ObjectName } from '../../nodes/ClientSuccess/objects/index.ts';
import type { Fault, FaultFunction, Row, SandboxRequest, Shape } from '../../sandbox/server.mts';
import { faultAt, playCommon, refusal } from '../lib/play.mts';
import type { FaultSpec, Scenario, ShapeName } from './scenario.mts';
import { tagOf, tagsIn } from './tags.mts';

const isRow = (value: unknown): value is Row => typeof value === 'object' && value !== null && !Array.isArray(value);

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
		case 'shape':
			return shapeFor(spec.shape, request);
		case 'rejectedElements':
			return {
				...(isBulk ? shapeFor(spec.shape, request) : {}),
				rejectElements: { which: (record) => (tagOf(record) ?? 0) % spec.every === 0, as: spec.as },
			};
		default:
			return playCommon(spec, request.method === 'GET' ? 'read' : isList ? 'bulk' : 'single');
	}
}

const POISON_STATUSES = [400, 404, 409, 413, 417, 422, 200];

export function scriptOf({ faults, latencies, rows }: Scenario): FaultFunction {
	return (request) => {
		const delay = latencies[request.id % latencies.length] ?? 0;
		const poison = tagsIn(request.body).find((tag) => rows[tag]?.fate === 'poisoned');
		if (!request.keyOk) return { name: 'key revoked', delay };
		const planned = faultAt(faults, request.id);
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
