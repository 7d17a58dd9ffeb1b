/** What one run that reads is about. */
import type { ObjectName } from '../../nodes/ClientSuccess/objects/index.ts';
import type { Conditions, OnError, PlannedFault, RequestOptions } from '../lib/conditions.mts';
import type { ChangeSpec } from '../lib/history.mts';

/** One input item. */
export interface QuestionSpec {
	/** Which record it asks for, or whose client: a number that is taken modulo those there are. */
	readonly which: number;
	/** Whether that record is there, is not, shares its key with another one, or isn't named at all. */
	readonly fate: 'there' | 'missing' | 'twin' | 'blank';
	/** Get Many: up to how many. */
	readonly limit: number | 'all';
	/** Get Many: only what was changed after the first, or the first two, of the three times at which records were made. */
	readonly after: 1 | 2 | null;
	readonly simplify: boolean;
}

/** One run. */
export interface Scenario extends Conditions {
	readonly object: ObjectName;
	readonly operation: 'get' | 'getAll';
	/** What names the record, or the client: its UUID, or its external ID or email where it has one. */
	readonly by: 'uuid' | 'key';
	/** Get Many of contracts: whether they are those of one client. */
	readonly ofClient: boolean;
	readonly onError: OnError;
	readonly options: RequestOptions & { readonly sortDirection?: 'asc' | 'desc' };
	/** How many records there are at the start. */
	readonly records: number;
	/** Whether a record has more than ten fields. */
	readonly isWide: boolean;
	readonly questions: readonly QuestionSpec[];
	/** What others do when a request arrives, counting from 1. */
	readonly changes: ReadonlyArray<{ readonly at: number; readonly change: ChangeSpec }>;
	readonly faults: readonly PlannedFault[];
}

/** The object that the questions name a record of; undefined if they name none. */
export function namedObject({ object, operation, ofClient }: Scenario): ObjectName | undefined {
	if (operation === 'get') return object;
	return object === 'contract' && ofClient ? 'client' : undefined;
}

/** What the questions name records by. */
export function nameKey(scenario: Scenario): 'uuid' | 'externalId' | 'email' | undefined {
	const named = namedObject(scenario);
	if (named === undefined) return undefined;
	if (scenario.by === 'uuid') return 'uuid';
	return { client: 'externalId' as const, contact: 'email' as const, contract: 'uuid' as const }[named];
}
