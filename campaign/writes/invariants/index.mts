/** Everything that must hold after a run that writes. */
import type { Outcome } from '../outcomes.mts';
import { readError, readItems } from '../outcomes.mts';
import type { Observation } from '../run.mts';
import type { Context, Invariant } from './context.mts';
import { createContext } from './context.mts';
import { everyWriteIsExplained, itemsArePaired, nothingDoubled, outcomesAreTrue, soundRowsAreWritten } from './ledger.mts';
import { lookupsAreTrue } from './lookups.mts';
import { batchesKeepTheirOrder, recordsKeepTheirOrder, stopsAtFirstFailure, trafficIsInOrder } from './requests.mts';
import { attemptsAreCounted, hintIsTrue } from './words.mts';

const INVARIANTS: readonly Invariant[] = [
	outcomesAreTrue,
	nothingDoubled,
	everyWriteIsExplained,
	itemsArePaired,
	soundRowsAreWritten,
	lookupsAreTrue,
	trafficIsInOrder,
	stopsAtFirstFailure,
	recordsKeepTheirOrder,
	batchesKeepTheirOrder,
	attemptsAreCounted,
	hintIsTrue,
];

interface Read {
	readonly outcomes: ReadonlyMap<number, Outcome>;
	readonly breaches: readonly string[];
}

function read(observation: Observation): Read {
	const { scenario, outputs, error, sentBeforeCancel } = observation;
	const hasItems = outputs[0].length + outputs[1].length > 0;
	if (error === undefined || (sentBeforeCancel !== undefined && hasItems)) return readItems(observation);
	if (sentBeforeCancel !== undefined) return { outcomes: new Map(), breaches: [] };
	if (scenario.onError === 'stopWorkflow') return readError(observation);
	return { outcomes: new Map(), breaches: [`the node failed instead of going on: ${error.message}`] };
}

/** A run that was checked. */
export interface Verdict {
	readonly context: Context;
	readonly breaches: readonly string[];
}

/** Checks a run against every promise. */
export function check(observation: Observation): Verdict {
	const { outcomes, breaches } = read(observation);
	const context = createContext(observation, outcomes);
	return { context, breaches: [...breaches, ...INVARIANTS.flatMap((invariant) => invariant(context))] };
}
