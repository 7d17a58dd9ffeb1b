/** What other processes do with a sandbox: the same as a test does, as JSON over HTTP, without a key. */
import type { FastifyInstance } from 'fastify';
import { objects } from '../nodes/ClientSuccess/objects/index.ts';
import type { ObjectName } from '../nodes/ClientSuccess/objects/index.ts';
import type { Rule } from './faults.mts';
import type { Row } from './records.mts';
import type { Sandbox } from './server.mts';
import type { Settings } from './settings.mts';
import { REJECTION_FORMS, SHAPES } from './shapes.mts';

/** Paths below `/_sandbox`, with what they do. */
export const CONTROLS: ReadonlyArray<readonly [endpoint: string, purpose: string]> = [
	['GET  ledger', 'every write that was made'],
	['GET  requests', 'every request and how it ended'],
	['GET  records/{object}', 'the records as they are now'],
	['GET  stats', 'requests, writes, how many at once'],
	['POST script', 'faults for the next requests, e.g. {"answer": {"status": 503}, "times": 2}'],
	['POST records/{object}', 'adds an array of records without a request'],
	['POST settings', 'latency, rateLimit, requireParent, logBodies, customFields'],
	['POST revoke', 'makes the API key invalid'],
	['POST reset', 'forgets everything'],
];

const NAMES = Object.keys(objects);
const COUNT = { type: 'integer', minimum: 1 };
const MILLISECONDS = { type: 'number', minimum: 0 };
const OBJECT_PARAMS = { type: 'object', properties: { object: { enum: NAMES } } };
const RECORD_MATCH = { type: ['array', 'object'], items: { type: 'integer', minimum: 0 } };

function closed(properties: Readonly<Record<string, unknown>>, required: readonly string[] = []) {
	return { type: 'object', properties, required, additionalProperties: false };
}

const RULE = closed({
	name: { type: 'string' },
	delay: MILLISECONDS,
	delayAnswer: MILLISECONDS,
	written: { type: 'boolean' },
	answer: closed({ status: { type: 'integer', minimum: 200, maximum: 599 }, headers: { type: 'object' }, body: {} }),
	rejectElements: closed({ which: RECORD_MATCH, as: { enum: REJECTION_FORMS } }, ['which']),
	shape: { enum: SHAPES },
	delivery: { anyOf: [{ enum: ['hang', 'reset', 'truncate', 'cut'] }, closed({ drip: MILLISECONDS }, ['drip'])] },
	times: { anyOf: [COUNT, { const: 'always' }] },
	on: closed({
		method: { type: 'string' },
		path: { type: 'string' },
		object: { enum: NAMES },
		operation: { enum: ['bulkInsert', 'insert', 'update', 'upsert', 'get', 'search', 'customFields'] },
		record: RECORD_MATCH,
		nth: COUNT,
	}),
});

const SETTINGS = closed({
	requireParent: { type: 'boolean' },
	logBodies: { type: 'boolean' },
	latency: MILLISECONDS,
	rateLimit: closed({ perSecond: { type: 'number', exclusiveMinimum: 0 }, retryAfter: { type: 'number' } }, ['perSecond']),
	customFields: closed(Object.fromEntries(NAMES.map((name) => [name, { type: 'array' }]))),
});

/** Adds the control endpoints. */
export function addControl(control: FastifyInstance, sandbox: Omit<Sandbox, 'url'>): void {
	control.get('/ledger', async () => sandbox.ledger);
	control.get('/requests', async () => sandbox.requests);
	control.get('/stats', async () => sandbox.stats());
	control.get<{ Params: { object: ObjectName } }>('/records/:object', { schema: { params: OBJECT_PARAMS } }, async ({ params }) => sandbox.records(params.object));
	control.post<{ Params: { object: ObjectName }; Body: Row[] }>(
		'/records/:object',
		{ schema: { params: OBJECT_PARAMS, body: { type: 'array', items: { type: 'object' } } } },
		async ({ params, body }) => sandbox.seed(params.object, body),
	);
	control.post<{ Body: Rule | Rule[] }>('/script', { schema: { body: { anyOf: [RULE, { type: 'array', items: RULE }] } } }, async ({ body }) => {
		sandbox.script(...(Array.isArray(body) ? body : [body]));
		return sandbox.stats();
	});
	control.post<{ Body: Partial<Settings> }>('/settings', { schema: { body: SETTINGS } }, async ({ body }) => Object.assign(sandbox.settings, body));
	control.post('/revoke', async () => {
		sandbox.revokeKey();
		return sandbox.stats();
	});
	control.post('/reset', async () => {
		sandbox.reset();
		return sandbox.stats();
	});
}
