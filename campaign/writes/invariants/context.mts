/** What the invariants look things up in. */
import type { ObjectName } from '../../../nodes/ClientSuccess/objects/index.ts';
import type { LedgerEntry, RequestEntry } from '../../../sandbox/server.mts';
import type { Outcome } from '../outcomes.mts';
import type { Observation } from '../run.mts';
import type { OptionsSpec, RowSpec } from '../scenario.mts';
import { withDefaults } from '../scenario.mts';
import { tagOf, tagsIn } from '../tags.mts';

/** One run, indexed by row. */
export interface Context {
	readonly observation: Observation;
	readonly options: Required<OptionsSpec>;
	readonly outcomes: ReadonlyMap<number, Outcome>;
	/** Writes by row. */
	readonly writes: ReadonlyMap<number, readonly LedgerEntry[]>;
	/** Requests by the rows they carried, in the order they arrived. */
	readonly carriers: ReadonlyMap<number, readonly RequestEntry[]>;
	readonly request: (id: number) => RequestEntry | undefined;
}

/** Names every breach of one promise. */
export type Invariant = (context: Context) => string[];

function group<T>(list: readonly T[], keysOf: (entry: T) => readonly number[]): Map<number, T[]> {
	const groups = new Map<number, T[]>();
	for (const entry of list) {
		for (const key of keysOf(entry)) {
			const members = groups.get(key);
			if (members === undefined) groups.set(key, [entry]);
			else members.push(entry);
		}
	}
	return groups;
}

/** Indexes a run. */
export function createContext(observation: Observation, outcomes: ReadonlyMap<number, Outcome>): Context {
	const { ledger, requests, scenario } = observation;
	const byId = new Map(requests.map((entry) => [entry.id, entry]));
	return {
		observation,
		options: withDefaults(scenario.options),
		outcomes,
		writes: group(ledger, ({ record }) => [tagOf(record) ?? -1]),
		carriers: group(requests, ({ body }) => tagsIn(body)),
		request: (id) => byId.get(id),
	};
}

/** Whether each request for the row makes a record: nothing tells ClientSuccess that it is the same one. */
export function isPlainInsert({ key }: RowSpec, object: ObjectName, operation: string): boolean {
	return operation === 'insert' || (operation === 'upsert' && object === 'contact' && key === 'none');
}

/** Whether the answer was a server error, after which an insert may be sent again. */
export function isServerError({ status, fault }: RequestEntry): boolean {
	return fault?.name === 'maintenance' || status === 408 || (typeof status === 'number' && status >= 500);
}
