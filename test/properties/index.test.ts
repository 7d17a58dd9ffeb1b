import type { INodeProperties } from 'n8n-workflow';
import { objects } from '../../nodes/ClientSuccess/objects/index.ts';
import { properties } from '../../nodes/ClientSuccess/properties/index.ts';
import { choicesOf, membersOf, namesOf, only } from './shape.ts';

/** Whether the editor shows a property for these parameters. */
const isShown = ({ displayOptions }: INodeProperties, parameters: Readonly<Record<string, string>>) =>
	Object.entries(displayOptions?.show ?? {}).every(([name, values = []]) => Array.isArray(values) && values.includes(parameters[name] ?? ''));

const shown = (resource: string, operation: string, dataMode: string) =>
	properties.filter((property) => isShown(property, { resource, operation, dataMode }));

const OBJECTS = Object.values(objects);

describe('the parameters', () => {
	it('start with the object', () => {
		expect(properties[0]).toMatchObject({ displayName: 'Object', name: 'resource', type: 'options', default: 'client', noDataExpression: true });
		expect(choicesOf(only(properties, 'resource')).map(({ value }) => value)).toEqual(['client', 'contact', 'contract']);
	});

	it.each(OBJECTS)('offer three operations on a $name, each with an action of its own', ({ name }) => {
		const operation = only(shown(name, 'upsert', 'autoMapInputData'), 'operation');
		expect(operation).toMatchObject({ default: 'upsert', noDataExpression: true });
		expect(choicesOf(operation)).toMatchObject([
			{ name: 'Create or Update', value: 'upsert', action: `Create or update a ${name}`, description: 'Create a new record, or update the current one if it already exists (upsert)' },
			{ name: 'Insert', value: 'insert', action: `Insert a ${name}` },
			{ name: 'Update', value: 'update', action: `Update a ${name}` },
		]);
	});

	it('offer two data modes', () => {
		const mode = only(properties, 'dataMode');
		expect(mode.default).toBe('autoMapInputData');
		expect(choicesOf(mode).map(({ name, value }) => [name, value])).toEqual([
			['Map Automatically', 'autoMapInputData'],
			['Map Each Field Below', 'defineBelow'],
		]);
	});
});

describe.each(OBJECTS)('for a $name', (object) => {
	const required = object.fields.filter((field) => field.required === true).map(({ name }) => name);

	it.each(['insert', 'upsert', 'update'])('mapped automatically, an %s asks for no field', (operation) => {
		const names = namesOf(shown(object.name, operation, 'autoMapInputData')).filter((name) => name !== 'updateNotice');
		expect(names).toEqual(['resource', 'operation', 'dataMode', 'options']);
	});

	it.each(['insert', 'upsert'])('mapped below, an %s asks for the required field and offers the others', (operation) => {
		const parameters = shown(object.name, operation, 'defineBelow');
		expect(namesOf(parameters)).toEqual(['resource', 'operation', 'dataMode', ...required, `${object.name}Fields`, 'customFields', 'options']);
		for (const name of required) expect(only(parameters, name).required).toBe(true);
		const offered = namesOf(membersOf(only(parameters, `${object.name}Fields`)));
		expect([...offered, ...required].toSorted()).toEqual(object.fields.map(({ name }) => name).toSorted());
	});

	it('mapped below, an update asks for the UUID and offers every field', () => {
		const parameters = shown(object.name, 'update', 'defineBelow');
		expect(namesOf(parameters)).toEqual(['resource', 'operation', 'dataMode', 'updateNotice', 'uuid', `${object.name}Fields`, 'customFields', 'options']);
		expect(only(parameters, 'uuid')).toMatchObject({ displayName: 'UUID', required: true, default: '' });
		const offered = namesOf(membersOf(only(parameters, `${object.name}Fields`)));
		expect(offered.toSorted()).toEqual(object.fields.map(({ name }) => name).toSorted());
	});

	it('an update warns that fields may be cleared', () => {
		expect(only(shown(object.name, 'update', 'autoMapInputData'), 'updateNotice')).toMatchObject({ type: 'notice', displayName: expect.stringContaining('clear') });
	});
});
