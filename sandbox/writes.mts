/** The endpoints that write: bulk insert, insert, update and upsert of each object. */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { objects } from '../nodes/ClientSuccess/objects/index.ts';
import type { ObjectDefinition } from '../nodes/ClientSuccess/objects/index.ts';
import { Refusal } from './answers.mts';
import type { Answer } from './answers.mts';
import type { Exchange } from './exchange.mts';
import type { Row } from './records.mts';
import { bulkSchema, createSchema, updateSchema } from './schemas.mts';
import type { Settings } from './settings.mts';
import { rejectionOf } from './shapes.mts';
import type { Store, StoredRecord } from './store.mts';

/** What the endpoints work on. */
export interface Backend {
	readonly store: Store;
	readonly settings: Settings;
	readonly exchange: Exchange;
}

interface One {
	Body: Row;
}
interface Many {
	Body: Row[];
}
interface Existing extends One {
	Params: { uuid: string };
}

/** Adds the write endpoints of every object. */
export function addWrites(api: FastifyInstance, backend: Backend): void {
	for (const definition of Object.values(objects)) addObject(api, backend, definition);
}

function addObject(api: FastifyInstance, { store, settings, exchange }: Backend, definition: ObjectDefinition): void {
	const { name: object, path, bulkSize } = definition;

	const checkParents = (rows: readonly Row[]): void => {
		if (!settings.requireParent || object === 'client') return;
		const errors = rows.flatMap(({ clientId }, index) => {
			if (clientId === undefined || (typeof clientId === 'string' && store.get('client', clientId))) return [];
			const field = rows.length > 1 ? `${index}.clientId` : 'clientId';
			return [{ field, message: `No client has the uuid ${JSON.stringify(clientId)}` }];
		});
		if (errors.length > 0) throw new Refusal(400, 'Client not found', errors);
	};
	const insert = (request: FastifyRequest, row: Row): StoredRecord => store.view(object, store.insert(object, row, request.entry.id));
	const update = (request: FastifyRequest, uuid: string, row: Row): StoredRecord | undefined => {
		const record = store.update(object, uuid, row, request.entry.id);
		return record && store.view(object, record);
	};
	/** The write, unless the fault refuses this record within a request that succeeds. */
	const attempt = (request: FastifyRequest, row: Row, index: number, write: () => Answer): Answer => {
		const rejected = rejectionOf(request.entry.fault?.rejectElements, row, index);
		return rejected ? { body: rejected } : write();
	};

	if (bulkSize !== null) {
		const schema = { body: bulkSchema(definition, bulkSize) };
		api.post<Many>(`${path}/bulk`, { schema, config: { object, operation: 'bulkInsert' } }, async (request, reply) => {
			checkParents(request.body);
			const elements = request.body.map((row, index) => attempt(request, row, index, () => ({ body: insert(request, row) })).body);
			await exchange.respond(request, reply, { body: elements });
			return reply;
		});
	}

	api.post<One>(path, { schema: { body: createSchema(definition) }, config: { object, operation: 'insert' } }, async (request, reply) => {
		const { body } = request;
		checkParents([body]);
		await exchange.respond(request, reply, attempt(request, body, 0, () => ({ status: 201, body: insert(request, body) })));
		return reply;
	});

	api.post<One>(`${path}/upsert`, { schema: { body: createSchema(definition) }, config: { object, operation: 'upsert' } }, async (request, reply) => {
		const { body } = request;
		checkParents([body]);
		const write = (): Answer => {
			const uuid = store.match(object, body);
			const updated = uuid === undefined ? undefined : update(request, uuid, body);
			return updated ? { body: updated } : { status: 201, body: insert(request, body) };
		};
		await exchange.respond(request, reply, attempt(request, body, 0, write));
		return reply;
	});

	api.route<Existing>({
		// PATCH sets only what is sent [official]; whether PUT clears the rest is unknown, here it doesn't.
		method: ['PUT', 'PATCH'],
		url: `${path}/:uuid`,
		schema: { body: updateSchema(definition) },
		config: { object, operation: 'update' },
		handler: async (request, reply) => {
			const { body, params } = request;
			if (!store.get(object, params.uuid)) throw new Refusal(404, `${definition.label} not found`);
			checkParents([body]);
			await exchange.respond(request, reply, attempt(request, body, 0, () => ({ body: update(request, params.uuid, body) })));
			return reply;
		},
	});
}
