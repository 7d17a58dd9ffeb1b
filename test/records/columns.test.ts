import fc from 'fast-check';
import { objects } from '../../nodes/ClientSuccess/objects/index.ts';
import type { ObjectDefinition } from '../../nodes/ClientSuccess/objects/index.ts';
import { columnPlanner } from '../../nodes/ClientSuccess/records/columns.ts';
import type { ColumnPlan } from '../../nodes/ClientSuccess/records/columns.ts';
import { chosenBy, placesOf } from './plans.ts';
import { anyText } from './text.ts';

const planOf = (columns: readonly string[], object: ObjectDefinition = objects.contact, withUuid = false): ColumnPlan =>
	columnPlanner(object, { withUuid, customFields: [] })(columns);

const ALL_OBJECTS = Object.values(objects);

/** Ways to write a field's name that differ in case, spaces, `_` and `-` only. */
const looselyWritten = (name: string) =>
	fc
		.array(fc.record({ upper: fc.boolean(), gap: fc.constantFrom('', '', '', ' ', '_', '-', ' - ') }), { minLength: name.length, maxLength: name.length })
		.map((styles) => styles.map(({ upper, gap }, at) => gap + (upper ? name.charAt(at).toUpperCase() : name.charAt(at).toLowerCase())).join(''))
		.filter((column) => !column.endsWith('__cs'));

describe('a column', () => {
	it.each(['firstName', 'first_name', 'First Name', 'FIRSTNAME', 'FIRST-NAME', 'firstname', ' First_ Name ', 'f_i_r_s_t_name'])(
		'%p feeds firstName',
		(column) => {
			expect(chosenBy(planOf([column]))).toEqual({ firstName: column });
		},
	);

	it.each(['first.name', 'first/name', 'firstName2', 'prénom', 'ﬁrst name', 'irstName', '', ' ', '_', 'first\u0000name'])('%p feeds no field', (column) => {
		expect(planOf([column])).toMatchObject({ fields: [], unknown: [column], custom: [], contested: [] });
	});

	it.each(ALL_OBJECTS.flatMap((object) => object.fields.map(({ name }) => [object.name, name, object] as const)))(
		'feeds %s.%s however it is written',
		(_, name, object) => {
			fc.assert(
				fc.property(looselyWritten(name), (column) => {
					expect(chosenBy(planOf([column], object))).toEqual({ [name]: column });
				}),
				{ numRuns: 20 },
			);
		},
	);

	it.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'prototype', 'valueOf'])('named %s feeds no field', (column) => {
		expect(planOf([column])).toMatchObject({ fields: [], unknown: [column] });
	});
});

describe('two columns for one field', () => {
	it('are decided by an exact name, wherever it stands', () => {
		for (const columns of [
			['first_name', 'firstName', 'FIRST NAME'],
			['firstName', 'first_name', 'FIRST NAME'],
		]) {
			const plan = planOf(columns);
			expect(chosenBy(plan)).toEqual({ firstName: 'firstName' });
			expect(plan.outranked).toEqual(['first_name', 'FIRST NAME']);
			expect(plan.contested).toEqual([]);
		}
	});

	it('are contested if both are loosely named', () => {
		const plan = planOf(['first_name', 'email', 'FIRST NAME']);
		expect(plan.contested).toEqual([{ name: 'firstName', field: 'firstName', columns: ['first_name', 'FIRST NAME'] }]);
		expect(chosenBy(plan)).toEqual({ email: 'email' });
		expect(plan.outranked).toEqual([]);
	});
});

describe('a custom column', () => {
	it.each([
		['custom.region', 'region'],
		['custom.region__cs', 'region__cs'],
		['region__cs', 'region__cs'],
		['custom.name', 'name'],
		['custom.a.b', 'a.b'],
		['__cs', '__cs'],
		['custom.__proto__', '__proto__'],
		['__proto____cs', '__proto____cs'],
	])('%p feeds the custom field %p', (column, key) => {
		expect(planOf([column])).toMatchObject({ custom: [{ column, key }], fields: [], unknown: [] });
	});

	it('may hold an object of them', () => {
		expect(planOf(['custom', 'email'])).toMatchObject({ customObject: 'custom', unknown: [] });
		expect(planOf(['email']).customObject).toBeUndefined();
	});

	it.each(['region__css', 'region_cs', 'my custom.region', 'customregion'])('%p is not one', (column) => {
		expect(planOf([column])).toMatchObject({ custom: [], unknown: [column] });
	});
});

describe('the uuid column', () => {
	it.each(['uuid', 'UUID', 'Uuid', 'u_uid'])('%p is read where the operation addresses a record', (column) => {
		expect(planOf([column], objects.client, true)).toMatchObject({ uuid: column, unknown: [] });
	});

	it('is unknown to the others', () => {
		expect(planOf(['uuid'])).toMatchObject({ uuid: undefined, unknown: ['uuid'] });
	});

	it('can be contested', () => {
		expect(planOf(['UUID', 'Uuid'], objects.client, true)).toMatchObject({
			uuid: undefined,
			contested: [{ name: 'uuid', field: 'uuid', columns: ['UUID', 'Uuid'] }],
		});
	});
});

describe('the plan', () => {
	it('is made once for rows of the same columns, and again for others', () => {
		const planner = columnPlanner(objects.contact, { withUuid: false, customFields: [] });
		const first = planner(['email', 'phone']);
		expect(planner(['email', 'phone'])).toBe(first);
		const other = planner(['email']);
		expect(chosenBy(other)).toEqual({ email: 'email' });
		expect(planner(['email', 'phone'])).toBe(first);
		expect(chosenBy(planner(['phone', 'email']))).toEqual({ email: 'email', phone: 'phone' });
		expect(chosenBy(planner(['email,phone']))).toEqual({});
		expect(chosenBy(planner([]))).toEqual({});
	});

	it('is that of its own columns, however much the rows before resemble it', () => {
		const planner = columnPlanner(objects.contact, { withUuid: false, customFields: [] });
		for (const columns of [['email', 'phone'], ['email', 'title'], ['phone', 'title'], ['title', 'email'], ['title'], ['phone'], ['title', 'phone', 'email']]) {
			expect(planner(columns)).toEqual(planOf(columns));
		}
	});

	it('copes with 10,000 columns', () => {
		const strangers = Array.from({ length: 10_000 }, (_, number) => `column ${number}`);
		const plan = planOf([...strangers, 'EMAIL']);
		expect(chosenBy(plan)).toEqual({ email: 'EMAIL' });
		expect(plan.unknown).toEqual(strangers);
	});

	it('puts every column in exactly one place', () => {
		const column = fc.oneof(
			anyText(12),
			fc.constantFrom('custom', 'uuid', 'UUID', '__proto__', 'constructor', 'custom.region', 'tier__cs'),
			fc.constantFrom(...objects.contact.fields.map(({ name }) => name)).chain(looselyWritten),
			fc.constantFrom(...objects.contact.fields.map(({ name }) => name)),
		);
		fc.assert(
			fc.property(fc.uniqueArray(column, { maxLength: 30 }), fc.boolean(), (columns, withUuid) => {
				const plan = planOf(columns, objects.contact, withUuid);
				expect(placesOf(plan).toSorted()).toEqual(columns.toSorted());
				const fields = [...plan.fields.map(({ field }) => field.name), ...plan.contested.map(({ name }) => name)];
				expect(new Set(fields).size).toBe(fields.length);
			}),
		);
	});
});
