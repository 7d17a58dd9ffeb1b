import type { JsonObject } from '../../nodes/ClientSuccess/json.ts';
import { listOf, refusalIn, refusalOfAll, unwrapRecord } from '../../nodes/ClientSuccess/transport/answerBody.ts';

describe('the record in an answer', () => {
	it.each([
		[{ uuid: 'a' }, { uuid: 'a' }],
		[{ id: 5, name: 'Acme' }, { id: 5, name: 'Acme' }],
		[{ data: { uuid: 'a' } }, { uuid: 'a' }],
		[{ record: { uuid: 'a' } }, { uuid: 'a' }],
		[{ result: { uuid: 'a' }, success: true }, { uuid: 'a' }],
		[{ uuid: 'a', data: { size: 1 } }, { uuid: 'a', data: { size: 1 } }],
		[{ data: null }, { data: null }],
		[{ data: null, record: { uuid: 'a' } }, { uuid: 'a' }],
		[{ data: { results: [{ record: { uuid: 'a' } }] } }, { uuid: 'a' }],
		[{ data: { data: { data: { data: { uuid: 'a' } } } } }, { data: { uuid: 'a' } }],
		[[{ uuid: 'a' }], { uuid: 'a' }],
		[{}, {}],
	])('of %j is %j', (body, record) => {
		expect(unwrapRecord(body)).toEqual(record);
	});

	it.each([undefined, null, true, 5, 'text', [], [1], [{ uuid: 'a' }, { uuid: 'b' }]])('is not in %j', (body) => {
		expect(unwrapRecord(body)).toBeUndefined();
	});
});

describe('a record as nested as none is', () => {
	/** So many levels around nothing. */
	const nested = (levels: number): JsonObject => Array.from({ length: levels }).reduce<JsonObject>((inner) => ({ inner }), {});

	it('is left out, since n8n could not store it', () => {
		expect(unwrapRecord({ uuid: 'a', custom: nested(98), none: null })).toEqual({ uuid: 'a', custom: nested(98), none: null });
		expect(unwrapRecord({ uuid: 'a', custom: nested(99) })).toBeUndefined();
		expect(unwrapRecord({ uuid: 'a', custom: nested(5000) })).toBeUndefined();
		expect(unwrapRecord({ uuid: 'a', tags: [[nested(97)]] })).toBeUndefined();
	});
});

describe('an object that came with a 2xx status', () => {
	it.each([{ error: 'x' }, { error: true }, { error: { code: 1 } }, { errors: ['x'] }, { errors: { name: ['x'] } }, { success: false }, { status: 400 }, { status: 500 }, { statusCode: 422 }])(
		'says that something was refused: %j',
		(value) => {
			expect(refusalIn(value)).toEqual(value);
		},
	);

	it.each([{}, { error: null }, { error: false }, { error: '' }, { errors: [] }, { success: true }, { status: 'TERMINATED' }, { status: '500' }, { status: 200 }, { status: 399 }, { success: null }])(
		'does not: %j',
		(value) => {
			expect(refusalIn(value)).toBeUndefined();
		},
	);
});

describe('the records in an answer for several', () => {
	const records = [{ uuid: 'a' }, { uuid: 'b' }];

	it.each([[records], [{ data: records }], [{ results: records }], [{ records, total: 2 }], [{ data: null, records }]])('are listed in %j', (body) => {
		expect(listOf(body)).toEqual(records);
	});

	it.each([undefined, null, 'text', 5, {}, { data: {} }, { items: records }, { record: records }])('are not listed in %j', (body) => {
		expect(listOf(body)).toBeUndefined();
	});

	it('are refused together if there is no list to read one by one', () => {
		expect(refusalOfAll({ error: 'x' })).toEqual({ error: 'x' });
		for (const body of [{ error: 'x', data: records }, { data: { error: 'x' } }, [{ error: 'x' }], { uuid: 'a' }, {}, undefined, null, 'error']) {
			expect(refusalOfAll(body)).toBeUndefined();
		}
	});
});
