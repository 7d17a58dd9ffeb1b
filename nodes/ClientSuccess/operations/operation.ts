/** What an operation has to say of itself; the rest of the node follows from it. */

import type { ObjectDefinition } from '../objects/index.ts';
import type { WritePlan } from '../sync/writePlan.ts';

interface Described {
	/** What the editor lists it as. */
	readonly label: string;
	readonly description: string;
	/** Its line in the node panel, such as "Get many clients". */
	action(object: ObjectDefinition): string;
}

export interface WriteOperation extends Described {
	readonly kind: 'write';
	readonly name: 'insert' | 'update' | 'upsert';
	/** What a row must have. */
	readonly needs: 'requiredFields' | 'uuid';
	/** Whether ClientSuccess looks for an existing record by its natural key. */
	readonly matches: boolean;
	/** @param batchSize records per request that the user allows, where the object takes more than one */
	plan(object: ObjectDefinition, batchSize: number): WritePlan;
}

export interface ReadOperation extends Described {
	readonly kind: 'read';
	readonly name: 'get' | 'getAll';
}

export type Operation = WriteOperation | ReadOperation;
export type OperationName = Operation['name'];
