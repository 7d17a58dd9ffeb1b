import fc from 'fast-check';
import { DateTime } from 'luxon';
import { STATUSES } from '../../nodes/ClientSuccess/objects/index.ts';
import type { FieldDefinition, FieldType } from '../../nodes/ClientSuccess/objects/index.ts';
import { coerce, coerceFree, Mismatch } from '../../nodes/ClientSuccess/records/coerce.ts';
import { anyText } from './text.ts';

const field = (type: FieldType, bounds: Pick<FieldDefinition, 'min' | 'max'> = {}): FieldDefinition => ({
	name: 'field',
	label: 'Field',
	type,
	description: 'A field',
	source: 'spec',
	...bounds,
});

const bring = (value: unknown, type: FieldType, timezone = 'UTC') => coerce(value, field(type), timezone);

/** What a message says after the field's name; undefined if the value fits. */
const reasonOf = (value: unknown) => (value instanceof Mismatch ? value.reason : undefined);

const MOMENT = new Date('2026-01-31T23:30:00Z');
const NEVER = new Date('never');

/** Values that fit no field, with what a message calls them. */
const MISFITS: ReadonlyArray<readonly [unknown, string]> = [
	[{}, 'an object'],
	[{ a: { b: [1] } }, 'an object'],
	[Object.create(null), 'an object'],
	[[], 'a list'],
	[['a'], 'a list'],
	[Number.NaN, 'the number NaN'],
	[Infinity, 'the number Infinity'],
	[-Infinity, 'the number -Infinity'],
	[10n, 'a bigint'],
	[Symbol('s'), 'a symbol'],
	[() => 1, 'a function'],
	[NEVER, 'an invalid date'],
	[DateTime.invalid('no date'), 'an invalid date'],
];
const TYPES: readonly FieldType[] = ['string', 'number', 'integer', 'boolean', 'date', 'status'];

describe.each(TYPES)('a field of type %s', (type) => {
	it.each(MISFITS)('refuses %p and calls it %s', (value, called) => {
		expect(reasonOf(bring(value, type))).toMatch(new RegExp(`^must be .+, but is ${called}$`));
	});

	it('never throws, and never lets through what JSON cannot hold', () => {
		fc.assert(
			fc.property(fc.anything({ withBigInt: true, withDate: true, withMap: true, withNullPrototype: true }), (value) => {
				const result = bring(value, type);
				if (result instanceof Mismatch) expect(result.reason).toMatch(/^must be [\s\S]+, but is [\s\S]+/);
				else expect(JSON.parse(JSON.stringify(result))).toStrictEqual(Object.is(result, -0) ? 0 : result);
			}),
		);
	});
});

describe('a text field', () => {
	it.each([
		['Acme', 'Acme'],
		['  Acme ', '  Acme '],
		['日本 🚀', '日本 🚀'],
		[5, '5'],
		[-1.5, '-1.5'],
		[0, '0'],
		['00420', '00420'],
		[MOMENT, '2026-01-31T23:30:00.000Z'],
		[DateTime.fromISO('2026-01-31T23:30:00', { zone: 'Asia/Tokyo' }), '2026-01-31T14:30:00.000Z'],
	])('takes %p', (value, text) => {
		expect(bring(value, 'string')).toBe(text);
	});

	it('keeps every text as it is', () => {
		fc.assert(fc.property(anyText(), (text) => expect(bring(text, 'string')).toBe(text)));
	});

	it.each([true, false])('refuses %p and says so', (value) => {
		expect(reasonOf(bring(value, 'string'))).toBe(`must be text or a number, but is the boolean ${value}`);
	});
});

