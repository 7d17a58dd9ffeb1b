/** Columns that have the name of one of the account's custom fields. */
import fc from 'fast-check';
import { objects } from '../../nodes/ClientSuccess/objects/index.ts';
import { columnPlanner } from '../../nodes/ClientSuccess/records/columns.ts';
import type { CustomField } from '../../nodes/ClientSuccess/records/customField.ts';
import { chosenBy, placesOf } from './plans.ts';
import { customField, mapRow } from './rows.ts';
import { anyText } from './text.ts';

const REGION = customField({ key: 'region__cs', label: 'Sales Region' });
const TIER = customField({ key: 'customer_tier__cs', label: 'Tier' });

const planOf = (columns: readonly string[], customFields: readonly CustomField[] = [REGION, TIER]) =>
	columnPlanner(objects.client, { withUuid: false, customFields })(columns);

describe('a column named like a custom field', () => {
	it.each([
		['region__cs', 'by its key'],
		['Region__cs', 'by its key in another case'],
		['REGION__CS', 'by its key in capitals'],
		['region cs', 'by its key without the underscores'],
		['Sales Region', 'by its label'],
		['sales_region', 'by its label, loosely'],
		['SALESREGION', 'by its label, loosely'],
		['custom.region__cs', 'as custom. and its key'],
		['custom.Region__cs', 'as custom. and its key in another case'],
		['custom.Sales Region', 'as custom. and its label'],
		['custom.sales-region', 'as custom. and its label, loosely'],
	])('%p feeds it (%s)', (column) => {
		expect(planOf([column])).toMatchObject({ custom: [{ column, key: 'region__cs' }], unknown: [], ambiguous: [], contested: [] });
	});

	it.each(['region', 'salesRegion2', 'my sales region', 'Sales.Region', 'customSales Region'])('%p does not', (column) => {
		expect(planOf([column])).toMatchObject({ custom: [], unknown: [column] });
	});

	it.each([
		['plan__cs', 'plan__cs'],
		['custom.plan', 'plan'],
	])('%p feeds a field that the account does not list, under its own name', (column, key) => {
		expect(planOf([column])).toMatchObject({ custom: [{ column, key }], unknown: [] });
	});

	it.each(['Sales Region', 'region cs'])('is unknown where custom fields are not matched: %p', (column) => {
		expect(planOf([column], [])).toMatchObject({ custom: [], unknown: [column] });
	});

	it('names the key itself, with its casing, where custom fields are not matched', () => {
		expect(planOf(['Region__cs'], [])).toMatchObject({ custom: [{ column: 'Region__cs', key: 'Region__cs' }] });
	});
});

describe('of several columns for a custom field', () => {
	it.each([
		['the key', 'region__cs', ['Sales Region', 'sales_region', 'REGION__CS']],
		['the label if none has the key', 'Sales Region', ['sales_region', 'REGION__CS']],
	])('the one with %s is taken, wherever it stands', (_, best, others) => {
		for (const columns of [[best, ...others], [...others, best]]) {
			expect(planOf(columns)).toMatchObject({ custom: [{ column: best, key: 'region__cs' }], outranked: others, contested: [] });
		}
	});

	it('none is taken if they fit equally well', () => {
		const columns = ['sales_region', 'SALES REGION'];
		expect(planOf(columns)).toMatchObject({ custom: [], outranked: [], contested: [{ name: 'custom field "region__cs"', columns }] });
		const twice = ['region__cs', 'custom.region__cs'];
		expect(planOf(twice)).toMatchObject({ custom: [], contested: [{ name: 'custom field "region__cs"', columns: twice }] });
	});

	it('a row with two that fit equally well is refused, and they are named', () => {
		expect(mapRow({ name: 'Acme', sales_region: 'EU', 'SALES REGION': 'US' }, { customFields: [REGION] }).problems).toEqual([
			'custom field "region__cs" has 2 columns: "sales_region", "SALES REGION"',
		]);
	});
});

describe('what a column is called elsewhere', () => {
	it("in the object's own fields comes first", () => {
		const impostors = [customField({ key: 'site_url', label: 'City' }), customField({ key: 'status__cs', label: 'name' })];
		const plan = planOf(['name', 'City', 'site_url', 'status__cs'], impostors);
		expect(chosenBy(plan)).toEqual({ name: 'name', city: 'City', siteUrl: 'site_url' });
		expect(plan.custom).toEqual([{ column: 'status__cs', key: 'status__cs' }]);
	});

	it('can still be said by writing custom. before it', () => {
		const impostor = customField({ key: 'city2__cs', label: 'City' });
		const plan = planOf(['City', 'custom.City'], [impostor]);
		expect(chosenBy(plan)).toEqual({ city: 'City' });
		expect(plan.custom).toEqual([{ column: 'custom.City', key: 'city2__cs' }]);
	});

	it('for a parent, or for the UUID, comes first too', () => {
		const impostors = [customField({ key: 'a__cs', label: 'Client External ID' }), customField({ key: 'b__cs', label: 'UUID' })];
		const plan = columnPlanner(objects.contact, { withUuid: true, customFields: impostors })(['Client External ID', 'UUID']);
		expect(plan).toMatchObject({ uuid: 'UUID', references: [{ column: 'Client External ID' }], custom: [] });
	});

	it('leaves the column custom to the object of custom fields', () => {
		const impostor = customField({ key: 'other__cs', label: 'custom' });
		expect(planOf(['custom', 'Custom'], [impostor])).toMatchObject({ customObject: 'custom', custom: [{ column: 'Custom', key: 'other__cs' }] });
	});

	it.each(['__proto__', 'constructor', 'toString'])('does not trip over %s', (column) => {
		expect(planOf([column])).toMatchObject({ custom: [], unknown: [column] });
		expect(planOf([column], [customField({ key: column, label: column })])).toMatchObject({ custom: [{ column, key: column }], unknown: [] });
	});
});

