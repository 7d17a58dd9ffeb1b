/** The records ClientSuccess would hold, and the ledger of every write made over HTTP. */
import { objects } from '../nodes/ClientSuccess/objects/index.ts';
import type { ObjectDefinition, ObjectName } from '../nodes/ClientSuccess/objects/index.ts';
import { isRow } from './records.mts';
import type { Row } from './records.mts';

/** A record as the API answers it. */
export interface StoredRecord extends Row {
	readonly id: number;
	readonly uuid: string;
	readonly createdTime: string;
	readonly modifiedTime: string;
}

/** One write that was really made. */
export interface LedgerEntry {
	readonly seq: number;
	/** The `id` of the request in the request log. */
	readonly requestId: number;
	readonly object: ObjectName;
	readonly kind: 'insert' | 'update';
	readonly uuid: string;
	/** What the request sent for this record; `records()` has the whole of it. */
	readonly record: Row;
	/** When, in milliseconds since 1970. */
	readonly time: number;
}

interface Table {
	readonly name: ObjectName;
	/** The fields an upsert matches on, the first group whose fields all have a value deciding. */
	readonly keys: ReadonlyArray<readonly string[]>;
	readonly byUuid: Map<string, StoredRecord>;
	/** Natural key to uuids, oldest first: nothing forbids inserting the same name twice. */
	readonly byKey: Map<string, string[]>;
	/** Another one after each change, so that sorted pages can be kept until then. */
	version: number;
}

/** Recorded uuids look like `cln_qfhfeb05` [live]; the other prefixes are made up after it. */
const PREFIXES: Readonly<Record<ObjectName, string>> = { client: 'cln', contact: 'con', contract: 'ctr' };

/** ClientSuccess doesn't say what a contract's upsert matches on; this sandbox's choice. */
const KEY_WHERE_NOT_STATED = [['clientId', 'name']];

function createTable(definition: ObjectDefinition): Table {
	const { name, naturalKey } = definition;
	const keys = naturalKey.length > 0 ? naturalKey.map((field) => [field]) : KEY_WHERE_NOT_STATED;
	return { name, keys, byUuid: new Map(), byKey: new Map(), version: 0 };
}

/** The text a record is found by under one natural key, if all its fields have a value. */
function keyText(fields: readonly string[], record: Row): string | undefined {
	const values = fields.map((field) => record[field]);
	if (values.some((value) => value === undefined || value === null || value === '')) return undefined;
	return `${fields.join('+')}=${values.length === 1 ? String(values[0]) : JSON.stringify(values)}`;
}

/** Only what is sent changes, within `custom` too. */
function merge(record: StoredRecord, sent: Row): Row {
	const { custom } = sent;
	const merged = { ...record, ...sent };
	return isRow(custom) && isRow(record['custom']) ? { ...merged, custom: { ...record['custom'], ...custom } } : merged;
}

/** Holds 100,000 records without slowing down: every lookup is a map's. */
export class Store {
	readonly ledger: LedgerEntry[] = [];
	readonly #now: () => number;
	#tables = Store.#empty();
	#lastId = 0;
	/** Goes on after `clear`: what was kept before must not be taken for new. */
	#lastVersion = 0;

	constructor(now: () => number) {
		this.#now = now;
	}

