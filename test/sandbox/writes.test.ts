/** Insert, update and upsert as the API document has them, and the ledger they leave. */
import { objects } from '../../nodes/ClientSuccess/objects/index.ts';
import type { FieldDefinition, ObjectName } from '../../nodes/ClientSuccess/objects/index.ts';
import { open, send } from './http.ts';

const NAMES: readonly ObjectName[] = ['client', 'contact', 'contract'];
const VALID: Readonly<Record<FieldDefinition['type'], unknown>> = {
	string: 'text',
	number: 12.5,
	integer: 7,
	boolean: true,
	date: '2024-02-29',
	status: 'TRIAL',
};
const INVALID: Readonly<Record<FieldDefinition['type'], readonly unknown[]>> = {
	string: [1, {}, []],
	number: ['12.5', true],
	integer: [7.5, '7', 101, -101],
	boolean: ['true', 1],
	date: ['2026-02-30', '2026-2-3', '2026-02-03T00:00:00Z', ''],
	status: ['active', 'GONE'],
};

function whole(object: ObjectName): Record<string, unknown> {
	return Object.fromEntries(objects[object].fields.map((field) => [field.name, VALID[field.type]]));
}

describe.each(NAMES)('%s', (object) => {
	it('is inserted with every field of its definition and answered whole', async () => {
		const sandbox = await open({ requireParent: false, now: () => 0 });
		const sent = { ...whole(object), custom: { tier__cs: 'gold', regions__cs: ['EU', 'US'], score__cs: null } };
		const reply = await send(sandbox, 'POST', `/${object}`, sent);
		expect(reply).toMatchObject({ status: 201, body: { ...sent, id: 1, createdTime: '1970-01-01T00:00:00.000Z' } });
		expect(sandbox.records(object)).toEqual([reply.body]);
		expect(sandbox.ledger).toEqual([{ seq: 1, requestId: 1, object, kind: 'insert', uuid: sandbox.records(object)[0]?.uuid, record: sent, time: 0 }]);
	});

	it.each(objects[object].fields)('refuses a $name that is no $type', async ({ name, type }) => {
		const sandbox = await open({ requireParent: false });
		for (const value of INVALID[type]) {
			const reply = await send(sandbox, 'POST', `/${object}`, { ...whole(object), [name]: value });
			expect([value, reply]).toMatchObject([value, { status: 417, body: { message: 'Validation failed', errors: [{ field: name }] } }]);
		}
		expect(sandbox.ledger).toEqual([]);
	});

	it('takes null for any field but the required one', async () => {
		const sandbox = await open({ requireParent: false });
		for (const { name, required } of objects[object].fields) {
			const reply = await send(sandbox, 'POST', `/${object}`, { ...whole(object), [name]: null });
			expect([name, reply.status]).toEqual([name, required ? 417 : 201]);
		}
	});

	it('needs its required field on insert and upsert, not on update', async () => {
		const sandbox = await open({ requireParent: false });
		const [record] = sandbox.seed(object, [whole(object)]);
		for (const [method, path, status] of [['POST', '', 417], ['POST', '/upsert', 417], ['PUT', `/${record?.uuid}`, 200], ['PATCH', `/${record?.uuid}`, 200]] as const) {
			const reply = await send(sandbox, method, `/${object}${path}`, {});
			expect([path, reply.status]).toEqual([path, status]);
		}
	});

	it('refuses a field it does not know', async () => {
		const sandbox = await open({ requireParent: false });
		const reply = await send(sandbox, 'POST', `/${object}`, { ...whole(object), nmae: 'x' });
		expect(reply).toMatchObject({ status: 400, body: { message: 'Unrecognized field', errors: [{ field: 'nmae' }] } });
	});

	it.each(['PUT', 'PATCH'])('is changed by %s in what is sent only', async (method) => {
		let time = 0;
		const sandbox = await open({ requireParent: false, now: () => time });
		const [before] = sandbox.seed(object, [{ ...whole(object), custom: { a__cs: 1, b__cs: 2 } }]);
		time = 1000;
		const sent = { [object === 'contact' ? 'title' : 'name']: 'New', custom: { b__cs: 3 } };
		const reply = await send(sandbox, method, `/${object}/${before?.uuid}`, sent);
		const after = { ...before, ...sent, custom: { a__cs: 1, b__cs: 3 }, modifiedTime: '1970-01-01T00:00:01.000Z' };
		expect(reply).toMatchObject({ status: 200, body: after });
		expect(sandbox.ledger).toMatchObject([{ kind: 'update', uuid: before?.uuid, record: sent }]);
	});

	it('is not found under a uuid nobody gave', async () => {
		const sandbox = await open();
		expect((await send(sandbox, 'PUT', `/${object}/..%2Fsearch`, {})).status).toBe(404);
		expect(sandbox.ledger).toEqual([]);
	});
});

