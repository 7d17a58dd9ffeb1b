/** The input items of a scenario, and what the node is told to do with them. */
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import type { Sandbox } from '../sandbox/server.mts';
import type { RowSpec, Scenario } from './scenario.mts';
import { TAG } from './tags.mts';

type Value = string | number | boolean | null;

/** Records that exist before the run. */
export interface World {
	readonly parents: readonly string[];
	/** For updates: the records of shared keys first, then one for each row. */
	readonly shared: readonly string[];
	readonly own: readonly string[];
}

const SHARED = 5;

/** Fills an empty sandbox with what the scenario's rows refer to. */
export function prepareWorld(sandbox: Sandbox, { object, operation, rows }: Scenario): World {
	const parents = sandbox.seed('client', [{ name: 'Parent 1' }, { name: 'Parent 2' }]).map(({ uuid }) => uuid);
	if (operation !== 'update') return { parents, shared: [], own: [] };
	const seed = (label: string, count: number) =>
		sandbox.seed(object, Array.from({ length: count }, (_, index) => ({ name: `${label} ${index}`, clientId: parents[0] }))).map(({ uuid }) => uuid);
	return { parents, shared: seed('shared', SHARED), own: seed('own', rows.length) };
}

function uuidOf({ fate, key }: RowSpec, index: number, { shared, own }: World): string {
	if (fate === 'orphan') return `nowhere_${index}`;
	return (typeof key === 'number' ? shared[key] : own[index]) ?? '';
}

/** A row's values by the API's field names. */
function valuesOf(row: RowSpec, index: number, scenario: Scenario, world: World): Record<string, Value> {
	const { object, operation } = scenario;
	const { fate, key, text, empty } = row;
	const isInvalid = fate === 'invalid';
	const own = key === 'own' ? `own ${index}` : key === 'none' ? `keyless ${index}` : `shared ${key}`;
	const words = empty ? null : text;
	const parent = fate === 'orphan' && operation !== 'update' ? 'nowhere' : (world.parents[index % world.parents.length] ?? '');
	const address: Record<string, Value> = operation === 'update' ? { uuid: uuidOf(row, index, world) } : {};
	switch (object) {
		case 'client':
			return {
				...address,
				name: own,
				...(key === 'none' ? {} : { externalId: `E ${own}` }),
				status: isInvalid ? 'WRONG' : 'active',
				city: words,
				note: text,
				npsScore: 7,
			};
		case 'contact':
			return {
				...address,
				clientId: parent,
				...(key === 'none' ? {} : { email: `${own.replace(' ', '-')}@example.com` }),
				firstName: words,
				// Values are only checked against types: a contact has nothing but texts.
				lastName: isInvalid ? true : text,
			};
		case 'contract':
			return {
				...address,
				// ClientSuccess doesn't say what contracts are matched on; the sandbox takes the client and the name.
				clientId: typeof key === 'number' && fate !== 'orphan' ? (world.parents[0] ?? '') : parent,
				...(key === 'none' && operation !== 'upsert' ? {} : { name: own }),
				amount: isInvalid ? 'much' : 12.5,
				startDate: '2026-01-31',
				endDate: empty ? null : '2026-12-31',
			};
	}
}

const spellings: Readonly<Record<Scenario['columnStyle'], (field: string) => string>> = {
	camel: (field) => field,
	snake: (field) => field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
	title: (field) => field.replace(/[A-Z]/g, (letter) => ` ${letter}`).replace(/^./, (letter) => letter.toUpperCase()),
};

/** The json of each input item. */
export function itemsOf(scenario: Scenario, world: World): IDataObject[] {
	const spell = spellings[scenario.columnStyle];
	return scenario.rows.map((row, index) => {
		const values = Object.entries(valuesOf(row, index, scenario, world));
		const columns = values.map(([field, value]) => [spell(field), value] as const);
		return {
			...Object.fromEntries(columns),
			[TAG]: index,
			...(row.fate === 'stranger' ? { mystery: 'x' } : {}),
		};
	});
}

/** Fields that "Map Each Field Below" takes outside of the collection. */
const REQUIRED = { client: ['name'], contact: ['clientId'], contract: ['clientId'] };
const FIELDS = {
	client: ['name', 'externalId', 'status', 'city', 'note', 'npsScore'],
	contact: ['clientId', 'email', 'firstName', 'lastName'],
	contract: ['clientId', 'name', 'amount', 'startDate', 'endDate'],
};

/** The node's parameters. */
export function parametersOf({ object, operation, dataMode, columnStyle, options }: Scenario): INodeParameters {
	const common: INodeParameters = { resource: object, operation, dataMode, options: { ...options } };
	if (dataMode === 'autoMapInputData') return common;
	const spell = spellings[columnStyle];
	const mapped = (field: string): [string, string] => [field, `={{ $json["${spell(field)}"] }}`];
	const outside = operation === 'update' ? ['uuid'] : REQUIRED[object];
	const inside = FIELDS[object].filter((field) => !outside.includes(field));
	return {
		...common,
		...Object.fromEntries(outside.map(mapped)),
		[`${object}Fields`]: Object.fromEntries(inside.map(mapped)),
		customFields: { field: [{ key: TAG, value: `={{ $json.${TAG} }}` }] },
	};
}
