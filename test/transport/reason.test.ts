import fc from 'fast-check';
import type { JsonObject } from '../../nodes/ClientSuccess/json.ts';
import { reasonOf } from '../../nodes/ClientSuccess/transport/reason.ts';

describe('the reason in an error body', () => {
	it.each([
		[{ message: 'Name is taken' }, 'Name is taken'],
		[{ userMessage: 'Name is taken', message: 'ERR_DUP', code: 17 }, 'Name is taken'],
		[{ error: 'Name is taken' }, 'Name is taken'],
		[{ error: { message: 'Name is taken' } }, 'Name is taken'],
		[{ message: '  Name is taken \n' }, 'Name is taken'],
		[{ message: '', error: 'Name is taken' }, 'Name is taken'],
		[{ message: 5, error: 'Name is taken' }, 'Name is taken'],
		[{ errors: ['Name is taken', 'Email is not valid'] }, 'Name is taken; Email is not valid'],
		[{ errors: [{ field: 'name', message: 'is taken' }, { field: 'email', error: 'is not valid' }] }, 'name: is taken; email: is not valid'],
		[{ errors: [{ defaultMessage: 'is taken', field: 'name' }] }, 'name: is taken'],
		[{ errors: [{ userMessage: 'Name is taken', message: 'ERR_DUP' }] }, 'Name is taken'],
		[{ errors: [{ field: 'name' }] }, 'name'],
		[{ errors: { message: 'Name is taken' } }, 'Name is taken'],
		[{ errors: 'Name is taken' }, 'Name is taken'],
		[{ errors: { name: ['is taken', 'is too long'], email: 'is not valid', city: { message: 'is unknown' } } }, 'name: is taken; email: is not valid; city: is unknown'],
		[{ errors: { name: [], email: null, city: 5, zip: ' ' }, message: 'Not valid' }, 'Not valid'],
		[{ error: { error: { error: { message: 'Name is taken' } } } }, 'Name is taken'],
		[{ message: 'Name is taken', error: { message: 'ERR_DUP' } }, 'Name is taken'],
		[{ message: 'Validation failed', errors: [{ field: 'name', message: 'is taken' }] }, 'Validation failed; name: is taken'],
		[{ message: 'Name is taken', errors: ['Name is taken'] }, 'Name is taken'],
		[{ message: 'Name is taken', errors: [null, 5, {}, []] }, 'Name is taken'],
		[{ code: 'DUPLICATE' }, 'code DUPLICATE'],
		[{ code: 17 }, 'code 17'],
		['Name is taken', 'Name is taken'],
	])('of %j is %p', (body, reason) => {
		expect(reasonOf(body, 422)).toBe(reason);
	});

	it.each([undefined, null, 5, true, '', '  ', [], ['a'], {}, { message: '' }, { message: {} }, { errors: [] }, { errors: null }, { error: {} }, { code: 422 }, { code: '422' }, { code: '' }, { code: null }])(
		'is not in %j',
		(body) => {
			expect(reasonOf(body, 422)).toBeUndefined();
		},
	);

	it('is one line', () => {
		expect(reasonOf({ message: 'Name\r\n\tis   taken' })).toBe('Name is taken');
		expect(reasonOf('Name\r\n\tis   taken')).toBe('Name is taken');
	});

	it('is at most 500 characters long', () => {
		expect(reasonOf({ message: 'x'.repeat(10_000) })).toHaveLength(500);
		expect(reasonOf('x'.repeat(10_000))).toHaveLength(500);
		expect(reasonOf({ errors: Array.from({ length: 1000 }, (_, number) => `error ${number}`) })).toHaveLength(500);
	});

	it('is not looked for deeper than anyone would put it', () => {
		expect(reasonOf({ error: { error: { error: { error: { message: 'Name is taken' } } } } })).toBeUndefined();
		const bottomless = Array.from({ length: 100_000 }).reduce<JsonObject>((error) => ({ error }), { message: 'Name is taken' });
		expect(reasonOf(bottomless)).toBeUndefined();
	});

	it('is found, or not, in any JSON', () => {
		fc.assert(
			fc.property(fc.jsonValue(), (body) => {
				const reason = reasonOf(body, 400);
				expect(reason === undefined || (reason.trim() !== '' && reason.length <= 500)).toBe(true);
			}),
		);
	});
});
