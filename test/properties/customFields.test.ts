import { loadOptions } from '../../nodes/ClientSuccess/methods/loadOptions.ts';
import { customFieldsProperty } from '../../nodes/ClientSuccess/properties/customFields.ts';
import { isGroup, namesOf, only } from './shape.ts';

describe('the custom fields in the editor', () => {
	const property = customFieldsProperty({ show: { resource: ['client'] } });
	const groups = (property.options ?? []).filter(isGroup);
	const values = groups.flatMap((group) => group.values);

	it('are pairs of key and value, as many as someone likes', () => {
		expect(property).toMatchObject({
			name: 'customFields',
			displayName: 'Custom Fields',
			type: 'fixedCollection',
			default: {},
			typeOptions: { multipleValues: true },
			displayOptions: { show: { resource: ['client'] } },
		});
		expect(namesOf(groups.flatMap((group) => group.values))).toEqual(['key', 'value']);
		expect(groups.map(({ name }) => name)).toEqual(['field']);
		expect(only(values, 'value')).toMatchObject({ type: 'string', default: '' });
	});

	it("have a list of the account's keys, which is that of the object, and still take an expression", () => {
		const key = only(values, 'key');
		expect(key).toMatchObject({ type: 'options', default: '' });
		expect(key.noDataExpression).toBeUndefined();
		expect(key.description).toContain('expression');
		expect(key.typeOptions?.loadOptionsDependsOn).toEqual(['resource']);
		expect(Object.keys(loadOptions)).toContain(key.typeOptions?.loadOptionsMethod);
	});
});
