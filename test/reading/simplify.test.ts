import type { JsonObject } from '../../nodes/ClientSuccess/json.ts';
import { objects } from '../../nodes/ClientSuccess/objects/index.ts';
import { simplify } from '../../nodes/ClientSuccess/reading/simplify.ts';

const { client } = objects;
const recordOf = (count: number): JsonObject => Object.fromEntries(Array.from({ length: count }, (_, at) => [`field${at}`, at]));

describe('a record made simple', () => {
	it('keeps the fields that tell most, in one order', () => {
		const record = { ...recordOf(20), status: 'ACTIVE', custom: { a__cs: 1 }, name: 'Acme', uuid: 'cln_1' };
		expect(Object.entries(simplify(record, client))).toEqual([['uuid', 'cln_1'], ['name', 'Acme'], ['status', 'ACTIVE']]);
	});

	it('keeps values that are empty', () => {
		const record = { ...recordOf(20), uuid: 'cln_1', name: '', externalId: null, active: false };
		expect(simplify(record, client)).toEqual({ uuid: 'cln_1', name: '', externalId: null, active: false });
	});

	it('stays as it is with ten fields or fewer', () => {
		expect(simplify(recordOf(10), client)).toEqual(recordOf(10));
		expect(simplify({}, client)).toEqual({});
		expect(simplify(recordOf(11), client)).toEqual({});
	});

	it('leaves the record itself alone', () => {
		const record = { ...recordOf(20), uuid: 'cln_1' };
		simplify(record, client);
		expect(record).toEqual({ ...recordOf(20), uuid: 'cln_1' });
	});

	it.each(Object.values(objects))('has no more than ten fields, with those a workflow goes on with: $name', ({ summary }) => {
		expect(summary.length).toBeLessThanOrEqual(10);
		expect(summary).toEqual(expect.arrayContaining(['uuid', 'createdTime', 'modifiedTime']));
	});
});