	static #empty(): Readonly<Record<ObjectName, Table>> {
		return {
			client: createTable(objects.client),
			contact: createTable(objects.contact),
			contract: createTable(objects.contract),
		};
	}

	/** Adds a record; a write made outside a request (`requestId` undefined) isn't in the ledger. */
	insert(object: ObjectName, sent: Row, requestId?: number): StoredRecord {
		const id = ++this.#lastId;
		const uuid = `${PREFIXES[object]}_${opaque(id)}`;
		const time = this.#now();
		const stamp = new Date(time).toISOString();
		const record: StoredRecord = { ...sent, id, uuid, createdTime: stamp, modifiedTime: stamp };
		const table = this.#tables[object];
		table.byUuid.set(uuid, record);
		this.#index(table, record);
		this.#enter({ requestId, object, kind: 'insert', uuid, record: sent, time });
		return record;
	}

	/** Changes what is sent of a record that exists; undefined if it doesn't. */
	update(object: ObjectName, uuid: string, sent: Row, requestId?: number): StoredRecord | undefined {
		const table = this.#tables[object];
		const before = table.byUuid.get(uuid);
		if (before === undefined) return undefined;
		const time = this.#now();
		const { id, createdTime } = before;
		const record: StoredRecord = { ...merge(before, sent), id, uuid, createdTime, modifiedTime: new Date(time).toISOString() };
		this.#unindex(table, before, record);
		table.byUuid.set(uuid, record);
		this.#index(table, record, before);
		this.#enter({ requestId, object, kind: 'update', uuid, record: sent, time });
		return record;
	}

	/** Takes a record away, for readers that must cope with it. */
	remove(object: ObjectName, uuid: string): boolean {
		const table = this.#tables[object];
		const record = table.byUuid.get(uuid);
		if (record === undefined) return false;
		this.#unindex(table, record);
		table.version = ++this.#lastVersion;
		return table.byUuid.delete(uuid);
	}

	/** The uuid of the record an upsert of this one would update. */
	match(object: ObjectName, sent: Row): string | undefined {
		const table = this.#tables[object];
		for (const fields of table.keys) {
			const key = keyText(fields, sent);
			if (key !== undefined) return table.byKey.get(key)?.[0];
		}
		return undefined;
	}

	get(object: ObjectName, uuid: string): StoredRecord | undefined {
		return this.#tables[object].byUuid.get(uuid);
	}

	/** A record as it is answered: contacts carry `tenantClientId`, contracts their client too [live]. */
	view(object: ObjectName, record: StoredRecord): StoredRecord {
		const { clientId } = record;
		if (object === 'client' || typeof clientId !== 'string') return record;
		if (object === 'contact') return { ...record, tenantClientId: clientId };
		const parent = this.get('client', clientId);
		const client = parent ? { id: parent.id, uuid: parent.uuid, name: parent['name'] } : null;
		return { ...record, tenantClientId: clientId, client };
	}

	/** Every record of an object, oldest first. */
	all(object: ObjectName): StoredRecord[] {
		return [...this.#tables[object].byUuid.values()];
	}

	version(object: ObjectName): number {
		return this.#tables[object].version;
	}

	clear(): void {
		this.ledger.length = 0;
		this.#tables = Store.#empty();
		this.#lastId = 0;
		for (const table of Object.values(this.#tables)) table.version = ++this.#lastVersion;
	}

	#enter(entry: Omit<LedgerEntry, 'seq' | 'requestId'> & { readonly requestId: number | undefined }): void {
		this.#tables[entry.object].version = ++this.#lastVersion;
		const { requestId } = entry;
		if (requestId !== undefined) this.ledger.push({ seq: this.ledger.length + 1, ...entry, requestId });
	}

	#index(table: Table, record: StoredRecord, before?: StoredRecord): void {
		for (const fields of table.keys) {
			const key = keyText(fields, record);
			if (key === undefined || (before && keyText(fields, before) === key)) continue;
			const uuids = table.byKey.get(key);
			if (uuids) uuids.push(record.uuid);
			else table.byKey.set(key, [record.uuid]);
		}
	}

	#unindex(table: Table, record: StoredRecord, after?: StoredRecord): void {
		for (const fields of table.keys) {
			const key = keyText(fields, record);
			if (key === undefined || (after && keyText(fields, after) === key)) continue;
			const uuids = table.byKey.get(key)?.filter((uuid) => uuid !== record.uuid) ?? [];
			if (uuids.length > 0) table.byKey.set(key, uuids);
			else table.byKey.delete(key);
		}
	}
}

/** Eight characters that don't tell the order, the same on every run: a factor prime to 36⁸ never repeats. */
function opaque(id: number): string {
	return ((id * 2_654_435_761 + 1_234_567_890_123) % 36 ** 8).toString(36).padStart(8, '0');
}
