/** Values of custom fields whose definition is known. */
import fc from 'fast-check';
import { DateTime } from 'luxon';
import { Mismatch } from '../../nodes/ClientSuccess/records/coerce.ts';
import { customCoercion } from '../../nodes/ClientSuccess/records/customField.ts';
import { customField, mapRow } from './rows.ts';

type Choices = NonNullable<Parameters<typeof customField>[0]['choices']>;

/** The value as it is sent; for one that doesn't fit, what a message says after the field's name. */
function bring(value: unknown, typeName: string, choices: Choices = [], timezone = 'UTC') {
	const result = customCoercion(customField({ typeName, choices }), timezone)(value);
	return result instanceof Mismatch ? result.reason : result;
}

describe.each<[typeName: string, fitting: Array<[unknown, unknown]>, misfits: Array<[unknown, string]>]>([
	[
		'Checkbox',
		[[true, true], ['TRUE', true], [1, true], ['false', false], [0, false]],
		[['yes', 'must be true or false, but is the text "yes"'], [2, 'must be true or false, but is the number 2'], [[true], 'must be true or false, but is a list']],
	],
	[
		'Text',
		[['EMEA', 'EMEA'], [' a ', ' a '], [420, '420'], ['00420', '00420'], [new Date(0), '1970-01-01T00:00:00.000Z']],
		[[true, 'must be text or a number, but is the boolean true'], [['EMEA'], 'must be text or a number, but is a list'], [{}, 'must be text or a number, but is an object']],
	],
	['Link', [['https://acme.com/a?b', 'https://acme.com/a?b']], [[{ url: 'x' }, 'must be text or a number, but is an object']]],
	[
		'Integer',
		[[5, 5], ['-42', -42], ['7.0', 7], [1e12, 1e12]],
		[['1.5', 'must be a whole number, but is the text "1.5"'], [1.5, 'must be a whole number, but is the number 1.5'], ['many', 'must be a whole number, but is the text "many"']],
	],
	['Decimal', [['1234.50', 1234.5], [-0.25, -0.25], ['7', 7]], [['1,234.50', 'must be a number such as 1234.50, but is the text "1,234.50"'], [true, 'must be a number such as 1234.50, but is the boolean true']]],
	['Currency', [['99.90', 99.9], [100, 100]], [['$99.90', 'must be a number such as 1234.50, but is the text "$99.90"']]],
	[
		'Date',
		[['2026-01-31', '2026-01-31'], ['2026-01-31T23:30:00Z', '2026-01-31'], [new Date('2026-01-31T23:30:00Z'), '2026-01-31'], [DateTime.fromISO('2026-01-31T23:30:00Z'), '2026-01-31']],
		[['31.01.2026', 'must be a date such as 2026-01-31 or an ISO timestamp, but is the text "31.01.2026"'], [5, 'must be a date such as 2026-01-31 or an ISO timestamp, but is the number 5']],
	],
])('a field of type %s', (typeName, fitting, misfits) => {
	it.each(fitting)('takes %p', (value, sent) => {
		expect(bring(value, typeName)).toBe(sent);
	});

	it.each(misfits)('refuses %p, and says what it takes', (value, reason) => {
		expect(bring(value, typeName)).toBe(reason);
	});

	it('is known however ClientSuccess capitalises the type', () => {
		for (const [value, sent] of fitting) expect(bring(value, typeName.toUpperCase())).toBe(sent);
	});
});

describe('a date', () => {
	it("is that of the workflow's timezone", () => {
		expect(bring('2026-01-31T23:30:00Z', 'Date', [], 'Asia/Tokyo')).toBe('2026-02-01');
	});
});

const TIERS: Choices = [
	{ label: 'Gold Tier', value: 'gold', archived: false },
	{ label: 'Silver Tier', value: 'silver', archived: false },
	{ label: 'Bronze Tier', value: 'bronze', archived: true },
];

