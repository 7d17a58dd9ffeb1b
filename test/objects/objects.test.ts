/** What the objects say of themselves, against the API document. */
import { objects, STATUSES } from '../../nodes/ClientSuccess/objects/index.ts';
import type { ObjectDefinition } from '../../nodes/ClientSuccess/objects/index.ts';

const ALL = Object.entries(objects);
const fieldsOf = ({ fields }: ObjectDefinition, source: 'spec' | 'further') =>
	Object.fromEntries(fields.filter((field) => (field.source === 'spec') === (source === 'spec')).map(({ name, type }) => [name, type]));

describe('the objects', () => {
	it('are those of the specification, under their own names', () => {
		expect(Object.keys(objects)).toEqual(['client', 'contact', 'contract']);
		for (const [name, object] of ALL) expect(object.name).toBe(name);
	});

	it('have the fields of the specification, with its types', () => {
		const string = 'string';
		expect(fieldsOf(objects.client, 'spec')).toEqual({
			name: string,
			externalId: string,
			siteUrl: string,
			street: string,
			city: string,
			state: string,
			zip: string,
			country: string,
			status: 'status',
		});
		expect(fieldsOf(objects.contact, 'spec')).toEqual({ clientId: string, email: string, firstName: string, lastName: string, title: string, phone: string });
		expect(fieldsOf(objects.contract, 'spec')).toEqual({ clientId: string, name: string, amount: 'number', startDate: 'date', endDate: 'date' });
	});

	it('have the further fields that have a source', () => {
		expect(fieldsOf(objects.client, 'further')).toEqual({
			active: 'boolean',
			inceptionDate: 'date',
			terminatedDate: 'date',
			logoUrl: 'string',
			timezone: 'string',
			salesforceAccountId: 'string',
			zendeskId: 'string',
			usageId: 'string',
			stripeId: 'string',
			npsScore: 'integer',
			note: 'string',
		});
		expect(fieldsOf(objects.contact, 'further')).toEqual({});
		expect(fieldsOf(objects.contract, 'further')).toEqual({});
		expect(objects.client.fields.find(({ name }) => name === 'npsScore')).toMatchObject({ min: -100, max: 100 });
	});

	it('require what the specification requires', () => {
		const required = ALL.map(([name, { fields }]) => [name, fields.filter((field) => field.required === true).map((field) => field.name)]);
		expect(required).toEqual([
			['client', ['name']],
			['contact', ['clientId']],
			['contract', ['clientId']],
		]);
	});

	it('are matched, addressed and inserted as the specification says', () => {
		expect(ALL.map(([, { path, naturalKey, bulkSize }]) => ({ path, naturalKey, bulkSize }))).toEqual([
			{ path: '/client', naturalKey: ['externalId', 'name'], bulkSize: 100 },
			{ path: '/contact', naturalKey: ['email'], bulkSize: 100 },
			{ path: '/contract', naturalKey: [], bulkSize: null },
		]);
	});

	it('are found by what tells one record from another, where there is such a field', () => {
		expect(ALL.map(([name, { findBy }]) => [name, findBy])).toEqual([
			['client', 'externalId'],
			['contact', 'email'],
			['contract', null],
		]);
		for (const [, { fields, findBy }] of ALL) if (findBy !== null) expect(fields.find(({ name }) => name === findBy)?.type).toBe('string');
	});

	it('refer to a client where they belong to one', () => {
		const referring = ALL.map(([name, { fields }]) => [name, fields.flatMap((field) => (field.refersTo === undefined ? [] : [[field.name, field.refersTo]]))]);
		expect(referring).toEqual([
			['client', []],
			['contact', [['clientId', 'client']]],
			['contract', [['clientId', 'client']]],
		]);
	});

	it.each(ALL)('have a title for lists, a summary of ten fields at most, and a name for the custom fields: %s', (name, { fields, title, summary, customFieldType }) => {
		for (const field of title) expect(fields.map((each) => each.name)).toContain(field);
		expect(title.length).toBeGreaterThan(0);
		expect(summary[0]).toBe('uuid');
		expect(new Set(summary).size).toBe(summary.length);
		expect(summary.length).toBeLessThanOrEqual(10);
		expect(customFieldType).toBe(name.toUpperCase());
	});

	it('know the four statuses', () => {
		expect([...STATUSES].toSorted()).toEqual(['ACTIVE', 'INACTIVE', 'TERMINATED', 'TRIAL']);
	});

	it.each(ALL)('describe every field of a %s in the way the editor wants it', (_, { fields, naturalKey }) => {
		const names = fields.map(({ name }) => name);
		expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(names.length);
		expect(names).not.toContain('uuid');
		expect(names).not.toContain('custom');
		for (const key of naturalKey) expect(names).toContain(key);
		for (const { name, label, description, placeholder = 'e.g. ' } of fields) {
			expect(name).toMatch(/^[a-z][a-zA-Z]*$/);
			expect(label.replaceAll(' ', '').toLowerCase()).toBe(name.toLowerCase());
			expect(description).toMatch(/^[A-Z].*[^.]$/);
			expect(placeholder).toMatch(/^e\.g\. /);
		}
	});
});
