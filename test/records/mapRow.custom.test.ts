import { DateTime } from 'luxon';
import { mapRow } from './rows.ts';

describe('custom fields', () => {
	it('come from columns, from an object and from pairs', () => {
		expect(
			mapRow({ name: 'Acme', a__cs: 1, 'custom.b': true, custom: { c: ['x', 'y'], d: new Date(0) } }, { custom: [{ key: 'e', value: 'z' }] }),
		).toMatchObject({ record: { custom: { a__cs: 1, b: true, c: ['x', 'y'], d: '1970-01-01T00:00:00.000Z', e: 'z' } }, problems: [] });
	});

	it('keep their values as they are', () => {
		expect(mapRow({ name: 'Acme', zip__cs: '00420', flag__cs: 'true' }).record.custom).toEqual({ zip__cs: '00420', flag__cs: 'true' });
	});

	it('can’t be given twice', () => {
		expect(mapRow({ name: 'Acme', 'custom.a__cs': 1, a__cs: 2 }).problems).toEqual(['custom field "a__cs" has 2 columns: "custom.a__cs", "a__cs"']);
		expect(mapRow({ name: 'Acme', a__cs: 1, custom: { a__cs: 2 } }).problems).toEqual(['custom field "a__cs" is given twice']);
		expect(mapRow({ name: 'Acme' }, { custom: [{ key: 'a', value: 1 }, { key: 'a', value: 1 }] }).problems).toEqual(['custom field "a" is given twice']);
	});

	it.each([undefined, null, '', '  ', 5, {}])('need a key: %p is none', (key) => {
		expect(mapRow({ name: 'Acme' }, { custom: [{ key, value: 'x' }] }).problems).toEqual(['a custom field has no key']);
	});

	it('need one in a column name too', () => {
		expect(mapRow({ name: 'Acme', 'custom.': 'x' }).problems).toEqual(['a custom field has no key']);
	});

	it('name the key if a value does not fit', () => {
		expect(mapRow({ name: 'Acme', 'custom.a': {} }).problems).toEqual([
			'custom field "a" must be text, a number, a boolean, a date or a list of these, but is an object',
		]);
	});

	it.each([
		['{"a__cs":1}', 'the text "{\\"a__cs\\":1}"'],
		[5, 'the number 5'],
		[true, 'the boolean true'],
		[['a'], 'a list'],
		[new Date(0), 'a date'],
		[DateTime.fromMillis(0), 'a date'],
		[10n, 'a bigint'],
	])('can’t come from a custom column that is %p', (custom, called) => {
		expect(mapRow({ name: 'Acme', custom }).problems).toEqual([`column "custom" must be an object of custom fields, but is ${called}`]);
	});

	it('don’t come from a column without a proper name, which spreadsheets have', () => {
		expect(mapRow({ name: 'Acme', undefined: { a__cs: 1 } })).toEqual({ item: 0, record: { name: 'Acme' }, problems: [] });
	});

	it('leave no trace if there are none', () => {
		expect(Object.hasOwn(mapRow({ name: 'Acme', custom: {} }).record, 'custom')).toBe(false);
	});
});