describe('a column that has the name of several custom fields', () => {
	const twins = [customField({ key: 'tier_a__cs', label: 'Tier' }), customField({ key: 'tier_b__cs', label: 'Tier' })];

	it.each(['Tier', 'TIER', 'custom.Tier'])('such as %p feeds none of them', (column) => {
		expect(planOf([column], twins)).toMatchObject({ custom: [], unknown: [], ambiguous: [{ column, keys: ['tier_a__cs', 'tier_b__cs'] }] });
	});

	it('makes the row invalid, and both are named', () => {
		expect(mapRow({ name: 'Acme', Tier: 'Gold' }, { customFields: twins }).problems).toEqual([
			'column "Tier" has the name of 2 custom fields: "tier_a__cs", "tier_b__cs"',
		]);
	});

	it('is no matter while each is named by its key', () => {
		expect(mapRow({ name: 'Acme', tier_a__cs: 'Gold', tier_b__cs: 'Silver' }, { customFields: twins })).toMatchObject({
			record: { custom: { tier_a__cs: 'Gold', tier_b__cs: 'Silver' } },
			problems: [],
		});
	});

	it('is that of the better fit if there is one: a key before a label, a label before what resembles it', () => {
		const rivals = [customField({ key: 'tier', label: 'Rank' }), customField({ key: 'b__cs', label: 'tier' }), customField({ key: 'c__cs', label: 'Rank ' })];
		expect(planOf(['tier'], rivals)).toMatchObject({ custom: [{ key: 'tier' }], ambiguous: [] });
		expect(planOf(['Rank'], rivals)).toMatchObject({ custom: [{ key: 'tier' }], ambiguous: [] });
		expect(planOf(['rank'], rivals)).toMatchObject({ custom: [], ambiguous: [{ column: 'rank', keys: ['tier', 'c__cs'] }] });
		expect(planOf(['TIER'], rivals)).toMatchObject({ custom: [], ambiguous: [{ column: 'TIER', keys: ['tier', 'b__cs'] }] });
	});

	it('has one field only if it is listed twice', () => {
		expect(planOf(['Sales Region'], [REGION, REGION])).toMatchObject({ custom: [{ key: 'region__cs' }], ambiguous: [] });
	});
});

describe('any columns and custom fields', () => {
	const name = fc.oneof(
		anyText(6),
		fc.constantFrom('Name', 'name', 'Tier', 'tier', 'TIER', 'Sales Region', 'sales_region', 'region__cs', 'Region__cs', 'custom', 'uuid', '__proto__', 'constructor', '', ' '),
	);
	const column = fc.oneof(
		name,
		name.map((text) => `custom.${text}`),
		name.map((text) => `${text}__cs`),
		fc.constantFrom('uuid', 'custom', 'clientId', 'Client ID', 'clientExternalId', 'client_external_id', 'CLIENT EXTERNAL ID', 'email'),
	);
	const typeName = fc.constantFrom('Text', 'Checkbox', 'Integer', 'Decimal', 'Date', 'Picklist', 'Multi-Select Picklist', 'Formula', 'constructor');
	const choices = fc.array(fc.record({ label: name, value: name, archived: fc.boolean() }), { maxLength: 3 });
	const definitions = fc.array(fc.record({ key: column, label: name, typeName, required: fc.boolean(), choices }), { maxLength: 6 });
	const object = fc.constantFrom(...Object.values(objects));

	it('have each column in exactly one place, and each custom field fed once', () => {
		fc.assert(
			fc.property(fc.uniqueArray(column, { maxLength: 20 }), definitions, object, fc.boolean(), (columns, customFields, definition, withUuid) => {
				const plan = columnPlanner(definition, { withUuid, customFields })(columns);
				expect(placesOf(plan).toSorted()).toEqual(columns.toSorted());
				const keys = plan.custom.map(({ key }) => key);
				expect(new Set(keys).size).toBe(keys.length);
			}),
			{ numRuns: 500 },
		);
	});

	it('never make the mapping of a row throw, whatever its values', () => {
		const value = fc.oneof(fc.anything({ withBigInt: true, withDate: true, withMap: true, withSparseArray: true }), fc.constantFrom('', ' ', null, 'Gold', '5', '2026-01-31', true));
		const row = fc.array(fc.tuple(column, value), { maxLength: 12 }).map((entries) => Object.fromEntries(entries));
		const options = fc.record({
			needs: fc.constantFrom('requiredFields' as const, 'uuid' as const),
			matchOn: fc.constantFrom('uuid' as const, 'externalId' as const, 'email' as const),
			emptyValues: fc.constantFrom('omit' as const, 'clear' as const),
			unknownColumns: fc.constantFrom('ignore' as const, 'fail' as const, 'send' as const),
		});
		fc.assert(
			fc.property(row, definitions, object, options, (columns, customFields, definition, given) => {
				const { record, problems, references = [], uuid } = mapRow(columns, { object: definition, customFields, ...given });
				expect(JSON.stringify(JSON.parse(JSON.stringify(record)))).toBe(JSON.stringify(record));
				for (const { target, value: named } of references) {
					expect(named.trim()).toBe(named);
					expect(named).not.toBe('');
					expect(Object.hasOwn(record, target)).toBe(false);
				}
				if (problems.length === 0 && given.needs === 'uuid') expect(uuid !== undefined || references.some(({ target }) => target === 'uuid')).toBe(true);
			}),
			{ numRuns: 500 },
		);
	});
});
