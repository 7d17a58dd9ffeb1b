import fc from 'fast-check';
import { DateTime } from 'luxon';
import { objects } from '../../nodes/ClientSuccess/objects/index.ts';
import { mapperOf, mapRow, mapUpdate } from './rows.ts';
import { anyText } from './text.ts';

/** A row as it comes from parsed JSON, in which `__proto__` is a column like any other. */
const parsed = (json: string): Record<string, unknown> => JSON.parse(json);

describe('a row', () => {
	it('becomes a record of the right names and types', () => {
		const columns = {
			'Client ID': 'cln_1',
			NAME: 'Renewal',
			amount: '1234.50',
			start_date: '2026-01-31T23:30:00Z',
			endDate: DateTime.fromISO('2027-01-31T12:00:00Z'),
			tier__cs: 'gold',
			'custom.seats': 5,
		};
		expect(mapRow(columns, { object: objects.contract, timezone: 'Asia/Tokyo' })).toEqual({
			item: 0,
			problems: [],
			record: {
				clientId: 'cln_1',
				name: 'Renewal',
				amount: 1234.5,
				startDate: '2026-02-01',
				endDate: '2027-01-31',
				custom: { tier__cs: 'gold', seats: 5 },
			},
		});
	});

	it('keeps the index of its item, and the columns as they were', () => {
		const columns = Object.freeze({ name: 'Acme', status: 'active', custom: Object.freeze({ a__cs: 1 }) });
		expect(mapperOf().map({ item: 41, columns })).toEqual({
			item: 41,
			problems: [],
			record: { name: 'Acme', status: 'ACTIVE', custom: { a__cs: 1 } },
		});
	});

	it('lists everything that is wrong with it', () => {
		const { problems } = mapRow({ status: 'CHURNED', npsScore: 101, inceptionDate: '2026-02-30', active: 'maybe' });
		expect(problems).toEqual([
			'status must be one of ACTIVE, INACTIVE, TRIAL, TERMINATED, but is the text "CHURNED"',
			'active must be true or false, but is the text "maybe"',
			'inceptionDate must be a date such as 2026-01-31 or an ISO timestamp, but is the text "2026-02-30"',
			'npsScore must be a whole number from -100 to 100, but is the number 101',
			'name is required, but has no value',
		]);
	});
});

describe('a problem', () => {
	it('names the field, and its column where that has another name', () => {
		expect(mapRow({ name: 'Acme', NPS_Score: 'many' }).problems).toEqual([
			'npsScore (column "NPS_Score") must be a whole number from -100 to 100, but is the text "many"',
		]);
	});

	it('never shows the data of another row', () => {
		const mapper = mapperOf({ unknownColumns: 'fail' });
		const secret = 'a neighbour’s secret';
		mapper.map({ item: 0, columns: { name: secret, status: secret, npsScore: secret, secret__cs: { secret }, other: secret } });
		const { problems, record } = mapper.map({ item: 1, columns: { name: '', status: 'no', npsScore: 'no', secret__cs: {}, other: 1 } });
		expect(problems).toHaveLength(5);
		expect(JSON.stringify({ problems, record })).not.toContain('neighbour');
	});

	it('is not followed by a second one that calls the field missing', () => {
		expect(mapRow({ name: {} }).problems).toEqual(['name must be text or a number, but is an object']);
		expect(mapRow({ Name: 'a', NAME: 'b' }).problems).toEqual(['name has 2 columns: "Name", "NAME"']);
		expect(mapUpdate({ uuid: {}, name: 'a' }).problems).toEqual(['uuid must be text, but is an object']);
	});

	it('stays readable when a row has 10,000 columns that feed no field', () => {
		const columns = Object.fromEntries(Array.from({ length: 10_000 }, (_, number) => [`column ${number}`, number]));
		const { problems } = mapRow({ name: 'Acme', ...columns }, { unknownColumns: 'fail' });
		expect(problems).toHaveLength(1);
		expect(problems.join().length).toBeLessThan(5000);
	});
});

