/** A row is written only to what its key names, and only if that is one record. */
import { parentOf } from '../items.mts';
import type { RowSpec, Scenario } from '../scenario.mts';
import { lookUpOf } from '../scenario.mts';
import type { Invariant } from './context.mts';

/** Whether there is exactly one record of the key that a row is looked up by. */
export function isFound({ fate, key }: RowSpec, scenario: Scenario): boolean {
	const lookUp = lookUpOf(scenario);
	if (lookUp === 'none') return true;
	return fate !== 'orphan' && fate !== 'twin' && (lookUp === 'parent' || key !== 'none');
}

/** That an update changes its own record is seen to elsewhere. */
export const lookupsAreTrue: Invariant = ({ observation: { scenario, world }, writes }) =>
	[...writes].flatMap(([tag, entries]) => {
		const row = scenario.rows[tag];
		if (row === undefined) return [];
		if (!isFound(row, scenario)) return [`row ${tag} is ${row.fate}, so that its key leads nowhere, but was written`];
		const parent = world.parents[parentOf(row, tag, scenario)];
		const isAstray = lookUpOf(scenario) === 'parent' && entries.some(({ record }) => record['clientId'] !== parent);
		return isAstray ? [`row ${tag} was given to another client than its own`] : [];
	});