describe('a picklist', () => {
	it.each([
		['gold', 'gold'],
		['GOLD', 'gold'],
		[' Gold ', 'gold'],
		['Gold Tier', 'gold'],
		['silver tier', 'silver'],
	])('takes %p, by value or label', (value, sent) => {
		expect(bring(value, 'Picklist', TIERS)).toBe(sent);
	});

	it.each([
		['platinum', 'the text "platinum"'],
		['goldtier', 'the text "goldtier"'],
		['constructor', 'the text "constructor"'],
		['__proto__', 'the text "__proto__"'],
		[5, 'the number 5'],
		[true, 'the boolean true'],
		[['gold'], 'a list'],
		[{ value: 'gold' }, 'an object'],
		[' ', 'an empty text'],
	])('refuses %p, and names the choices that are open', (value, called) => {
		expect(bring(value, 'Picklist', TIERS)).toBe(`must be one of gold, silver, but is ${called}`);
	});

	it('still takes a choice that was archived since, as records have it', () => {
		expect(bring('bronze', 'Picklist', TIERS)).toBe('bronze');
		expect(bring('Bronze Tier', 'Picklist', TIERS)).toBe('bronze');
	});

	it('takes the open choice where an archived one has its name', () => {
		const choices: Choices = [
			{ label: 'Gold', value: 'gold_2019', archived: true },
			{ label: 'Gold', value: 'gold_2026', archived: false },
		];
		expect(bring('Gold', 'Picklist', choices)).toBe('gold_2026');
		expect(bring('gold_2019', 'Picklist', choices)).toBe('gold_2019');
	});

	it("takes a value before a label, and the exact value before one in another case", () => {
		const crossed: Choices = [
			{ label: 'b', value: 'a', archived: false },
			{ label: 'a', value: 'b', archived: false },
			{ label: 'c', value: 'A', archived: true },
		];
		expect(['a', 'b', 'A', 'B', 'c'].map((text) => bring(text, 'Picklist', crossed))).toEqual(['a', 'b', 'A', 'b', 'A']);
	});

	it('of numbers takes them as numbers or as texts', () => {
		expect(bring(2026, 'Picklist', ['2025', '2026'])).toBe('2026');
		expect(bring('2026', 'Picklist', ['2025', '2026'])).toBe('2026');
	});

	it('names twenty choices at most', () => {
		const choices = Array.from({ length: 21 }, (_, number) => `c${number}`);
		expect(bring('x', 'Picklist', choices.slice(0, 20))).toBe(`must be one of ${choices.slice(0, 20).join(', ')}, but is the text "x"`);
		expect(bring('x', 'Picklist', choices)).toBe(`must be one of ${choices.slice(0, 20).join(', ')} …, but is the text "x"`);
	});

	it('names the archived choices if there are no others', () => {
		expect(bring('x', 'Picklist', [{ label: 'Old', value: 'old', archived: true }])).toBe('must be one of old, but is the text "x"');
	});

	it('takes any text if its choices are not known', () => {
		expect(bring('platinum', 'Picklist')).toBe('platinum');
		expect(bring(['platinum'], 'Picklist')).toBe('must be text or a number, but is a list');
	});
});

describe('a multi-select picklist', () => {
	const type = 'Multi-Select Picklist';

	it.each([
		[['gold', 'Silver Tier'], ['gold', 'silver']],
		['Gold', ['gold']],
		[['bronze'], ['bronze']],
		[[], []],
	])('takes %p, and sends a list', (value, sent) => {
		expect(bring(value, type, TIERS)).toEqual(sent);
	});

	it.each([
		[['gold', 'platinum'], 'the text "platinum"'],
		['platinum', 'the text "platinum"'],
		[['gold', null], 'empty'],
		[[['gold']], 'a list'],
		['gold, silver', 'the text "gold, silver"'],
	])('refuses %p, and says what is wrong in it', (value, called) => {
		expect(bring(value, type, TIERS)).toBe(`must be one of gold, silver, but is ${called}`);
	});

	it('takes any texts if its choices are not known', () => {
		expect(bring(['x', 5], type)).toEqual(['x', '5']);
		expect(bring(['x', {}], type)).toBe('must be text or a number, but is an object');
	});
});

