import { get } from './get.ts';
import { getAll } from './getAll.ts';
import { insert } from './insert.ts';
import type { Operation, OperationName, WriteOperation } from './operation.ts';
import { update } from './update.ts';
import { upsert } from './upsert.ts';

/** Every operation, in the order the editor lists them: alphabetically by label. */
export const operations: Readonly<Record<OperationName, Operation>> = { upsert, get, getAll, insert, update };

export const writeOperations: readonly WriteOperation[] = [upsert, insert, update];

export type { Operation, OperationName, ReadOperation, WriteOperation } from './operation.ts';