describe('two columns for one field', () => {
	it('are the row’s error if neither has the exact name', () => {
		expect(mapRow({ name: 'Acme', site_url: 'a', 'Site URL': 'b' })).toMatchObject({
			record: { name: 'Acme' },
			problems: ['siteUrl has 2 columns: "site_url", "Site URL"'],
		});
	});

	it('are no error if one has', () => {
		const mapper = mapperOf();
		expect(mapper.map({ item: 0, columns: { NAME: 'loose', name: 'exact' } })).toMatchObject({ record: { name: 'exact' }, problems: [] });
		expect(mapper.ignoredColumns()).toEqual(['NAME']);
	});
});

describe('a required field', () => {
	it.each([
		['client', 'name', objects.client],
		['contact', 'clientId', objects.contact],
		['contract', 'clientId', objects.contract],
	])('of a %s, %s, must have a value', (_, field, object) => {
		for (const columns of [{}, { [field]: '' }, { [field]: null }, { [field]: undefined }, { [field]: ' \t' }]) {
			expect(mapRow(columns, { object }).problems).toEqual([`${field} is required, but has no value`]);
		}
		expect(mapRow({ [field]: 'x' }, { object }).problems).toEqual([]);
		expect(mapRow({ [field]: 0 }, { object }).record).toEqual({ [field]: '0' });
	});

	it('may be left out of an update, but not cleared', () => {
		expect(mapUpdate({ uuid: 'cln_1', city: 'Oslo' })).toMatchObject({ record: { city: 'Oslo' }, problems: [] });
		expect(mapUpdate({ uuid: 'cln_1', name: '', city: 'Oslo' }, { emptyValues: 'clear' }).problems).toEqual([
			"name is required and can't be cleared",
		]);
	});

	it('can’t be null in a new record either', () => {
		const { problems } = mapRow({ name: '' }, { emptyValues: 'clear' });
		expect(problems).toHaveLength(1);
		expect(problems.join()).toMatch(/^name is required/);
	});
});

describe('an empty value', () => {
	const columns = { name: 'Acme', city: null, zip: '', state: undefined, note: ' ', tier__cs: null, 'custom.a': '', custom: null };

	it('is left out', () => {
		expect(mapRow(columns)).toMatchObject({ record: { name: 'Acme', note: ' ' }, problems: [] });
		expect(Object.keys(mapRow(columns).record)).toEqual(['name', 'note']);
	});

	it('is sent as null where fields are to be cleared', () => {
		expect(mapRow(columns, { emptyValues: 'clear' })).toEqual({
			item: 0,
			problems: [],
			record: { name: 'Acme', city: null, zip: null, state: null, note: ' ', custom: { tier__cs: null, a: null } },
		});
	});

	it('does not stand for a field that has no column', () => {
		expect(Object.keys(mapRow({ name: 'Acme' }, { emptyValues: 'clear' }).record)).toEqual(['name']);
	});

	it.each([false, 0, '0', 'null'])('is not %p', (value) => {
		expect(mapRow({ name: 'Acme', x__cs: value }).record.custom).toEqual({ x__cs: value });
	});
});