describe('a field of a type that is not known', () => {
	it.each(['Formula', '', 'constructor', 'Multi-Select'])('%p takes what ClientSuccess might take', (typeName) => {
		for (const value of ['text', 5, true, ['a', 1]]) expect(bring(value, typeName, TIERS)).toEqual(value);
		expect(bring({}, typeName)).toBe('must be text, a number, a boolean, a date or a list of these, but is an object');
	});
});

describe('in a row', () => {
	const customFields = [customField({ key: 'seats__cs', label: 'Seats', typeName: 'Integer' }), customField({ key: 'tier__cs', label: 'Tier', typeName: 'Picklist', choices: TIERS })];

	it('values are brought to their types, from wherever they come', () => {
		const record = { name: 'Acme', custom: { seats__cs: 5, tier__cs: 'gold', other__cs: '5' } };
		expect(mapRow({ name: 'Acme', Seats: '5', 'custom.Tier': 'Gold Tier', other__cs: '5' }, { customFields })).toEqual({ item: 0, record, problems: [] });
		expect(mapRow({ name: 'Acme', custom: { seats__cs: '5', tier__cs: 'GOLD', other__cs: '5' } }, { customFields }).record).toEqual(record);
		const custom = [
			{ key: 'seats__cs', value: '5' },
			{ key: 'tier__cs', value: 'gold' },
			{ key: 'other__cs', value: '5' },
		];
		expect(mapRow({ name: 'Acme' }, { customFields, custom }).record).toEqual(record);
	});

	it('one that doesn’t fit is named by its key', () => {
		expect(mapRow({ name: 'Acme', Seats: 'many', Tier: 'x' }, { customFields }).problems).toEqual([
			'custom field "seats__cs" must be a whole number, but is the text "many"',
			'custom field "tier__cs" must be one of gold, silver, but is the text "x"',
		]);
	});

	it('one that doesn’t fit hides no other problem, though it has the key of a field', () => {
		const impostor = customField({ key: 'name', typeName: 'Integer' });
		expect(mapRow({ 'custom.name': 'many' }, { customFields: [impostor] }).problems).toEqual([
			'custom field "name" must be a whole number, but is the text "many"',
			'name is required, but has no value',
		]);
	});

	it('empty ones are left out, or cleared', () => {
		const columns = { name: 'Acme', Seats: '', Tier: null };
		expect(mapRow(columns, { customFields }).record).toEqual({ name: 'Acme' });
		expect(mapRow(columns, { customFields, emptyValues: 'clear' }).record).toEqual({ name: 'Acme', custom: { seats__cs: null, tier__cs: null } });
	});
});

describe('any value', () => {
	it('is brought to something that JSON holds, or refused with a reason, and nothing is thrown', () => {
		const typeName = fc.constantFrom('Checkbox', 'Text', 'Link', 'Integer', 'Decimal', 'Currency', 'Date', 'Picklist', 'Multi-Select Picklist', 'Formula');
		fc.assert(
			fc.property(fc.anything({ withBigInt: true, withDate: true, withSparseArray: true, withNullPrototype: true }), typeName, fc.boolean(), (value, type, withChoices) => {
				const result = customCoercion(customField({ typeName: type, choices: withChoices ? TIERS : [] }), 'UTC')(value);
				if (result instanceof Mismatch) expect(result.reason).toMatch(/^must be [\s\S]+, but is [\s\S]+/);
				else expect(JSON.stringify(JSON.parse(JSON.stringify(result)))).toBe(JSON.stringify(result));
			}),
			{ numRuns: 500 },
		);
	});
});
