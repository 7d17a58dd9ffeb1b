/** What an operation has to say of itself; the rest of the node follows from it. */

import type { ObjectDefinition } from '../objects/index.ts';
import type { WritePlan } from '../sync/writePlan.ts';

export type OperationName = 'insert' | 'update' | 'upsert';

export interface Operation {
	readonly name: OperationName;
	/** What the editor lists it as. */
	readonly label: string;
	readonly description: string;
	/** What a row must have. */
	readonly needs: 'requiredFields' | 'uuid';
	/** Whether ClientSuccess looks for an existing record by its natural key. */
	readonly matches: boolean;
	/** @param batchSize records per request that the user allows, where the object takes more than one */
	plan(object: ObjectDefinition, batchSize: number): WritePlan;
}