describe('a number field', () => {
	it.each([
		[1234.5, 1234.5],
		[0, 0],
		[-7, -7],
		[1e21, 1e21],
		['1234.50', 1234.5],
		[' 1234.50 ', 1234.5],
		['-0.25', -0.25],
		['0', 0],
		['007', 7],
		['12345678.90', 12345678.9],
	])('takes %p', (value, number) => {
		expect(bring(value, 'number')).toBe(number);
	});

	it.each([
		'1,234.50',
		'1.234,50',
		'1 234',
		'1e3',
		'0x10',
		'+5',
		'.5',
		'5.',
		'--5',
		'$5',
		'5 EUR',
		'five',
		'NaN',
		'Infinity',
		'1_000',
		'１２',
		'9'.repeat(400),
	])('refuses the text %p', (text) => {
		expect(reasonOf(bring(text, 'number'))).toMatch(/^must be a number such as 1234\.50, but is the text "/);
	});

	it.each([
		[true, 'the boolean true'],
		[MOMENT, 'a date'],
		['  ', 'an empty text'],
	])('refuses %p', (value, called) => {
		expect(reasonOf(bring(value, 'number'))).toBe(`must be a number such as 1234.50, but is ${called}`);
	});

	it('reads any plain decimal number as JavaScript does', () => {
		fc.assert(
			fc.property(fc.integer(), fc.nat({ max: 999_999 }), (whole, fraction) => {
				expect(bring(`${whole}.${fraction}`, 'number')).toBe(Number(`${whole}.${fraction}`));
				expect(bring(String(whole), 'number')).toBe(whole);
			}),
		);
	});
});

describe('a whole number field', () => {
	const score = field('integer', { min: -100, max: 100 });

	it.each([
		[-100, -100],
		[100, 100],
		[0, 0],
		['42', 42],
		['-5', -5],
		['7.0', 7],
	])('takes %p', (value, number) => {
		expect(coerce(value, score, 'UTC')).toBe(number);
	});

	it.each([
		[-101, 'the number -101'],
		[101, 'the number 101'],
		[1.5, 'the number 1.5'],
		['1.5', 'the text "1.5"'],
		['many', 'the text "many"'],
		[true, 'the boolean true'],
	])('refuses %p and names the bounds', (value, called) => {
		expect(reasonOf(coerce(value, score, 'UTC'))).toBe(`must be a whole number from -100 to 100, but is ${called}`);
	});

	it('has no bounds unless it is given some', () => {
		expect(bring(Number.MAX_SAFE_INTEGER, 'integer')).toBe(Number.MAX_SAFE_INTEGER);
		expect(bring(-Number.MAX_SAFE_INTEGER, 'integer')).toBe(-Number.MAX_SAFE_INTEGER);
		expect(reasonOf(bring(1.5, 'integer'))).toBe('must be a whole number, but is the number 1.5');
	});

	it('may have one bound', () => {
		expect(reasonOf(coerce(-1, field('integer', { min: 0 }), 'UTC'))).toBe('must be a whole number from 0, but is the number -1');
		expect(reasonOf(coerce(11, field('integer', { max: 10 }), 'UTC'))).toBe('must be a whole number up to 10, but is the number 11');
		expect(coerce(0, field('integer', { min: 0 }), 'UTC')).toBe(0);
		expect(coerce(10, field('integer', { max: 10 }), 'UTC')).toBe(10);
	});
});

describe('a boolean field', () => {
	it.each([
		[true, true],
		['true', true],
		[' TRUE ', true],
		[1, true],
		[false, false],
		['False', false],
		[0, false],
	])('takes %p', (value, boolean) => {
		expect(bring(value, 'boolean')).toBe(boolean);
	});

	it.each(['maybe', 'on', '', 2, -1, 0.5, MOMENT])('refuses %p', (value) => {
		expect(reasonOf(bring(value, 'boolean'))).toMatch(/^must be true or false, but is /);
	});
});

describe('a status field', () => {
	it.each(STATUSES)('takes %s in any case', (status) => {
		const mixed = status.charAt(0) + status.slice(1).toLowerCase();
		for (const text of [status, status.toLowerCase(), mixed, ` ${mixed} `]) expect(bring(text, 'status')).toBe(status);
	});

	it.each(['CHURNED', 'ACTIVE!', 'IN ACTIVE', '', 'aktıv', 1, true])('refuses %p and names the four', (value) => {
		expect(reasonOf(bring(value, 'status'))).toMatch(/^must be one of ACTIVE, INACTIVE, TRIAL, TERMINATED, but is /);
	});
});

describe('a date field', () => {
	it('takes what has a calendar date in the timezone', () => {
		expect(bring('2026-01-31', 'date', 'Asia/Tokyo')).toBe('2026-01-31');
		expect(bring(MOMENT, 'date', 'Asia/Tokyo')).toBe('2026-02-01');
		expect(bring('2026-01-31T23:30:00Z', 'date', 'America/New_York')).toBe('2026-01-31');
	});

	it.each([
		['2026-02-30', 'the text "2026-02-30"'],
		['31.01.2026', 'the text "31.01.2026"'],
		[20260131, 'the number 20260131'],
		[true, 'the boolean true'],
	])('refuses %p', (value, called) => {
		expect(reasonOf(bring(value, 'date'))).toBe(`must be a date such as 2026-01-31 or an ISO timestamp, but is ${called}`);
	});
});

describe('a message about a value', () => {
	it('cuts a long text', () => {
		const reason = reasonOf(bring('x'.repeat(10_000), 'number'));
		expect(reason).toContain('"xxx');
		expect(reason?.length).toBeLessThan(150);
	});

	it('stays on one line', () => {
		expect(reasonOf(bring('a\nb\u0000"c', 'number'))).toBe('must be a number such as 1234.50, but is the text "a\\nb\\u0000\\"c"');
	});
});

describe('a value whose type only ClientSuccess knows', () => {
	it.each([
		['text', 'text'],
		[5, 5],
		[0, 0],
		[-1.5, -1.5],
		[true, true],
		[false, false],
		[MOMENT, '2026-01-31T23:30:00.000Z'],
		[DateTime.fromMillis(0), '1970-01-01T00:00:00.000Z'],
		[['EU', 5, true], ['EU', 5, true]],
		[[], []],
		[[MOMENT], ['2026-01-31T23:30:00.000Z']],
	])('passes as it is: %p', (value, result) => {
		expect(coerceFree(value)).toEqual(result);
	});

	it.each(MISFITS.filter(([value]) => !Array.isArray(value)))('is refused if it is %p', (value, called) => {
		expect(reasonOf(coerceFree(value))).toBe(`must be text, a number, a boolean, a date or a list of these, but is ${called}`);
	});

	it.each([
		[['EU', {}], 'an object'],
		[[['EU']], 'a list'],
		[[Number.NaN], 'the number NaN'],
		[[null], 'empty'],
		[[undefined], 'empty'],
		[[10n], 'a bigint'],
		[[NEVER], 'an invalid date'],
	])('is refused if a list holds what does not fit: %p', (value, called) => {
		expect(reasonOf(coerceFree(value))).toBe(`must be a list of texts, numbers and booleans, but is ${called}`);
	});

	it('never throws, and never lets through what JSON cannot hold', () => {
		fc.assert(
			fc.property(fc.anything({ withBigInt: true, withDate: true, withSparseArray: true }), (value) => {
				const result = coerceFree(value);
				if (result instanceof Mismatch) expect(result.reason).toContain(', but is ');
				else expect(JSON.stringify(JSON.parse(JSON.stringify(result)))).toBe(JSON.stringify(result));
			}),
		);
	});
});
