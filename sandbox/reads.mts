/** The endpoints that read: one record, pages of a search, the definitions of custom fields. */
import type { FastifyInstance } from 'fastify';
import { objects } from '../nodes/ClientSuccess/objects/index.ts';
import type { ObjectName } from '../nodes/ClientSuccess/objects/index.ts';
import { Refusal } from './answers.mts';
import type { Store, StoredRecord } from './store.mts';
import type { Backend } from './writes.mts';

/** The largest page; the API's own limit isn't known, 100 is what connectors ask for [live]. */
const MAX_SIZE = 1000;
const DEFAULT_SIZE = 100;

interface Query {
	readonly page?: string;
	readonly size?: string;
	readonly sortBy?: string;
	readonly sortDirection?: string;
	readonly modifiedAfter?: string;
	readonly tenantClientId?: string;
}

interface Found {
	readonly version: number;
	readonly query: string;
	readonly records: readonly StoredRecord[];
}

const QUERY_SCHEMA = {
	type: 'object',
	properties: {
		page: { type: 'string', pattern: '^\\d{1,9}$' },
		size: { type: 'string', pattern: '^[1-9]\\d{0,8}$' },
		sortBy: { type: 'string' },
		sortDirection: { type: 'string', pattern: '^(asc|desc|ASC|DESC)$' },
		modifiedAfter: { type: 'string' },
		tenantClientId: { type: 'string' },
	},
};

/** Adds the read endpoints of every object. */
export function addReads(api: FastifyInstance, { store, settings, exchange }: Backend): void {
	for (const { name: object, label, path } of Object.values(objects)) {
		api.get<{ Params: { uuid: string } }>(`${path}/:uuid`, { config: { object, operation: 'get' } }, async (request, reply) => {
			const record = store.get(object, request.params.uuid);
			if (!record) throw new Refusal(404, `${label} not found`);
			await exchange.respond(request, reply, { body: store.view(object, record) });
			return reply;
		});

		const search = createSearch(store, object);
		const schema = { querystring: QUERY_SCHEMA };
		api.get<{ Querystring: Query }>(`${path}/search`, { schema, config: { object, operation: 'search' } }, async (request, reply) => {
			const { page, size } = request.query;
			await exchange.respond(request, reply, { body: pageOf(search(request.query), Number(page ?? 0), Number(size ?? DEFAULT_SIZE)) });
			return reply;
		});

		api.get(`/customfield/all/${object.toUpperCase()}`, { config: { object, operation: 'customFields' } }, async (request, reply) => {
			await exchange.respond(request, reply, { body: settings.customFields[object] ?? [] });
			return reply;
		});
	}
}

/** Finds and sorts the records of a query, and keeps the last result for the query's other pages. */
function createSearch(store: Store, object: ObjectName): (query: Query) => readonly StoredRecord[] {
	let last: Found | undefined;
	return ({ sortBy, sortDirection, modifiedAfter, tenantClientId }) => {
		const version = store.version(object);
		const query = JSON.stringify([sortBy, sortDirection, modifiedAfter, tenantClientId]);
		if (last?.version === version && last.query === query) return last.records;
		const after = modifiedAfter === undefined ? -Infinity : Date.parse(modifiedAfter);
		if (Number.isNaN(after)) throw new Refusal(400, 'modifiedAfter is not a time');
		const records = store
			.all(object)
			.filter((record) => after === -Infinity || Date.parse(record.modifiedTime) > after)
			.filter((record) => tenantClientId === undefined || record['clientId'] === tenantClientId)
			.map((record) => store.view(object, record));
		if (sortBy !== undefined) sort(records, sortBy, sortDirection?.toLowerCase() === 'desc');
		last = { version, query, records };
		return records;
	};
}

/** Records without a value come last; equal ones stay in the order they were created. */
function sort(records: StoredRecord[], field: string, descending: boolean): void {
	const factor = descending ? -1 : 1;
	records.sort((one, other) => {
		const [a, b] = [one[field], other[field]];
		if (typeof a === 'number' && typeof b === 'number') return (a - b) * factor;
		if (typeof a === 'string' && typeof b === 'string') return a === b ? 0 : (a < b ? -1 : 1) * factor;
		return Number(hasNoValue(a)) - Number(hasNoValue(b));
	});
}

function hasNoValue(value: unknown): boolean {
	return value === undefined || value === null;
}

function pageOf(records: readonly StoredRecord[], page: number, asked: number) {
	const size = Math.min(asked, MAX_SIZE);
	const totalPages = Math.ceil(records.length / size);
	return {
		data: records.slice(page * size, (page + 1) * size),
		first: page === 0,
		last: page >= totalPages - 1,
		page,
		size,
		totalPages,
		totalElements: records.length,
	};
}
