/** What the node is told to do with the items of a run that writes. */
import type { INodeParameters } from 'n8n-workflow';
import { spellings } from './items.mts';
import type { Scenario } from './scenario.mts';
import { lookUpOf } from './scenario.mts';
import { TAG } from './tags.mts';

/** Fields that "Map Each Field Below" takes outside of the collection. */
const REQUIRED = { client: ['name'], contact: ['clientId'], contract: ['clientId'] };
const FIELDS = {
	client: ['name', 'externalId', 'status', 'city', 'note', 'npsScore'],
	contact: ['clientId', 'email', 'firstName', 'lastName'],
	contract: ['clientId', 'name', 'amount', 'startDate', 'endDate'],
};
/** What records are found by. */
const KEYS = { client: 'externalId', contact: 'email', contract: 'uuid' };

/** The node's parameters. */
export function parametersOf(scenario: Scenario): INodeParameters {
	const { object, operation, dataMode, columnStyle, options } = scenario;
	const lookUp = lookUpOf(scenario);
	if (dataMode === 'autoMapInputData') {
		const matchOn = lookUp === 'own' ? { matchOn: KEYS[object] } : {};
		return { resource: object, operation, dataMode, options: { ...options, ...matchOn } };
	}
	const spell = spellings[columnStyle];
	const column = (field: string) => `={{ $json["${spell(field)}"] }}`;
	const located = (mode: string, field: string) => ({ __rl: true, mode, value: column(field) });
	const mapped = (field: string): [string, INodeParameters[string]] => {
		if (field === 'uuid' && lookUp === 'own') return [field, located(KEYS[object], KEYS[object])];
		if (field === 'clientId' && lookUp === 'parent') return [field, located('externalId', 'clientExternalId')];
		return [field, column(field)];
	};
	const outside = operation === 'update' ? ['uuid'] : REQUIRED[object];
	const inside = FIELDS[object].filter((field) => !outside.includes(field));
	return {
		resource: object,
		operation,
		dataMode,
		options: { ...options },
		...Object.fromEntries(outside.map(mapped)),
		[`${object}Fields`]: Object.fromEntries(inside.map(mapped)),
		customFields: { field: [{ key: TAG, value: `={{ $json.${TAG} }}` }] },
	};
}