describe('an unknown column', () => {
	it('is ignored and named once, in the order it was met', () => {
		const mapper = mapperOf();
		const row = mapper.map({ item: 0, columns: { name: 'Acme', rating: 5, owner: 'Ann' } });
		mapper.map({ item: 1, columns: { name: 'Bcme', rating: 4, owner: 'Bob' } });
		mapper.map({ item: 2, columns: { name: 'Ccme', region: 'EU', rating: 3 } });
		expect(row).toMatchObject({ record: { name: 'Acme' }, problems: [] });
		expect(mapper.ignoredColumns()).toEqual(['rating', 'owner', 'region']);
	});

	it('makes the row invalid where it is to fail', () => {
		const mapper = mapperOf({ unknownColumns: 'fail' });
		expect(mapper.map({ item: 0, columns: { name: 'Acme', rating: 5, 'the "owner"': 'Ann' } }).problems).toEqual([
			'Client has no field for "rating", "the \\"owner\\""',
		]);
		expect(mapper.map({ item: 1, columns: { name: 'Acme' } }).problems).toEqual([]);
		expect(mapper.ignoredColumns()).toEqual([]);
	});

	it('is sent under its own name where it is to be sent', () => {
		const mapper = mapperOf({ unknownColumns: 'send' });
		const row = mapper.map({ item: 0, columns: { name: 'Acme', Rating: 5, tags: ['a'], seen: new Date(0), owner: null } });
		expect(row).toMatchObject({ record: { name: 'Acme', Rating: 5, tags: ['a'], seen: '1970-01-01T00:00:00.000Z' }, problems: [] });
		expect(Object.hasOwn(row.record, 'owner')).toBe(false);
		expect(mapper.ignoredColumns()).toEqual([]);
	});

	it('is sent as null where it is empty and fields are to be cleared', () => {
		expect(mapRow({ name: 'Acme', owner: '' }, { unknownColumns: 'send', emptyValues: 'clear' }).record).toEqual({ name: 'Acme', owner: null });
	});

	it('is named if its value can’t be sent', () => {
		expect(mapRow({ name: 'Acme', tags: { a: 1 } }, { unknownColumns: 'send' }).problems).toEqual([
			'column "tags" must be text, a number, a boolean, a date or a list of these, but is an object',
		]);
	});

	it('may have a name that JavaScript keeps for itself', () => {
		const row = mapRow(parsed('{"name":"Acme","__proto__":"a","constructor":"b","toString":"c"}'), { unknownColumns: 'send' });
		expect(JSON.stringify(row.record)).toBe('{"name":"Acme","__proto__":"a","constructor":"b","toString":"c"}');
		expect(row.problems).toEqual([]);
		expect(Object.getPrototypeOf(row.record)).toBe(Object.prototype);
		expect(Object.hasOwn(Object.prototype, 'a')).toBe(false);
	});

	it('may be a custom field that does', () => {
		const row = mapRow(parsed('{"name":"Acme","custom.__proto__":"a","custom":{"constructor":"b"}}'));
		expect(JSON.stringify(row.record.custom)).toBe('{"__proto__":"a","constructor":"b"}');
		expect(mapRow(parsed('{"name":"Acme","custom.__proto__":1,"custom":{"__proto__":2}}')).problems).toEqual(['custom field "__proto__" is given twice']);
	});

	it('is ignored if it is named __proto__', () => {
		const mapper = mapperOf();
		expect(mapper.map({ item: 0, columns: parsed('{"name":"Acme","__proto__":{"status":"ACTIVE"}}') })).toEqual({ item: 0, problems: [], record: { name: 'Acme' } });
		expect(mapper.ignoredColumns()).toEqual(['__proto__']);
	});
});

describe('any row at all', () => {
	const value = fc.oneof(fc.anything({ withBigInt: true, withDate: true, withMap: true, withSparseArray: true }), fc.constantFrom('', null, 'ACTIVE', '5', '2026-01-31'));
	const column = fc.oneof(
		fc.constantFrom(...objects.client.fields.map(({ name }) => name), 'Name', 'NPS Score', 'uuid', 'custom', 'custom.a', 'a__cs', '__proto__', 'constructor'),
		anyText(10),
	);
	const columns = fc.array(fc.tuple(column, value), { maxLength: 15 }).map((entries) => Object.fromEntries(entries));

	it('gives a record that JSON holds unchanged, or problems, and never throws', () => {
		fc.assert(
			fc.property(
				columns,
				fc.constantFrom('requiredFields' as const, 'uuid' as const),
				fc.constantFrom('omit' as const, 'clear' as const),
				fc.constantFrom('ignore' as const, 'fail' as const, 'send' as const),
				(given, needs, emptyValues, unknownColumns) => {
					const { record, problems, uuid } = mapRow(given, { needs, emptyValues, unknownColumns });
					expect(JSON.stringify(JSON.parse(JSON.stringify(record)))).toBe(JSON.stringify(record));
					for (const problem of problems) expect(problem.trim()).not.toBe('');
					if (problems.length > 0) return;
					if (needs === 'uuid') expect(uuid).toEqual(expect.any(String));
					else expect(record.name).toEqual(expect.stringMatching(/\S/));
				},
			),
			{ numRuns: 500 },
		);
	});

	it('says the same of a row whatever rows came before it', () => {
		fc.assert(
			fc.property(fc.array(columns, { maxLength: 5 }), columns, (before, last) => {
				const mapper = mapperOf();
				before.forEach((row, item) => mapper.map({ item, columns: row }));
				expect(mapper.map({ item: 0, columns: last })).toEqual(mapRow(last));
			}),
		);
	});
});
