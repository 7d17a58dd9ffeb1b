/** Runs one scenario that writes. */
import { begin, runNode, sandbox } from '../lib/bench.mts';
import type { NodeRun } from '../lib/bench.mts';
import { itemsOf } from './items.mts';
import { parametersOf } from './parameters.mts';
import type { Scenario } from './scenario.mts';
import { scriptOf } from './script.mts';
import { prepareWorld } from './world.mts';
import type { World } from './world.mts';

/** What a run left behind, on both sides. */
export interface Observation extends NodeRun {
	readonly scenario: Scenario;
	readonly world: World;
}

/** Carries a scenario out. */
export async function run(scenario: Scenario): Promise<Observation> {
	begin(scenario);
	const world = prepareWorld(sandbox, scenario);
	const observed = await runNode(scenario, {
		parameters: parametersOf(scenario),
		onError: scenario.onError,
		items: itemsOf(scenario, world),
		script: scriptOf(scenario),
	});
	return { ...observed, scenario, world };
}