describe('bulk insert', () => {
	it.each(['client', 'contact'] as const)('writes up to 100 %ss in order', async (object) => {
		const sandbox = await open({ requireParent: false });
		const rows = Array.from({ length: 100 }, (_, index) => (object === 'client' ? { name: `Client ${index}` } : { clientId: 'c', email: `${index}@example.com` }));
		const reply = await send(sandbox, 'POST', `/${object}/bulk`, rows);
		expect(reply).toMatchObject({ status: 200, body: rows });
		expect(sandbox.ledger.map(({ record }) => record)).toEqual(rows);
		expect(sandbox.records(object)).toEqual(reply.body);
	});

	it('refuses 101 records, and none', async () => {
		const sandbox = await open();
		const rows = Array.from({ length: 101 }, () => ({ name: 'Acme' }));
		expect(await send(sandbox, 'POST', '/client/bulk', rows)).toMatchObject({ status: 413, body: { message: 'Too many records' } });
		expect((await send(sandbox, 'POST', '/client/bulk', [])).status).toBe(400);
		expect(sandbox.ledger).toEqual([]);
	});

	it('is refused as a whole for one bad record, which it names', async () => {
		const sandbox = await open();
		const reply = await send(sandbox, 'POST', '/client/bulk', [{ name: 'Acme' }, { city: 'Rome' }]);
		expect(reply).toMatchObject({ status: 400, body: { message: 'Validation failed', errors: [{ field: '1.name' }] } });
		expect(sandbox.records('client')).toEqual([]);
	});

	it('does not exist for contracts', async () => {
		const sandbox = await open();
		expect((await send(sandbox, 'POST', '/contract/bulk', [])).status).toBe(404);
	});
});

describe('a body that cannot be read', () => {
	it.each(['{', '[]', 'null', '"text"', ''])('%j', async (text) => {
		const sandbox = await open();
		expect(await send(sandbox, 'POST', '/client', text)).toMatchObject({ status: 400, body: { message: 'Unable to parse request body' } });
	});
});

describe('the client of a contact or contract', () => {
	it('must exist', async () => {
		const sandbox = await open();
		const reply = await send(sandbox, 'POST', '/contact/bulk', [{ clientId: 'cln_1' }, { clientId: 'cln_2' }]);
		expect(reply).toMatchObject({ status: 400, body: { message: 'Client not found', errors: [{ field: '0.clientId' }, { field: '1.clientId' }] } });
		const [client] = sandbox.seed('client', [{ name: 'Acme' }]);
		const [contract] = sandbox.seed('contract', [{ clientId: client?.uuid }]);
		expect((await send(sandbox, 'PUT', `/contract/${contract?.uuid}`, { clientId: 'cln_1' })).status).toBe(400);
		expect((await send(sandbox, 'POST', '/contract', { clientId: client?.uuid })).status).toBe(201);
		expect(sandbox.ledger).toMatchObject([{ object: 'contract' }]);
	});
});

describe('upsert', () => {
	it.each([
		['client', { name: 'Acme', externalId: 'A1' }, { name: 'Acme Inc.', externalId: 'A1' }, 'updates'],
		['client', { name: 'Acme', externalId: 'A1' }, { name: 'Acme', externalId: 'A2' }, 'inserts'],
		['client', { name: 'Acme', externalId: 'A1' }, { name: 'Acme', city: 'Rome' }, 'updates'],
		['client', { name: 'Acme' }, { name: 'Acme 2' }, 'inserts'],
		['contact', { clientId: 'c', email: 'a@example.com' }, { clientId: 'd', email: 'a@example.com' }, 'updates'],
		['contact', { clientId: 'c' }, { clientId: 'c' }, 'inserts'],
		['contract', { clientId: 'c', name: 'Gold' }, { clientId: 'c', name: 'Gold', amount: 1 }, 'updates'],
		['contract', { clientId: 'c', name: 'Gold' }, { clientId: 'd', name: 'Gold' }, 'inserts'],
	] as const)('%s %j, then %j: %s', async (object, first, second, effect) => {
		const sandbox = await open({ requireParent: false });
		const one = await send(sandbox, 'POST', `/${object}/upsert`, first);
		const two = await send(sandbox, 'POST', `/${object}/upsert`, second);
		expect(one).toMatchObject({ status: 201, body: first });
		expect(two).toMatchObject({ status: effect === 'inserts' ? 201 : 200, body: second });
		expect(sandbox.ledger.map(({ kind }) => kind)).toEqual(['insert', effect === 'inserts' ? 'insert' : 'update']);
		expect(sandbox.records(object)).toHaveLength(effect === 'inserts' ? 2 : 1);
	});

	it('follows a natural key that changes', async () => {
		const sandbox = await open();
		const [client] = sandbox.seed('client', [{ name: 'Acme', externalId: 'A1' }]);
		await send(sandbox, 'PUT', `/client/${client?.uuid}`, { externalId: 'A2' });
		expect((await send(sandbox, 'POST', '/client/upsert', { name: 'Acme', externalId: 'A2' })).body).toMatchObject({ uuid: client?.uuid });
		expect((await send(sandbox, 'POST', '/client/upsert', { name: 'Acme', externalId: 'A1' })).status).toBe(201);
	});

	it('updates the oldest of two records with the same key, and the other once that is gone', async () => {
		const sandbox = await open();
		const [first, second] = sandbox.seed('client', [{ name: 'Acme' }, { name: 'Acme' }]);
		expect((await send(sandbox, 'POST', '/client/upsert', { name: 'Acme' })).body).toMatchObject({ uuid: first?.uuid });
		sandbox.remove('client', first?.uuid ?? '');
		expect((await send(sandbox, 'POST', '/client/upsert', { name: 'Acme' })).body).toMatchObject({ uuid: second?.uuid });
	});

	it('keeps 20,000 records apart', async () => {
		const sandbox = await open({ logBodies: false });
		sandbox.seed('client', Array.from({ length: 20_000 }, (_, index) => ({ name: 'Same', externalId: `E${index}` })));
		const uuids = new Set(sandbox.records('client').map(({ uuid }) => uuid));
		expect(uuids.size).toBe(20_000);
		expect(await send(sandbox, 'POST', '/client/upsert', { name: 'Changed', externalId: 'E19999' })).toMatchObject({ status: 200, body: { id: 20_000 } });
	});
});
