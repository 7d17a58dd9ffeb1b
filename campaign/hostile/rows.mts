/** Rows that no warehouse should hold. */
import type { IDataObject } from 'n8n-workflow';
import type { HostileCase } from './cases.mts';

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null;
const has = (field: string, expected: unknown) => (body: unknown) => isRecord(body) && body[field] === expected;

const megabyte = 'x'.repeat(1024 * 1024);
const emoji = '👩‍👩‍👧‍👦'.repeat(20_000);

function nested(depth: number): IDataObject {
	let value: IDataObject = { end: true };
	for (let level = 0; level < depth; level++) value = { deeper: value };
	return value;
}

const own = (key: string, value: unknown): IDataObject => Object.defineProperty({ name: 'Odd' }, key, { value, enumerable: true, configurable: true, writable: true });
/** n8n's items hold JSON by type, but a Code node can put in anything. */
const odd = (value: unknown): IDataObject => own('city', value);

/** The second of three rows is odd. */
export const byRow: readonly HostileCase[] = [
	{ name: 'a text of 1 MB', row: () => ({ name: 'Long', note: megabyte }), outcomes: ['written'], received: has('note', megabyte) },
	{ name: 'a name of 1 MB', row: () => ({ name: megabyte }), outcomes: ['written'], received: has('name', megabyte) },
	{ name: 'emoji of 500 kB', row: () => ({ name: 'Emoji', note: emoji }), outcomes: ['written'], received: has('note', emoji) },
	{ name: 'lone surrogates', row: () => ({ name: 'a\ud800b', note: '\udfff' }), outcomes: ['written', 'rejected'] },
	{ name: 'control characters', row: () => ({ name: 'a\u0000b\u001b[31m\u202e' }), outcomes: ['written'], received: has('name', 'a\u0000b\u001b[31m\u202e') },
	{ name: '10,000 columns', row: () => ({ name: 'Wide', ...Object.fromEntries(Array.from({ length: 10_000 }, (_, index) => [`column_${index}`, index])) }), outcomes: ['written'], received: has('name', 'Wide') },
	{ name: '10,000 columns, all sent', row: () => ({ name: 'Wide', ...Object.fromEntries(Array.from({ length: 10_000 }, (_, index) => [`column_${index}`, index])) }), options: { unknownColumns: 'send' }, outcomes: ['written'], received: has('column_9999', 9999) },
	{ name: '10,000 columns, all refused', row: () => ({ name: 'Wide', ...Object.fromEntries(Array.from({ length: 10_000 }, (_, index) => [`column_${index}`, index])) }), options: { unknownColumns: 'fail' }, outcomes: ['rejected'], message: /^.{1,2000}$/s },
	{ name: '10,000 custom fields', row: () => ({ name: 'Wide', custom: Object.fromEntries(Array.from({ length: 10_000 }, (_, index) => [`c${index}__cs`, index])) }), outcomes: ['written'] },
	{ name: 'a column name of 1 MB', row: () => own(megabyte, 1), options: { unknownColumns: 'fail' }, outcomes: ['rejected'], message: /^.{1,2000}$/s },
	{ name: 'a wrong value of 1 MB', row: () => ({ name: 'Long', status: megabyte }), outcomes: ['rejected'], message: /^.{1,2000}$/s },
	{ name: 'objects nested 2,000 deep', row: () => ({ name: 'Deep', note: nested(2000) }), outcomes: ['rejected'] },
	{ name: 'custom fields nested 2,000 deep', row: () => ({ name: 'Deep', custom: nested(2000) }), outcomes: ['rejected'] },
	{ name: 'a column called __proto__', row: () => own('__proto__', { polluted: true }), outcomes: ['written'], received: has('name', 'Odd') },
	{ name: 'a column called __proto__, sent', row: () => own('__proto__', 'x'), options: { unknownColumns: 'send' }, outcomes: ['written'] },
	{ name: 'a column called constructor, sent', row: () => own('constructor', 'x'), options: { unknownColumns: 'send' }, outcomes: ['written'], received: has('constructor', 'x') },
	{ name: 'a custom field called __proto__', row: () => own('custom.__proto__', 'x'), outcomes: ['written'] },
	{ name: 'an empty row', row: () => ({}), outcomes: ['rejected'], message: /name/ },
	...[NaN, Infinity, -Infinity].map((value): HostileCase => ({ name: `the number ${value}`, row: () => ({ name: 'Odd', npsScore: value }), outcomes: ['rejected'], message: /npsScore/ })),
	{ name: 'a bigint', row: () => odd(10n), outcomes: ['rejected', 'written'] },
	{ name: 'a symbol', row: () => odd(Symbol('odd')), outcomes: ['rejected'] },
	{ name: 'a function', row: () => odd(() => 1), outcomes: ['rejected'] },
	{ name: 'an invalid Date', row: () => odd(new Date(NaN)), outcomes: ['rejected'] },
	{ name: 'a Map', row: () => odd(new Map([['a', 1]])), outcomes: ['rejected'] },
	{ name: 'a value that throws when it is turned into JSON', row: () => odd({ toJSON: () => { throw new Error('no'); } }), outcomes: ['rejected'] },
	{ name: 'a circular object', row: () => { const circle: IDataObject = {}; circle['self'] = circle; return { name: 'Odd', note: circle }; }, outcomes: ['rejected'] },
];
