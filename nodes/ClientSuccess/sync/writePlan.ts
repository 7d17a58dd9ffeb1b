/** How rows are written: what an operation tells the sync about itself. */

import type { ObjectDefinition } from '../objects/index.ts';
import type { MappedRow } from '../records/mappedRow.ts';
import type { ApiRequest } from '../transport/http.ts';
import type { NonEmpty } from './batches.ts';

export interface WritePlan {
	readonly object: ObjectDefinition;
	/** For messages: "insert", "update". */
	readonly verb: string;
	/** Rows per request, at least 1. */
	readonly batchSize: number;
	/** Whether a request takes a list of records, and its answer is read record by record. */
	readonly bulk: boolean;
	/** Whether a request may be repeated when its answer was lost. */
	isIdempotent(rows: NonEmpty<MappedRow>): boolean;
	/** Whether it is documented that rows sent twice leave one record each, so that a user can be told so. */
	isRepeatSafe(rows: NonEmpty<MappedRow>): boolean;
	/** @param rows at most `batchSize` */
	toRequest(rows: NonEmpty<MappedRow>): ApiRequest;
}
