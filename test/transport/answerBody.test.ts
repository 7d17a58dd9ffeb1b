import { refusalIn, unwrapRecord } from '../../nodes/ClientSuccess/transport/answerBody.ts';

describe('the record in an answer', () => {
	it.each([
		[{ uuid: 'a' }, { uuid: 'a' }],
		[{ id: 5, name: 'Acme' }, { id: 5, name: 'Acme' }],
		[{ data: { uuid: 'a' } }, { uuid: 'a' }],
		[{ record: { uuid: 'a' } }, { uuid: 'a' }],
		[{ result: { uuid: 'a' }, success: true }, { uuid: 'a' }],
		[{ uuid: 'a', data: { size: 1 } }, { uuid: 'a', data: { size: 1 } }],
		[{ data: null }, { data: null }],
		[[{ uuid: 'a' }], { uuid: 'a' }],
		[{}, {}],
	])('of %j is %j', (body, record) => {
		expect(unwrapRecord(body)).toEqual(record);
	});

	it.each([undefined, null, true, 5, 'text', [], [1], [{ uuid: 'a' }, { uuid: 'b' }]])('is not in %j', (body) => {
		expect(unwrapRecord(body)).toBeUndefined();
	});
});

describe('an object that came with a 2xx status', () => {
	it.each([{ error: 'x' }, { error: true }, { error: { code: 1 } }, { errors: ['x'] }, { errors: { name: ['x'] } }, { success: false }, { status: 400 }, { status: 500 }, { statusCode: 422 }])(
		'says that something was refused: %j',
		(value) => {
			expect(refusalIn(value)).toEqual(value);
		},
	);

	it.each([{}, { error: null }, { error: false }, { error: '' }, { errors: [] }, { success: true }, { status: 'TERMINATED' }, { status: 200 }, { status: 399 }, { success: null }])(
		'does not: %j',
		(value) => {
			expect(refusalIn(value)).toBeUndefined();
		},
	);
});
