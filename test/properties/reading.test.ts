import { readingProperties } from '../../nodes/ClientSuccess/properties/reading.ts';
import { isShown, membersOf, namesOf, only } from './shape.ts';

const shown = (resource: string, operation: string, returnAll = false) => readingProperties.filter((property) => isShown(property, { resource, operation, returnAll }));

describe.each(['client', 'contact', 'contract'])('the parameters that read a %s', (resource) => {
	it('by its UUID let its answer be simplified, which it is at first', () => {
		const parameters = shown(resource, 'get');
		expect(namesOf(parameters)).toEqual(['simplify']);
		expect(only(parameters, 'simplify')).toMatchObject({ displayName: 'Simplify', type: 'boolean', default: true });
	});

	it('with many others say how many, which, and how much of each', () => {
		const parameters = shown(resource, 'getAll');
		expect(namesOf(parameters)).toEqual(['returnAll', 'limit', 'filters', 'simplify']);
		expect(only(parameters, 'returnAll')).toMatchObject({ displayName: 'Return All', type: 'boolean', default: false });
		expect(only(parameters, 'limit')).toMatchObject({ displayName: 'Limit', type: 'number', default: 50, typeOptions: { minValue: 1 } });
		expect(only(parameters, 'filters')).toMatchObject({ displayName: 'Filters', type: 'collection', default: {} });
	});

	it('have no limit where all are wanted', () => {
		expect(namesOf(shown(resource, 'getAll', true))).toEqual(['returnAll', 'filters', 'simplify']);
	});

	it.each(['insert', 'update', 'upsert'])('are not there for an %s', (operation) => {
		expect(shown(resource, operation)).toEqual([]);
	});
});

describe('the filters', () => {
	const filtersOf = (resource: string) => membersOf(only(shown(resource, 'getAll'), 'filters'));

	it.each(['client', 'contact', 'contract'])('of a %s include when it was changed', (resource) => {
		expect(only(filtersOf(resource), 'modifiedAfter')).toMatchObject({ displayName: 'Modified After', type: 'dateTime', default: '' });
	});

	it('include the client for contracts, and for them alone', () => {
		const { modes = [], ...client } = only(filtersOf('contract'), 'clientId');
		expect(client).toMatchObject({ displayName: 'Client', type: 'resourceLocator' });
		expect(modes.map(({ name }) => name)).toEqual(['list', 'id', 'externalId']);
		for (const resource of ['client', 'contact']) expect(namesOf(filtersOf(resource))).toEqual(['modifiedAfter']);
	});
});
