import { properties } from '../../nodes/ClientSuccess/properties/index.ts';
import { triggerProperties } from '../../nodes/ClientSuccess/properties/trigger.ts';
import { choicesOf, namesOf, only } from './shape.ts';

describe('the parameters of the trigger', () => {
	it('are the object and the event', () => {
		expect(namesOf(triggerProperties)).toEqual(['resource', 'event']);
		for (const property of triggerProperties) expect(property).toMatchObject({ type: 'options', noDataExpression: true });
	});

	it('have the same objects as the other node', () => {
		expect(choicesOf(only(triggerProperties, 'resource'))).toEqual(choicesOf(only(properties, 'resource')));
		expect(only(triggerProperties, 'resource')).toMatchObject({ displayName: 'Object', default: 'client' });
	});

	it('offer three events, each as a trigger of its own, and start with both', () => {
		const event = only(triggerProperties, 'event');
		expect(event).toMatchObject({ displayName: 'Event', default: 'createdOrUpdated' });
		expect(choicesOf(event).map(({ name, value, action }) => [name, value, action])).toEqual([
			['Record Created', 'created', 'When a record is created'],
			['Record Created or Updated', 'createdOrUpdated', 'When a record is created or updated'],
			['Record Updated', 'updated', 'When a record is updated'],
		]);
		for (const { description } of choicesOf(event)) expect(description).toMatch(/since the last poll$/);
	});
});
