import { objects } from '../../nodes/ClientSuccess/objects/index.ts';
import type { FieldDefinition } from '../../nodes/ClientSuccess/objects/index.ts';
import { fieldProperty, fieldsParameter, fieldsProperty, requiredFieldProperties } from '../../nodes/ClientSuccess/properties/fields.ts';
import { choicesOf, membersOf, namesOf } from './shape.ts';

const SHOWN = { show: { resource: ['client'] } };
const field = (extra: Partial<FieldDefinition>): FieldDefinition => ({ name: 'field', label: 'Field', type: 'string', source: 'spec', description: 'A field', ...extra });

describe('a field in the editor', () => {
	it.each<[FieldDefinition['type'], object]>([
		['string', { type: 'string', default: '' }],
		['number', { type: 'number', default: 0 }],
		['integer', { type: 'number', default: 0, typeOptions: { numberPrecision: 0 } }],
		['boolean', { type: 'boolean', default: false }],
		['date', { type: 'dateTime', default: '' }],
		['status', { type: 'options', default: 'ACTIVE' }],
	])('of type %s has an input that fits', (type, input) => {
		expect(fieldProperty(field({ type }))).toMatchObject({ displayName: 'Field', name: 'field', description: 'A field', ...input });
	});

	it('has the bounds of a whole number', () => {
		expect(fieldProperty(field({ type: 'integer', min: -100, max: 100 })).typeOptions).toEqual({ numberPrecision: 0, minValue: -100, maxValue: 100 });
	});

	it('offers the statuses in words, and stores what ClientSuccess takes', () => {
		expect(choicesOf(fieldProperty(field({ type: 'status' })))).toEqual([
			{ name: 'Active', value: 'ACTIVE' },
			{ name: 'Inactive', value: 'INACTIVE' },
			{ name: 'Trial', value: 'TRIAL' },
			{ name: 'Terminated', value: 'TERMINATED' },
		]);
	});

	it('shows an example if there is one', () => {
		expect(fieldProperty(field({ placeholder: 'e.g. Acme' })).placeholder).toBe('e.g. Acme');
		expect('placeholder' in fieldProperty(field({}))).toBe(false);
	});

	it('is a choice of records where it refers to one, whose placeholders are those of its modes', () => {
		const property = fieldProperty(field({ name: 'clientId', refersTo: 'client', placeholder: 'e.g. cln_1' }));
		expect(property).toMatchObject({ displayName: 'Field', name: 'clientId', type: 'resourceLocator', default: { mode: 'id', value: '' }, description: 'A field' });
		expect(property.modes?.map(({ name }) => name)).toEqual(['list', 'id', 'externalId']);
		expect('placeholder' in property).toBe(false);
	});

	it('has room for a note', () => {
		expect(fieldProperty(field({ name: 'note' })).typeOptions).toEqual({ rows: 3 });
	});
});

describe('the required fields', () => {
	it('are parameters of their own', () => {
		const required = requiredFieldProperties(objects.contact, SHOWN);
		expect(required).toMatchObject([{ name: 'clientId', displayName: 'Client ID', required: true, displayOptions: SHOWN, type: 'resourceLocator' }]);
		expect(namesOf(requiredFieldProperties(objects.client, SHOWN))).toEqual(['name']);
	});
});

describe.each(Object.values(objects))('the collection of $name fields', (object) => {
	it('is named after the object', () => {
		expect(fieldsParameter(object)).toBe(`${object.name}Fields`);
		expect(fieldsProperty(object, false, SHOWN)).toMatchObject({ name: `${object.name}Fields`, displayName: `${object.label} Fields`, type: 'collection', default: {}, displayOptions: SHOWN });
	});

	it('holds every other field, and on an update the required ones too', () => {
		const required = object.fields.filter((entry) => entry.required === true).map(({ name }) => name);
		const others = object.fields.map(({ name }) => name).filter((name) => !required.includes(name));
		expect(namesOf(membersOf(fieldsProperty(object, false, SHOWN))).toSorted()).toEqual(others.toSorted());
		expect(namesOf(membersOf(fieldsProperty(object, true, SHOWN))).toSorted()).toEqual([...others, ...required].toSorted());
	});

	it('is sorted by label, as n8n wants it', () => {
		const labels = membersOf(fieldsProperty(object, true, SHOWN)).map(({ displayName }) => displayName);
		expect(labels).toEqual(labels.toSorted((a, b) => a.localeCompare(b)));
	});
});
