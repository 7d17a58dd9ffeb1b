/** Compares what ClientSuccess was sent with what the database says it should have been. */
import type { PGlite } from '@electric-sql/pglite';
import type { SyncReport } from './sync.mts';

/** A statement about the run, and whether it holds. */
export interface Check {
	readonly text: string;
	readonly passed: boolean;
}

// Fields in a fixed order, without those that have no value: the node leaves them out.
function canonical(record: object): string {
	const fields = Object.entries(record).filter(([, value]) => value !== null && value !== undefined);
	return JSON.stringify(fields.sort(([one], [other]) => (one < other ? -1 : 1)));
}

/** Each good row of `view`, and nothing else, was written exactly once, with exactly its values. */
export async function eachGoodRowOnce(
	warehouse: PGlite,
	view: 'expected_clients' | 'expected_contacts' | 'expected_contracts',
	{ ledger, rows, failed, written }: SyncReport,
): Promise<Check[]> {
	const { rows: expected } = await warehouse.query<Record<string, unknown>>(`SELECT * FROM ${view}`);
	const good = expected.map(canonical).sort();
	const sent = ledger.map(({ record }) => canonical(record)).sort();
	const noun = view.replace('expected_', '');
	return [
		{
			text: `${good.length} good ${noun} were written exactly once, with the warehouse's values, and nothing else was`,
			passed: good.length === sent.length && good.every((record, index) => record === sent[index]),
		},
		{
			text: `${rows - good.length} bad ${noun} came out of the node's error output, each with its row`,
			passed:
				written === good.length &&
				failed.length === rows - good.length &&
				new Set(failed.map(({ item }) => item)).size === failed.length,
		},
	];
}

/** Every scripted fault struck, and none of them cost a row. */
export function faultsWereRetried(reports: readonly SyncReport[], statuses: readonly number[]): Check {
	const struck = reports.flatMap(({ requests }) => requests.filter(({ fault }) => fault).map(({ status }) => status));
	const outages = reports.flatMap(({ failed }) => failed.filter(({ message }) => /\b(429|503|rate limit)\b/i.test(message)));
	return {
		text: `ClientSuccess answered ${statuses.join(', ')} once each; every row concerned was sent again and written`,
		passed: struck.length === statuses.length && statuses.every((status) => struck.includes(status)) && outages.length === 0,
	};
}

/** The second run found every client it had written, and added none. */
export function nothingDoubled(before: number, after: number, again: SyncReport): Check {
	return {
		text: `the second run updated ${again.ledger.length} clients and added none: ${before} before, ${after} after`,
		passed: before === after && again.ledger.length === after && again.ledger.every(({ kind }) => kind === 'update'),
	};
}
