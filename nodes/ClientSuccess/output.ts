/** Turns outcomes into what n8n takes: one item for each row, or one error for the node. */

import type { IDataObject, INode, INodeExecutionData, JsonObject as N8nJson } from 'n8n-workflow';
import { NodeApiError, NodeError, NodeOperationError } from 'n8n-workflow';
import type { MappedRow } from './records/mappedRow.ts';
import type { Outcome } from './sync/outcome.ts';

/** A row with what became of it. */
export interface SettledRow {
	readonly row: MappedRow;
	readonly outcome: Outcome;
}

const sentRecord = ({ uuid, record }: MappedRow): IDataObject => (uuid === undefined ? record : { uuid, ...record });

function toItem({ row, outcome }: SettledRow): INodeExecutionData {
	const pairedItem = { item: row.item };
	if (outcome.kind === 'written') return { json: { ...sentRecord(row), ...outcome.answer }, pairedItem };
	const { description, httpCode, attempts } = outcome.failure;
	const message = `Item ${row.item}: ${outcome.failure.message}`;
	const error = { message, description, httpCode, outcome: outcome.kind, attempts, record: sentRecord(row) };
	// n8n sends an item to the error output only if `error` is all it holds.
	return { json: { error }, pairedItem };
}

export function toItems(settled: readonly SettledRow[]): INodeExecutionData[] {
	return settled.map(toItem);
}

/** "1, 4–9 and 12", or where that gets long, its beginning and how many more there are. */
function listItems(items: readonly number[]): string {
	const ranges: Array<{ first: number; last: number }> = [];
	for (const item of items) {
		const range = ranges.at(-1);
		if (range !== undefined && range.last === item - 1) range.last = item;
		else ranges.push({ first: item, last: item });
	}
	const shown = ranges.slice(0, 10).map(({ first, last }) => (first === last ? `${first}` : `${first}–${last}`));
	const hidden = ranges.length - shown.length;
	return `${items.length === 1 ? 'item' : 'items'} ${shown.join(', ')}${hidden > 0 ? ` and ${hidden} more ranges` : ''}`;
}

function accountFor(settled: readonly SettledRow[]): string {
	const itemsOf = (...kinds: Array<Outcome['kind']>) =>
		settled.filter(({ outcome }) => kinds.includes(outcome.kind)).map(({ row }) => row.item);
	const written = itemsOf('written');
	const notWritten = itemsOf('rejected', 'notSent');
	const unknown = itemsOf('unknown');
	const parts = [`${written.length} of ${settled.length} items were written.`];
	if (notWritten.length > 0) parts.push(`${notWritten.length} not written: ${listItems(notWritten)}.`);
	if (unknown.length > 0) parts.push(`${unknown.length} unknown, which may have been written: ${listItems(unknown)}.`);
	return parts.join(' ');
}

/**
 * The error of a node that stops on errors. It names the first item that failed by itself, and says of
 * every other item whether it was written.
 *
 * @returns undefined if every row was written
 */
export function toError(settled: readonly SettledRow[], node: INode): NodeApiError | NodeOperationError | undefined {
	const failed = settled.filter(({ outcome }) => outcome.kind !== 'written');
	const first = failed.find(({ outcome }) => outcome.kind !== 'notSent') ?? failed[0];
	if (first === undefined || first.outcome.kind === 'written') return undefined;

	const { failure } = first.outcome;
	const itemIndex = first.row.item;
	const message = `Item ${itemIndex}: ${failure.message}`;
	const description = `${accountFor(settled)} ${failure.description}`;
	const error =
		failure.httpCode === null
			? new NodeOperationError(node, message, { description, itemIndex })
			: new NodeApiError(node, apiResponse(message), {
					message,
					description,
					httpCode: String(failure.httpCode),
					itemIndex,
				});
	// n8n replaces messages in which it finds the name of a system error, even inside a word.
	error.message = message;
	return error;
}

const apiResponse = (message: string): N8nJson => ({ message });

/** What was thrown, as n8n shows errors of a node. */
export function toNodeError(error: unknown, node: INode): NodeError {
	if (error instanceof NodeError) return error;
	return new NodeOperationError(node, error instanceof Error ? error : String(error));
}
