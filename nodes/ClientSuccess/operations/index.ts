import { insert } from './insert.ts';
import type { Operation, OperationName } from './operation.ts';
import { update } from './update.ts';
import { upsert } from './upsert.ts';

/** Every operation, in the order the editor lists them: alphabetically by label. */
export const operations: Readonly<Record<OperationName, Operation>> = { upsert, insert, update };

export type { Operation, OperationName } from './operation.ts';
