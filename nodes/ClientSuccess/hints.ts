/** What a run tells its user beside the items. */

import type { NodeExecutionHint } from 'n8n-workflow';
import type { Job } from './input.ts';
import type { SettledRow } from './output.ts';
import type { MappedRow } from './records/mappedRow.ts';
import { listColumns } from './records/mappedRow.ts';
import type { Outcome } from './sync/outcome.ts';
import { naturalKeysOf } from './transport/naturalKeys.ts';
import type { Transport, TransportStats } from './transport/transport.ts';

const count = (number: number, singular: string, plural = `${singular}s`) =>
	`${number.toLocaleString('en-US')} ${number === 1 ? singular : plural}`;

const LABELS: ReadonlyArray<[Exclude<Outcome['kind'], 'written'>, string]> = [
	['rejected', 'rejected'],
	['unknown', 'unknown'],
	['notSent', 'not sent'],
];

function summary(settled: readonly SettledRow[], { object, options }: Job, stats: TransportStats): string {
	const tally = { written: 0, rejected: 0, unknown: 0, notSent: 0 };
	for (const { outcome } of settled) tally[outcome.kind] += 1;
	const things = count(tally.written, object.label.toLowerCase(), object.plural.toLowerCase());
	const failures = LABELS.flatMap(([kind, label]) => (tally[kind] > 0 ? [`${tally[kind].toLocaleString('en-US')} ${label}`] : []));
	if (options.dryRun) return [`Dry run: ${things} would be sent, nothing was`, ...failures].join(', ');
	const effort = [
		count(stats.requests, 'request'),
		count(stats.retries, 'retry', 'retries'),
		...(options.maxConcurrency === 0 ? [`up to ${stats.atOnce} at once`] : []),
		`${count(Math.round(stats.waited / 1000), 'second')} waited`,
	];
	return `${[`${things} written`, ...failures].join(', ')} (${effort.join(', ')})`;
}

function unmatchable(rows: readonly MappedRow[], { object, operation }: Job): number {
	if (!operation.matches || object.naturalKey.length === 0) return 0;
	return rows.filter(({ problems, record }) => problems.length === 0 && naturalKeysOf(record, object).length === 0).length;
}

export function toHints(
	settled: readonly SettledRow[],
	ignoredColumns: readonly string[],
	job: Job,
	{ stats, halted }: Pick<Transport, 'stats' | 'halted'>,
): NodeExecutionHint[] {
	const hasFailed = settled.some(({ outcome }) => outcome.kind !== 'written');
	const hints: NodeExecutionHint[] = [
		{ message: `${summary(settled, job, stats)}.`, type: hasFailed ? 'warning' : 'info', location: 'outputPane' },
	];
	if (halted !== undefined) {
		hints.push({ message: `Sending stopped early: ${halted}.`, type: 'warning', location: 'outputPane' });
	}
	if (ignoredColumns.length > 0) {
		hints.push({
			message: `No ${job.object.label.toLowerCase()} field has the name of these columns, so they were ignored: ${listColumns(ignoredColumns)}.`,
			type: 'info',
			location: 'outputPane',
		});
	}
	const unmatched = unmatchable(settled.map(({ row }) => row), job);
	if (unmatched > 0) {
		hints.push({
			message: `${count(unmatched, 'row has', 'rows have')} no ${job.object.naturalKey.join(' or ')} to match on, so ClientSuccess creates a new ${job.object.label.toLowerCase()} for ${unmatched === 1 ? 'it' : 'each'} on every run.`,
			type: 'warning',
			location: 'outputPane',
		});
	}
	return hints;
}
