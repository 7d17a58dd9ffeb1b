import { listSearch } from '../../nodes/ClientSuccess/methods/listSearch.ts';
import { objects } from '../../nodes/ClientSuccess/objects/index.ts';
import type { ObjectDefinition } from '../../nodes/ClientSuccess/objects/index.ts';
import { locatorInput, searchMethod } from '../../nodes/ClientSuccess/properties/locators.ts';

const modesOf = (object: ObjectDefinition) => locatorInput(object).modes ?? [];

describe('a parameter that names a record', () => {
	it.each([
		['client', objects.client, ['From List: list', 'By UUID: id', 'By External ID: externalId']],
		['contact', objects.contact, ['From List: list', 'By UUID: id', 'By Email: email']],
		['contract', objects.contract, ['From List: list', 'By UUID: id']],
	])('names a %s in the ways that there are to find one', (_, object, modes) => {
		expect(modesOf(object).map(({ displayName, name }) => `${displayName}: ${name}`)).toEqual(modes);
	});

	it.each(Object.values(objects))('of a $name starts with an empty UUID, as workflows from before have one', (object) => {
		expect(locatorInput(object)).toMatchObject({ type: 'resourceLocator', default: { mode: 'id', value: '' } });
	});

	it.each(Object.values(objects))('of a $name is searched as someone types, by a method that the node has', (object) => {
		expect(modesOf(object)[0]).toMatchObject({ name: 'list', type: 'list', placeholder: `Select a ${object.name}…`, typeOptions: { searchListMethod: searchMethod(object), searchable: true } });
		expect(Object.keys(listSearch)).toContain(searchMethod(object));
	});

	it.each(Object.values(objects))('of a $name shows an example where something is typed', (object) => {
		for (const { type, placeholder } of modesOf(object).slice(1)) expect([type, placeholder]).toEqual(['string', expect.stringMatching(/^e\.g\. /)]);
	});

	it('says what it costs to find a record otherwise than by UUID', () => {
		const hints = [objects.client, objects.contact].map((object) => modesOf(object).at(-1)?.hint);
		expect(hints).toEqual([expect.stringContaining('All clients are read once'), expect.stringContaining('All contacts are read once')]);
		for (const object of Object.values(objects)) expect(modesOf(object)[1]).not.toHaveProperty('hint');
	});
});
