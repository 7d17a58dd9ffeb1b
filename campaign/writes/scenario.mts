/** What one run that writes is about. */
import type { ObjectName } from '../../nodes/ClientSuccess/objects/index.ts';
import type { CommonFault, Conditions, OnError, PlannedFault, RequestOptions } from '../lib/conditions.mts';
import { REQUEST_DEFAULTS } from '../lib/conditions.mts';

/** What is the matter with a row. */
export type Fate =
	| 'good'
	/** A value that doesn't fit its field. */
	| 'invalid'
	/** ClientSuccess refuses every request that holds it. */
	| 'poisoned'
	/** Its parent, or on update the record itself, doesn't exist. */
	| 'orphan'
	/** Where it is looked up, two records have the key of its parent, or on update of the record itself. */
	| 'twin'
	/** A column that no field has. */
	| 'stranger';

/** One input item. */
export interface RowSpec {
	readonly fate: Fate;
	/** Rows with the same number are about the same record; `own` shares it with none, `none` has no natural key. */
	readonly key: number | 'own' | 'none';
	readonly text: string;
	readonly empty: boolean;
}

/** What goes wrong with a request. */
export type FaultSpec =
	| CommonFault
	| { readonly kind: 'shape'; readonly shape: ShapeName }
	| { readonly kind: 'rejectedElements'; readonly every: number; readonly as: 'error' | 'errors' | 'success' | 'status'; readonly shape: ShapeName | 'plain' };

/** Disguises of a bulk answer; `apart` lists the refused elements beside the others. */
export type ShapeName = 'data' | 'results' | 'records' | 'reversed' | 'shorter' | 'longer' | 'uuidOnly' | 'empty' | 'noContent' | 'apart';

/** The node's options by name; those not given have their defaults. */
export interface OptionsSpec extends RequestOptions {
	readonly batchSize?: number;
	readonly retryInserts?: boolean;
	readonly isolateRejected?: boolean;
	readonly emptyValues?: 'omit' | 'clear';
	readonly unknownColumns?: 'ignore' | 'fail' | 'send';
	readonly dryRun?: boolean;
	readonly matchCustomFields?: boolean;
}

/** One run. */
export interface Scenario extends Conditions {
	readonly object: ObjectName;
	readonly operation: 'insert' | 'update' | 'upsert';
	readonly dataMode: 'autoMapInputData' | 'defineBelow';
	readonly columnStyle: 'camel' | 'snake' | 'title';
	readonly onError: OnError;
	/** What the rows name by external ID or email: nothing, their parents, or on update themselves. Left aside where the object has no such key. */
	readonly lookUp: 'none' | 'parent' | 'own';
	/** Records that are read by a lookup, but named by no row. */
	readonly bystanders: number;
	readonly options: OptionsSpec;
	readonly rows: readonly RowSpec[];
	readonly faults: ReadonlyArray<PlannedFault<FaultSpec>>;
}

/** The options with their defaults, as the interface fixes them. */
export function withDefaults(options: OptionsSpec): Required<OptionsSpec> {
	return {
		...REQUEST_DEFAULTS,
		batchSize: 100,
		retryInserts: true,
		isolateRejected: true,
		emptyValues: 'omit',
		unknownColumns: 'ignore',
		dryRun: false,
		matchCustomFields: false,
		...options,
	};
}

/** What is really looked up: contracts have no key of their own, clients no parent, and only an update needs the record itself. */
export function lookUpOf({ lookUp, object, operation }: Scenario): Scenario['lookUp'] {
	if (lookUp === 'parent') return object === 'client' ? 'none' : 'parent';
	if (lookUp === 'own') return object === 'contract' || operation !== 'update' ? 'none' : 'own';
	return 'none';
}

/** Whether anything is read before rows are written. */
export const readsFirst = (scenario: Scenario) => lookUpOf(scenario) !== 'none' || scenario.options.matchCustomFields === true;
