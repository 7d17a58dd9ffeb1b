/** What is there before a run that writes. */
import type { Row, Sandbox } from '../../sandbox/server.mts';
import type { Scenario } from './scenario.mts';
import { lookUpOf } from './scenario.mts';
import { TAG, TAG_LABEL } from './tags.mts';

/** Records that exist before the run. */
export interface World {
	readonly parents: readonly string[];
	/** For updates: the records of shared keys first, then one for each row. */
	readonly shared: readonly string[];
	readonly own: readonly string[];
}

const SHARED = 5;

/** The external ID of a parent, counting from 0. */
export const parentKey = (index: number) => `P ${index}`;
/** The external ID that two parents have. */
export const TWIN_PARENT = 'P twin';
/** The name in its external ID or email that two records have. */
export const TWIN = 'twin';

/** What a record is found by: its external ID or email. */
export const ownKeys = (name: string): { readonly externalId: string; readonly email: string } => ({
	externalId: `E ${name}`,
	email: `${name.replace(' ', '-')}@example.com`,
});

/** Fills an empty sandbox with what the scenario's rows refer to. */
export function prepareWorld(sandbox: Sandbox, scenario: Scenario): World {
	const { object, operation, rows, bystanders } = scenario;
	const lookUp = lookUpOf(scenario);
	const seed = (kind: typeof object, seeds: readonly Row[]) => sandbox.seed(kind, seeds).map(({ uuid }) => uuid);
	const parents = seed('client', [0, 1].map((index) => ({ name: `Parent ${index}`, externalId: parentKey(index) })));
	const [parent = ''] = parents;
	if (lookUp === 'parent') {
		seed('client', [1, 2].map((index) => ({ name: `Twin ${index}`, externalId: TWIN_PARENT })));
		seed('client', Array.from({ length: bystanders }, (_, index) => ({ name: `Bystander ${index}`, externalId: `B ${index}` })));
	}
	sandbox.settings.customFields = {
		[object]: [
			{ fieldId: 1, fieldKey: TAG, fieldLabel: TAG_LABEL, fieldName: TAG_LABEL, fieldTypeName: 'Integer', required: false, system: false, picklistValues: [] },
		],
	};
	if (operation !== 'update') return { parents, shared: [], own: [] };

	const records = (label: string, count: number) =>
		seed(object, Array.from({ length: count }, (_, index) => ({ name: `${label} ${index}`, clientId: parent, ...ownKeys(`${label} ${index}`) })));
	const world = { parents, shared: records('shared', SHARED), own: records('own', rows.length) };
	if (lookUp === 'own') {
		seed(object, [1, 2].map(() => ({ name: TWIN, clientId: parent, ...ownKeys(TWIN) })));
		records('bystander', bystanders);
	}
	return world;
}
