/** Turns outcomes into what n8n takes: one item for each row, or one error for the node. */

import type { IDataObject, INode, INodeExecutionData, JsonObject as N8nJson } from 'n8n-workflow';
import { NodeApiError, NodeError, NodeOperationError } from 'n8n-workflow';
import type { Question } from './input/questions.ts';
import type { JsonObject } from './json.ts';
import type { MappedRow } from './records/mappedRow.ts';
import type { Failure, Outcome } from './sync/outcome.ts';
import { ReadFailure } from './sync/outcome.ts';

/** A row with what became of it. */
export interface SettledRow {
	readonly row: MappedRow;
	readonly outcome: Outcome;
}

const sentRecord = ({ uuid, record }: MappedRow): IDataObject => (uuid === undefined ? record : { uuid, ...record });

function toErrorItem({ kind, failure }: Exclude<Outcome, { kind: 'written' }>, item: number, record: IDataObject): INodeExecutionData {
	const { description, httpCode, attempts } = failure;
	const error = { message: `Item ${item}: ${failure.message}`, description, httpCode, outcome: kind, attempts, record };
	// n8n sends an item to the error output only if `error` is all it holds.
	return { json: { error }, pairedItem: { item } };
}

function toItem({ row, outcome }: SettledRow): INodeExecutionData {
	if (outcome.kind === 'written') return { json: { ...sentRecord(row), ...outcome.answer }, pairedItem: { item: row.item } };
	return toErrorItem(outcome, row.item, sentRecord(row));
}

/** The items of a node that could do nothing about any of them. */
export function toErrorItems({ message, description, ...error }: NodeError, count: number): INodeExecutionData[] {
	const httpCode = 'httpCode' in error && typeof error.httpCode === 'string' ? Number(error.httpCode) : null;
	const failure = { message, description: description ?? 'Nothing was sent.', httpCode, attempts: 0 };
	return Array.from({ length: count }, (_, item) => toErrorItem({ kind: 'notSent', failure }, item, {}));
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

/** Whether a request was made for it, so that it failed by itself, and not because another one had. */
const wasTried = (outcome: Outcome) => outcome.kind !== 'written' && outcome.failure.attempts > 0;

/**
 * The error of a node that stops on errors. It names the first item that failed by itself, and says of
 * every other item whether it was written.
 *
 * @returns undefined if every row was written
 */
export function toError(settled: readonly SettledRow[], node: INode): NodeApiError | NodeOperationError | undefined {
	const failed = settled.filter(({ outcome }) => outcome.kind !== 'written');
	const first = failed.find(({ outcome }) => outcome.kind !== 'notSent') ?? failed.find(({ outcome }) => wasTried(outcome)) ?? failed[0];
	if (first === undefined || first.outcome.kind === 'written') return undefined;

	const { failure } = first.outcome;
	return toItemError({ ...failure, description: `${accountFor(settled)} ${failure.description}` }, first.row.item, node);
}

const apiResponse = (message: string): N8nJson => ({ message });

/** @param item whose failure it is; undefined if it is that of all */
function toItemError(failure: Failure, item: number | undefined, node: INode): NodeApiError | NodeOperationError {
	const { description, httpCode } = failure;
	const message = item === undefined ? failure.message : `Item ${item}: ${failure.message}`;
	const options = { description, ...(item !== undefined && { itemIndex: item }) };
	const error =
		httpCode === null
			? new NodeOperationError(node, message, options)
			: new NodeApiError(node, apiResponse(message), { ...options, message, httpCode: String(httpCode) });
	// n8n replaces messages in which it finds the name of a system error, even inside a word.
	error.message = message;
	return error;
}

/** The error of a node that could not read what all of its items need. */
export const toReadError = ({ failure }: ReadFailure, node: INode) => toItemError(failure, undefined, node);

/** The records that an item asked for, or why there are none. */
export type Answer = readonly JsonObject[] | ReadFailure;

/** A question with what became of it. */
export interface Answered {
	readonly question: Question;
	readonly answer: Answer;
}

/** One item for each record, all paired with the item that asked. */
export function toAnswerItems(answered: readonly Answered[]): INodeExecutionData[] {
	return answered.flatMap(({ question: { item, asked }, answer }) => {
		if (answer instanceof ReadFailure) return [toErrorItem(answer, item, { ...asked })];
		return answer.map((record): INodeExecutionData => ({ json: record, pairedItem: { item } }));
	});
}

/** The error of a node that stops on errors: that of the first item that failed by itself; undefined if none did. */
export function toAnswerError(answered: readonly Answered[], node: INode): NodeError | undefined {
	const failures = answered.flatMap(({ question: { item }, answer }) => (answer instanceof ReadFailure ? [{ item, ...answer }] : []));
	const first = failures.find(({ kind }) => kind === 'rejected') ?? failures.find(({ failure }) => failure.attempts > 0) ?? failures[0];
	return first && toItemError(first.failure, first.item, node);
}

/** What was thrown, as n8n shows errors of a node. */
export function toNodeError(error: unknown, node: INode): NodeError {
	if (error instanceof NodeError) return error;
	return new NodeOperationError(node, error instanceof Error ? error : String(error));
}
