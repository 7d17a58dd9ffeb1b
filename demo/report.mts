/** What the demo tells the person who runs it. */
import type { IDataObject } from 'n8n-workflow';
import type { RequestEntry } from '../sandbox/server.mts';
import type { Check } from './checks.mts';
import type { FailedRow, SyncReport } from './sync.mts';
import { table, wrap } from './table.mts';

/** Characters a line of prose gets, so that what stands before it still fits. */
const WIDTH = 70;

const seconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(1)} s`;

function groupBy<T>(items: readonly T[], key: (item: T) => string): Map<string, T[]> {
	const groups = new Map<string, T[]>();
	for (const item of items) groups.set(key(item), [...(groups.get(key(item)) ?? []), item]);
	return groups;
}

// "117 × 200, 1 × 429"
function countStatuses(requests: readonly RequestEntry[]): string {
	const counts = groupBy(requests, ({ status }) => String(status));
	return [...counts].map(([status, { length }]) => `${length} × ${status}`).join(', ');
}

// From each failed answer to the request that carried the same records again.
function waited(requests: readonly RequestEntry[]): number {
	return requests
		.filter(({ fault }) => fault)
		.reduce((sum, { id, endedAt = 0, body }) => {
			const sent = JSON.stringify(body);
			const again = requests.find((other) => other.id > id && JSON.stringify(other.body) === sent);
			return sum + (again ? again.startedAt - endedAt : 0);
		}, 0);
}

// Rows that failed for one reason in one line, with the first of them to look up.
function reasons(failed: readonly FailedRow[], nameRow: (row: IDataObject) => unknown): string {
	const groups = [...groupBy(failed, ({ message }) => message)];
	const rows = groups.map(([message, [first, ...others]]) => [
		others.length + 1,
		first?.outcome,
		first?.item,
		first ? String(nameRow(first.json)) : '',
		wrap(message, WIDTH),
	]);
	return table(['rows', 'outcome', 'first item', 'its row', 'why'], rows);
}

/** The figures of one run, and why rows failed; `nameRow` tells which row of the warehouse it was. */
export function describeSync(title: string, report: SyncReport, nameRow: (row: IDataObject) => unknown): string {
	const { rows, written, failed, requests, hints, milliseconds } = report;
	const retries = requests.filter(({ fault }) => fault).length;
	const figures = [
		['rows in', rows],
		['written', written],
		['failed', failed.length],
		['requests', `${requests.length}   (answers: ${countStatuses(requests)})`],
		['retries', retries === 0 ? 0 : `${retries}   (after waiting ${seconds(waited(requests))})`],
		['took', seconds(milliseconds)],
	];
	return [
		title,
		'',
		...figures.map(([name, value]) => `   ${String(name).padEnd(10)}${value}`),
		...(failed.length > 0 ? ['', reasons(failed, nameRow)] : []),
		...(hints.length > 0 ? ['', '   The node\'s hints:', ...hints.map((hint) => `   - ${wrap(hint, WIDTH).replaceAll('\n', '\n     ')}`)] : []),
		'',
	].join('\n');
}

/** The checks, one per line. */
export function describeChecks(checks: readonly Check[]): string {
	return ['', 'Checks', '', ...checks.map(({ text, passed }) => `   ${passed ? 'ok    ' : 'FAILED'}  ${text}`), ''].join('\n');
}
