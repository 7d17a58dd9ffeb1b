/** The input items of a run that writes. */
import type { IDataObject } from 'n8n-workflow';
import type { RowSpec, Scenario } from './scenario.mts';
import { lookUpOf } from './scenario.mts';
import { TAG, TAG_LABEL } from './tags.mts';
import { TWIN, TWIN_PARENT, ownKeys, parentKey } from './world.mts';
import type { World } from './world.mts';

type Value = string | number | boolean | null;

const MISSING = 'nowhere';

/** What the row's record is called, and what its keys are made of. */
function nameOf({ fate, key }: RowSpec, index: number, scenario: Scenario): string {
	if (lookUpOf(scenario) === 'own' && key !== 'none') {
		if (fate === 'twin') return TWIN;
		if (fate === 'orphan') return `${MISSING} ${index}`;
	}
	return key === 'own' ? `own ${index}` : key === 'none' ? `keyless ${index}` : `shared ${key}`;
}

function uuidOf({ fate, key }: RowSpec, index: number, { shared, own }: World): string {
	if (fate === 'orphan') return `${MISSING}_${index}`;
	return (typeof key === 'number' ? shared[key] : own[index]) ?? '';
}

/** Which of the parents a row has, counting from 0. Rows that share a contract share its client, on which it is matched. */
export function parentOf({ key, fate }: RowSpec, index: number, { object }: Scenario): number {
	return object === 'contract' && typeof key === 'number' && fate !== 'orphan' ? 0 : index % 2;
}

/** The column that names the row's client, with its value. */
function parentColumn(row: RowSpec, index: number, scenario: Scenario, { parents }: World): Record<string, Value> {
	const parent = parentOf(row, index, scenario);
	if (lookUpOf(scenario) === 'parent') {
		if (row.fate === 'twin') return { clientExternalId: TWIN_PARENT };
		return { clientExternalId: row.fate === 'orphan' ? MISSING : parentKey(parent) };
	}
	return { clientId: row.fate === 'orphan' && scenario.operation !== 'update' ? MISSING : (parents[parent] ?? '') };
}

/** A row's values by the API's field names. */
function valuesOf(row: RowSpec, index: number, scenario: Scenario, world: World): Record<string, Value> {
	const { object, operation } = scenario;
	const { fate, key, text, empty } = row;
	const isInvalid = fate === 'invalid';
	const name = nameOf(row, index, scenario);
	const { externalId, email } = ownKeys(name);
	const words = empty ? null : text;
	const isByUuid = operation === 'update' && lookUpOf(scenario) !== 'own';
	const address: Record<string, Value> = isByUuid ? { uuid: uuidOf(row, index, world) } : {};
	switch (object) {
		case 'client':
			return {
				...address,
				name,
				...(key === 'none' ? {} : { externalId }),
				status: isInvalid ? 'WRONG' : 'active',
				city: words,
				note: text,
				npsScore: 7,
			};
		case 'contact':
			return {
				...address,
				...parentColumn(row, index, scenario, world),
				...(key === 'none' ? {} : { email }),
				firstName: words,
				// Values are only checked against types: a contact has nothing but texts.
				lastName: isInvalid ? true : text,
			};
		case 'contract':
			return {
				...address,
				// ClientSuccess doesn't say what contracts are matched on; the sandbox takes the client and the name.
				...parentColumn(row, index, scenario, world),
				...(key === 'none' && operation !== 'upsert' ? {} : { name }),
				amount: isInvalid ? 'much' : 12.5,
				startDate: '2026-01-31',
				endDate: empty ? null : '2026-12-31',
			};
	}
}

/** How a field's column is called. */
export const spellings: Readonly<Record<Scenario['columnStyle'], (field: string) => string>> = {
	camel: (field) => field,
	snake: (field) => field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
	title: (field) => field.replace(/[A-Z]/g, (letter) => ` ${letter}`).replace(/^./, (letter) => letter.toUpperCase()),
};

/** The json of each input item. */
export function itemsOf(scenario: Scenario, world: World): IDataObject[] {
	const spell = spellings[scenario.columnStyle];
	const isLabelled = scenario.options.matchCustomFields === true && scenario.dataMode === 'autoMapInputData';
	return scenario.rows.map((row, index) => {
		const values = Object.entries(valuesOf(row, index, scenario, world));
		const columns = values.map(([field, value]) => [spell(field), value] as const);
		return {
			...Object.fromEntries(columns),
			// As text, which only the field's type makes a number of.
			...(isLabelled ? { [TAG_LABEL]: String(index) } : { [TAG]: index }),
			...(row.fate === 'stranger' ? { mystery: 'x' } : {}),
		};
	});
}
