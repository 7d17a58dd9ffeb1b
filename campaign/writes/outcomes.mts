/** Reads back what the node said of each row. */
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import type { Observation } from './run.mts';
import { tagOf } from './tags.mts';

/** `notWritten` where a node that stops doesn't tell `rejected` from `notSent`. */
export type OutcomeKind = 'written' | 'rejected' | 'unknown' | 'notSent' | 'notWritten';

/** What the node said of one row. */
export interface Outcome {
	readonly kind: OutcomeKind;
	/** What came out, or the `error` of what did; undefined if there is no item. */
	readonly json: IDataObject | undefined;
	/** The row that the item says it is about, by what it holds. */
	readonly tag: number | undefined;
	/** Requests, as the node counts them. */
	readonly attempts: number | undefined;
}

const KINDS = ['rejected', 'unknown', 'notSent'] as const;
const isObject = (value: unknown): value is IDataObject => typeof value === 'object' && value !== null && !Array.isArray(value);

function outcomeOf({ json }: INodeExecutionData): Outcome {
	const { error } = json;
	if (!isObject(error)) return { kind: 'written', json, tag: tagOf(json), attempts: undefined };
	const kind = KINDS.find((name) => name === error['outcome']);
	if (kind === undefined) throw new Error(`an item has an error without an outcome: ${JSON.stringify(error)}`);
	const { attempts, record } = error;
	return { kind, json: error, tag: tagOf(record), attempts: typeof attempts === 'number' ? attempts : undefined };
}

const itemOf = ({ pairedItem }: INodeExecutionData): number | undefined =>
	typeof pairedItem === 'object' && !Array.isArray(pairedItem) ? pairedItem.item : undefined;

/** Items by the row they are paired with, with every breach of "one for each row, in order". */
export function readItems({ outputs, scenario }: Observation): { readonly outcomes: ReadonlyMap<number, Outcome>; readonly breaches: readonly string[] } {
	const outcomes = new Map<number, Outcome>();
	const breaches: string[] = [];
	outputs.forEach((items, output) => {
		let last = -1;
		for (const item of items) {
			const index = itemOf(item) ?? -1;
			const outcome = outcomeOf(item);
			if (index <= last) breaches.push(`output ${output}: item ${index} comes after item ${last}`);
			if (outcomes.has(index)) breaches.push(`item ${index} has two outcomes`);
			if (scenario.onError === 'continueErrorOutput' && (outcome.kind === 'written') !== (output === 0)) {
				breaches.push(`item ${index} is ${outcome.kind}, but came out of output ${output}`);
			}
			last = index;
			outcomes.set(index, outcome);
		}
	});
	scenario.rows.forEach((_, index) => {
		if (!outcomes.has(index)) breaches.push(`item ${index} has no outcome`);
	});
	if (outcomes.size > scenario.rows.length) breaches.push(`${outcomes.size} outcomes for ${scenario.rows.length} rows`);
	return { outcomes, breaches };
}

/** "1, 4–9" as numbers. */
function numbersIn(list: string): number[] {
	return list.split(', ').flatMap((range) => {
		const [first = NaN, last = first] = range.split('–').map(Number);
		return Array.from({ length: last - first + 1 }, (_, index) => first + index);
	});
}

/** What the error of a node that stopped says: how many were written, and which rows were not, or may have been. */
export function readAccount(description: string) {
	const written = Number(/^(\d+) of \d+ items were written\./.exec(description)?.[1] ?? NaN);
	const listed = (pattern: RegExp) => {
		const [, count = '0', list, hidden] = pattern.exec(description) ?? [];
		return { count: Number(count), items: list === undefined ? [] : numbersIn(list), isWhole: hidden === undefined };
	};
	return {
		written,
		notWritten: listed(/(\d+) not written: items? ([\d–, ]+?)( and \d+ more ranges)?\./),
		unknown: listed(/(\d+) unknown, which may have been written: items? ([\d–, ]+?)( and \d+ more ranges)?\./),
	};
}

/** The outcomes a stopped node's error tells of, as far as it lists them. */
export function readError({ error, scenario }: Observation): { readonly outcomes: ReadonlyMap<number, Outcome>; readonly breaches: readonly string[] } {
	const isOfAll = scenario.options.matchCustomFields === true && error !== undefined && !/^Item /.test(error.message);
	if (isOfAll) {
		// The custom fields could not be read, so that nothing was written.
		return { outcomes: new Map(scenario.rows.map((_, tag) => [tag, { kind: 'notWritten', tag, json: undefined, attempts: undefined }])), breaches: [] };
	}
	const account = readAccount(error?.description ?? '');
	const { written, notWritten, unknown } = account;
	const total = written + notWritten.count + unknown.count;
	const breaches = total === scenario.rows.length ? [] : [`the error accounts for ${total} of ${scenario.rows.length} rows: ${error?.description}`];
	const outcomes = new Map<number, Outcome>();
	const plain = { json: undefined, attempts: undefined };
	for (const tag of notWritten.items) outcomes.set(tag, { ...plain, kind: 'notWritten', tag });
	for (const tag of unknown.items) outcomes.set(tag, { ...plain, kind: 'unknown', tag });
	if (notWritten.isWhole && unknown.isWhole) {
		scenario.rows.forEach((_, tag) => {
			if (!outcomes.has(tag)) outcomes.set(tag, { ...plain, kind: 'written', tag });
		});
	}
	return { outcomes, breaches };
}
