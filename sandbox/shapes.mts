/**
 * The forms an answer to a write may take. ClientSuccess documents none for bulk requests, so the node
 * must be ready for each of these.
 */
import type { Answer } from './answers.mts';
import { matchesRecord } from './records.mts';
import type { RecordMatch, Row } from './records.mts';

/**
 * `data`, `results`, `records`: wrapped in an object; `reversed`: in another order; `shorter`: without
 * the first element; `longer`: with a stranger in front; `uuidOnly`: nothing but uuids; `empty`: 200
 * without a body; `noContent`: 204. A function gets the real body and returns another.
 */
export type Shape =
	| 'data'
	| 'results'
	| 'records'
	| 'reversed'
	| 'shorter'
	| 'longer'
	| 'uuidOnly'
	| 'empty'
	| 'noContent'
	| ((body: unknown) => unknown);

/** The named shapes. */
export const SHAPES = ['data', 'results', 'records', 'reversed', 'shorter', 'longer', 'uuidOnly', 'empty', 'noContent'] as const satisfies readonly Shape[];

/** How a refused element says so. */
export const REJECTION_FORMS = ['error', 'errors', 'success', 'status'] as const;

/** Records refused one by one within a request that succeeds. */
export interface ElementRejection {
	readonly which: RecordMatch;
	/** `error` if not given. */
	readonly as?: (typeof REJECTION_FORMS)[number];
}

const REASON = 'The record was refused';

/** The element that stands for a refused record, or undefined if this one isn't. */
export function rejectionOf(rejection: ElementRejection | undefined, record: Row, index: number): Row | undefined {
	if (rejection === undefined || !matchesRecord(rejection.which, record, index)) return undefined;
	switch (rejection.as ?? 'error') {
		case 'error':
			return { error: REASON };
		case 'errors':
			return { errors: [{ message: REASON }] };
		case 'success':
			return { success: false, message: REASON };
		case 'status':
			return { status: 422, message: REASON };
	}
}

function uuidOnly(value: unknown): unknown {
	return typeof value === 'object' && value !== null && 'uuid' in value ? { uuid: value.uuid } : value;
}

/** The disguised answer. Orders and lengths only mean something where the body is an array. */
export function reshape(answer: Answer, shape: Shape): Answer {
	const { body } = answer;
	if (typeof shape === 'function') return { ...answer, body: shape(body) };
	switch (shape) {
		case 'data':
		case 'results':
		case 'records':
			return { ...answer, body: { [shape]: body } };
		case 'empty':
			return { ...answer, body: undefined };
		case 'noContent':
			return { status: 204 };
		case 'uuidOnly':
			return { ...answer, body: Array.isArray(body) ? body.map(uuidOnly) : uuidOnly(body) };
		case 'reversed':
			return Array.isArray(body) ? { ...answer, body: body.toReversed() } : answer;
		case 'shorter':
			return Array.isArray(body) ? { ...answer, body: body.slice(1) } : answer;
		case 'longer':
			return Array.isArray(body) ? { ...answer, body: [{ id: 0, uuid: 'xxx_stranger' }, ...body] } : answer;
	}
}
