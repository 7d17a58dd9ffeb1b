/** What one run of the trigger is about. */
import type { ObjectName } from '../../nodes/ClientSuccess/objects/index.ts';
import type { CommonFault, Conditions, PlannedFault } from '../lib/conditions.mts';
import type { ChangeSpec } from '../lib/history.mts';

export type TriggerEvent = 'created' | 'updated' | 'createdOrUpdated';

/** One poll, and what happens meanwhile; requests are counted from its first. */
export interface PollSpec {
	readonly kind: 'poll';
	readonly changes: ReadonlyArray<{ readonly at: number; readonly change: ChangeSpec }>;
	readonly faults: ReadonlyArray<PlannedFault<CommonFault>>;
	/** Whether n8n dies before it has started a workflow with what the poll found, or stored what the node remembers. */
	readonly isLost: boolean;
}

export type Step =
	| PollSpec
	| { readonly kind: 'wait'; readonly milliseconds: number }
	| { readonly kind: 'change'; readonly change: ChangeSpec }
	/** n8n is started anew, with what it has stored. */
	| { readonly kind: 'restart' };

/** One run. */
export interface Scenario extends Pick<Conditions, 'latencies' | 'rateLimit' | 'jitter'> {
	readonly object: ObjectName;
	readonly event: TriggerEvent;
	/** How many records there are before the first poll. */
	readonly records: number;
	readonly steps: readonly Step[];
}
