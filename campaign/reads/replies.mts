/** Reads back what each item was answered. */
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import type { Observation } from './run.mts';

/** What one item was answered. */
export interface Reply {
	readonly kind: 'answered' | 'rejected' | 'notSent';
	readonly records: readonly IDataObject[];
	readonly httpCode: unknown;
	/** Requests, as the node counts them. */
	readonly attempts: unknown;
}

const isObject = (value: unknown): value is IDataObject => typeof value === 'object' && value !== null && !Array.isArray(value);

const itemOf = ({ pairedItem }: INodeExecutionData): number =>
	typeof pairedItem === 'object' && !Array.isArray(pairedItem) ? pairedItem.item : -1;

function failureIn({ json: { error } }: INodeExecutionData): Reply | undefined {
	if (!isObject(error)) return undefined;
	const { outcome, httpCode, attempts } = error;
	if (outcome !== 'rejected' && outcome !== 'notSent') throw new Error(`an item has an error without an outcome: ${JSON.stringify(error)}`);
	return { kind: outcome, records: [], httpCode, attempts };
}

/** Replies by item, with every breach of "one for each item, in order". */
export function readReplies({ outputs, scenario, error, sentBeforeCancel }: Observation): { readonly replies: readonly Reply[]; readonly breaches: readonly string[] } {
	const isStopped = error !== undefined && sentBeforeCancel === undefined && scenario.onError === 'stopWorkflow';
	const hasItems = outputs[0].length + outputs[1].length > 0;
	if (isStopped || (sentBeforeCancel !== undefined && !hasItems)) {
		return { replies: [], breaches: isStopped && hasItems ? ['a node that stopped has put out items'] : [] };
	}
	const breaches: string[] = error === undefined || sentBeforeCancel !== undefined ? [] : [`the node failed instead of going on: ${error.message}`];
	const records = new Map<number, IDataObject[]>();
	const failures = new Map<number, Reply>();
	outputs.forEach((items, output) => {
		let last = 0;
		for (const item of items) {
			const index = itemOf(item);
			const failure = failureIn(item);
			if (index < last || scenario.questions[index] === undefined) breaches.push(`output ${output}: item ${index} comes after item ${last}`);
			if (scenario.onError === 'continueErrorOutput' && (failure === undefined) !== (output === 0)) breaches.push(`item ${index} came out of output ${output}`);
			if (failure !== undefined && (failures.has(index) || records.has(index))) breaches.push(`item ${index} has two outcomes`);
			if (failure === undefined && failures.has(index)) breaches.push(`item ${index} failed, and answers a record`);
			last = index;
			if (failure !== undefined) failures.set(index, failure);
			else records.set(index, [...(records.get(index) ?? []), item.json]);
		}
	});
	const replies = scenario.questions.map((_, index): Reply => {
		const nothing = { kind: 'answered' as const, records: records.get(index) ?? [], httpCode: null, attempts: undefined };
		return failures.get(index) ?? nothing;
	});
	if (scenario.operation === 'get') {
		replies.forEach(({ kind, records: { length } }, index) => {
			if (kind === 'answered' && length !== 1) breaches.push(`item ${index} has ${length} records instead of one`);
		});
	}
	return { replies, breaches };
}
