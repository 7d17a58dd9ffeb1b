/** What the operations make of rows; the sync knows nothing else of them. */
import { objects } from '../../nodes/ClientSuccess/objects/index.ts';
import { operations, writeOperations } from '../../nodes/ClientSuccess/operations/index.ts';
import type { MappedRow } from '../../nodes/ClientSuccess/records/mappedRow.ts';
import { planOf, someClients } from '../sync/rows.ts';

const row = (record: MappedRow['record'], uuid?: string): MappedRow =>
	uuid === undefined ? { item: 0, record, problems: [] } : { item: 0, uuid, record, problems: [] };

describe('the operations', () => {
	it('have the labels and the order of the editor’s list', () => {
		expect(Object.values(operations).map(({ name, label }) => [name, label])).toEqual([
			['upsert', 'Create or Update'],
			['get', 'Get'],
			['getAll', 'Get Many'],
			['insert', 'Insert'],
			['update', 'Update'],
		]);
	});

	it('are in the order of their labels, which n8n asks for', () => {
		const labels = Object.values(operations).map(({ label }) => label);
		expect(labels).toEqual(labels.toSorted((a, b) => a.localeCompare(b)));
	});

	it('either write or read', () => {
		const named = (kind: string) => Object.values(operations).flatMap((operation) => (operation.kind === kind ? [operation.name] : []));
		expect(named('write')).toEqual(writeOperations.map(({ name }) => name));
		expect(named('read')).toEqual(['get', 'getAll']);
	});

	it.each(Object.values(objects))('have an action each for $plural', (object) => {
		expect(Object.values(operations).map((operation) => operation.action(object))).toEqual([
			`Create or update a ${object.name}`,
			`Get a ${object.name}`,
			`Get many ${object.plural.toLowerCase()}`,
			`Insert a ${object.name}`,
			`Update a ${object.name}`,
		]);
	});
});

describe('the operations that write', () => {
	it('need what they say', () => {
		expect(writeOperations.map(({ name, needs, matches }) => [name, needs, matches])).toEqual([
			['upsert', 'requiredFields', true],
			['insert', 'requiredFields', false],
			['update', 'uuid', false],
		]);
	});
});

describe('an insert', () => {
	it.each(['client', 'contact'] as const)('of %ss sends lists of up to 100', (object) => {
		const plan = planOf(object, 'insert');
		expect(plan).toMatchObject({ bulk: true, batchSize: 100, verb: 'insert', object: objects[object] });
		expect(plan.toRequest(someClients(2))).toEqual({
			method: 'POST',
			path: `/${object}/bulk`,
			body: [{ name: 'Client 0' }, { name: 'Client 1' }],
			singleRecord: false,
		});
	});

	it('sends a list for a single row too', () => {
		expect(planOf('client', 'insert').toRequest(someClients(1))).toEqual({
			method: 'POST',
			path: '/client/bulk',
			body: [{ name: 'Client 0' }],
			singleRecord: true,
		});
	});

	it('sends smaller lists if it is told to, and never larger ones', () => {
		expect(planOf('client', 'insert', 7).batchSize).toBe(7);
		expect(planOf('client', 'insert', 1).batchSize).toBe(1);
		expect(planOf('client', 'insert', 1000).batchSize).toBe(100);
	});

	it('of contracts sends one at a time', () => {
		const plan = planOf('contract', 'insert', 100);
		expect(plan).toMatchObject({ bulk: false, batchSize: 1 });
		expect(plan.toRequest([row({ clientId: 'cln_1' })])).toEqual({ method: 'POST', path: '/contract', body: { clientId: 'cln_1' }, singleRecord: true });
	});

	it('can’t be carried out twice', () => {
		expect(planOf('client', 'insert').isIdempotent(someClients(1))).toBe(false);
		expect(planOf('contract', 'insert').isIdempotent([row({})])).toBe(false);
	});
});

describe('an update', () => {
	it.each(['client', 'contact', 'contract'] as const)('of a %s puts the record to its UUID', (object) => {
		const plan = planOf(object, 'update', 100);
		expect(plan).toMatchObject({ bulk: false, batchSize: 1, verb: 'update' });
		expect(plan.toRequest([row({ name: 'Acme' }, 'cln_1')])).toEqual({ method: 'PUT', path: `/${object}/cln_1`, body: { name: 'Acme' }, singleRecord: true });
	});

	it.each([
		['a/b', '/client/a%2Fb'],
		['../contact/x', '/client/..%2Fcontact%2Fx'],
		['a?b#c', '/client/a%3Fb%23c'],
		['%2e%2e', '/client/%252e%252e'],
		['a b\n', '/client/a%20b%0A'],
		['a\\b', '/client/a%5Cb'],
		['日本', '/client/%E6%97%A5%E6%9C%AC'],
	])('encodes the UUID %p', (uuid, path) => {
		expect(planOf('client', 'update').toRequest([row({}, uuid)]).path).toBe(path);
	});

	it('may be carried out twice', () => {
		expect(planOf('client', 'update').isIdempotent([row({}, 'cln_1')])).toBe(true);
	});
});

describe('an upsert', () => {
	it.each(['client', 'contact', 'contract'] as const)('of a %s posts one record', (object) => {
		const plan = planOf(object, 'upsert', 100);
		expect(plan).toMatchObject({ bulk: false, batchSize: 1, verb: 'create or update' });
		expect(plan.toRequest([row({ clientId: 'cln_1' })])).toEqual({ method: 'POST', path: `/${object}/upsert`, body: { clientId: 'cln_1' }, singleRecord: true });
	});

	it('may be carried out twice where ClientSuccess can find the record again', () => {
		expect(planOf('client', 'upsert').isIdempotent([row({ name: 'Acme' })])).toBe(true);
		expect(planOf('contact', 'upsert').isIdempotent([row({ email: 'ann@example.com' })])).toBe(true);
		expect(planOf('contract', 'upsert').isIdempotent([row({ clientId: 'cln_1' })])).toBe(true);
		expect(planOf('contract', 'upsert').isRepeatSafe([row({ clientId: 'cln_1' })])).toBe(false);
		expect(planOf('client', 'upsert').isRepeatSafe([row({ name: 'Acme' })])).toBe(true);
	});

	it('creates a record each time where it can’t', () => {
		expect(planOf('contact', 'upsert').isIdempotent([row({ clientId: 'cln_1' })])).toBe(false);
		expect(planOf('contact', 'upsert').isIdempotent([row({ clientId: 'cln_1', email: ' ' })])).toBe(false);
	});
});
