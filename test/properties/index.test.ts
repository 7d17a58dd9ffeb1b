import { objects } from '../../nodes/ClientSuccess/objects/index.ts';
import { properties } from '../../nodes/ClientSuccess/properties/index.ts';
import { choicesOf, isShown, membersOf, namesOf, only } from './shape.ts';

const shown = (resource: string, operation: string, chosen: Readonly<Record<string, string | boolean>> = {}) =>
	properties.filter((property) => isShown(property, { resource, operation, dataMode: 'autoMapInputData', returnAll: false, ...chosen }));

const BELOW = { dataMode: 'defineBelow' };

const OBJECTS = Object.values(objects);

describe('the parameters', () => {
	it('start with the object', () => {
		expect(properties[0]).toMatchObject({ displayName: 'Object', name: 'resource', type: 'options', default: 'client', noDataExpression: true });
		expect(choicesOf(only(properties, 'resource')).map(({ value }) => value)).toEqual(['client', 'contact', 'contract']);
	});

	it.each(OBJECTS)('offer five operations on a $name, each with an action of its own', ({ name, plural }) => {
		const operation = only(shown(name, 'upsert'), 'operation');
		expect(operation).toMatchObject({ default: 'upsert', noDataExpression: true });
		expect(choicesOf(operation)).toMatchObject([
			{ name: 'Create or Update', value: 'upsert', action: `Create or update a ${name}`, description: 'Create a new record, or update the current one if it already exists (upsert)' },
			{ name: 'Get', value: 'get', action: `Get a ${name}` },
			{ name: 'Get Many', value: 'getAll', action: `Get many ${plural.toLowerCase()}` },
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
		const names = namesOf(shown(object.name, operation)).filter((name) => name !== 'updateNotice');
		expect(names).toEqual(['resource', 'operation', 'dataMode', 'options']);
	});

	it.each(['insert', 'upsert'])('mapped below, an %s asks for the required field and offers the others', (operation) => {
		const parameters = shown(object.name, operation, BELOW);
		expect(namesOf(parameters)).toEqual(['resource', 'operation', 'dataMode', ...required, `${object.name}Fields`, 'customFields', 'options']);
		for (const name of required) expect(only(parameters, name).required).toBe(true);
		const offered = namesOf(membersOf(only(parameters, `${object.name}Fields`)));
		expect([...offered, ...required].toSorted()).toEqual(object.fields.map(({ name }) => name).toSorted());
	});

	it('mapped below, an update asks for the UUID and offers every field', () => {
		const parameters = shown(object.name, 'update', BELOW);
		expect(namesOf(parameters)).toEqual(['resource', 'operation', 'dataMode', 'updateNotice', 'uuid', `${object.name}Fields`, 'customFields', 'options']);
		expect(only(parameters, 'uuid')).toMatchObject({ displayName: 'UUID', required: true, type: 'resourceLocator', description: `The ${object.name} to update` });
		const offered = namesOf(membersOf(only(parameters, `${object.name}Fields`)));
		expect(offered.toSorted()).toEqual(object.fields.map(({ name }) => name).toSorted());
	});

	it('a get asks which one, and a search which ones', () => {
		const one = shown(object.name, 'get');
		expect(namesOf(one)).toEqual(['resource', 'operation', 'uuid', 'simplify', 'options']);
		expect(only(one, 'uuid')).toMatchObject({ displayName: 'UUID', required: true, type: 'resourceLocator', description: `The ${object.name} to get` });
		expect(namesOf(shown(object.name, 'getAll'))).toEqual(['resource', 'operation', 'returnAll', 'limit', 'filters', 'simplify', 'options']);
		expect(namesOf(shown(object.name, 'getAll', { returnAll: true }))).toEqual(['resource', 'operation', 'returnAll', 'filters', 'simplify', 'options']);
	});

	it.each(['get', 'getAll'])('a %s is the same in both data modes, which it has not', (operation) => {
		expect(shown(object.name, operation, BELOW)).toEqual(shown(object.name, operation));
	});

	it('a record that a field refers to, or that is addressed, is chosen in the ways of its object', () => {
		const modesOf = (operation: string, name: string) => only(shown(object.name, operation, BELOW), name).modes?.map((mode) => mode.name);
		const own = ['list', 'id', ...(object.findBy === null ? [] : [object.findBy])];
		expect(modesOf('update', 'uuid')).toEqual(own);
		expect(modesOf('get', 'uuid')).toEqual(own);
		for (const { name, refersTo } of object.fields) if (refersTo !== undefined) expect(modesOf('insert', name)).toEqual(['list', 'id', 'externalId']);
	});

	it('an update warns that fields may be cleared', () => {
		expect(only(shown(object.name, 'update'), 'updateNotice')).toMatchObject({ type: 'notice', displayName: expect.stringContaining('clear') });
	});
});
