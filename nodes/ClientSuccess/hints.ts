/** What a run tells its user beside the items. */

import type { NodeExecutionHint } from 'n8n-workflow';
import type { Job } from './input/job.ts';
import { objects } from './objects/index.ts';
import type { ReadOperation, WriteOperation } from './operations/index.ts';
import type { Answered, SettledRow } from './output.ts';
import type { MappedRow } from './records/mappedRow.ts';
import { listColumns } from './records/mappedRow.ts';
import type { Lookup } from './records/reference.ts';
import type { Outcome } from './sync/outcome.ts';
import { ReadFailure } from './sync/outcome.ts';
import { naturalKeysOf } from './transport/naturalKeys.ts';
import type { Transport, TransportStats } from './transport/transport.ts';

const count = (number: number, singular: string, plural = `${singular}s`) =>
	`${number.toLocaleString('en-US')} ${number === 1 ? singular : plural}`;

const LABELS: ReadonlyArray<[Exclude<Outcome['kind'], 'written'>, string]> = [
	['rejected', 'rejected'],
	['unknown', 'unknown'],
	['notSent', 'not sent'],
];

/** What a run took, in brackets. */
function effort({ requests, retries, atOnce, waited }: TransportStats, { options }: Job): string {
	const parts = [
		count(requests, 'request'),
		count(retries, 'retry', 'retries'),
		...(options.maxConcurrency === 0 ? [`up to ${atOnce} at once`] : []),
		`${count(Math.round(waited / 1000), 'second')} waited`,
	];
	return `(${parts.join(', ')})`;
}

function summary(settled: readonly SettledRow[], job: Job, stats: TransportStats): string {
	const { object, options } = job;
	const tally = { written: 0, rejected: 0, unknown: 0, notSent: 0 };
	for (const { outcome } of settled) tally[outcome.kind] += 1;
	const things = count(tally.written, object.label.toLowerCase(), object.plural.toLowerCase());
	const failures = LABELS.flatMap(([kind, label]) => (tally[kind] > 0 ? [`${tally[kind].toLocaleString('en-US')} ${label}`] : []));
	if (options.dryRun) return [`Dry run: ${things} would be sent, nothing was`, ...failures].join(', ');
	return `${[`${things} written`, ...failures].join(', ')} ${effort(stats, job)}`;
}

function unmatchable(rows: readonly MappedRow[], { object, operation }: Job<WriteOperation>): number {
	if (!operation.matches || object.naturalKey.length === 0) return 0;
	return rows.filter(({ problems, record }) => problems.length === 0 && naturalKeysOf(record, object).length === 0).length;
}

const hint = (message: string, type: NodeExecutionHint['type'] = 'info'): NodeExecutionHint => ({ message, type, location: 'outputPane' });

/** Such as "All clients were read once to find UUIDs by External ID." */
function explainLookup({ object, key }: Lookup): NodeExecutionHint {
	const { plural, fields } = objects[object];
	const label = fields.find(({ name }) => name === key)?.label ?? key;
	return hint(`All ${plural.toLowerCase()} were read once to find UUIDs by ${label}.`);
}

/** What holds for every run: how it went, why it ended early, and what else it read. */
function commonHints(summary: string, hasFailed: boolean, lookups: readonly Lookup[], halted: string | undefined): NodeExecutionHint[] {
	return [
		hint(summary, hasFailed ? 'warning' : 'info'),
		...(halted === undefined ? [] : [hint(`No further request was sent: ${halted}.`, 'warning')]),
		...lookups.map(explainLookup),
	];
}

export function toReadHints(
	answered: readonly Answered[],
	lookups: readonly Lookup[],
	job: Job<ReadOperation>,
	{ stats, halted }: Pick<Transport, 'stats' | 'halted'>,
): NodeExecutionHint[] {
	const { label, plural } = job.object;
	const failed = answered.filter(({ answer }) => answer instanceof ReadFailure).length;
	const read = answered.reduce((sum, { answer }) => sum + (answer instanceof ReadFailure ? 0 : answer.length), 0);
	const records = `${count(read, label.toLowerCase(), plural.toLowerCase())} read`;
	const failures = failed > 0 ? [`${count(failed, 'item')} failed`] : [];
	return commonHints(`${[records, ...failures].join(', ')} ${effort(stats, job)}.`, failed > 0, lookups, halted);
}

export function toWriteHints(
	settled: readonly SettledRow[],
	{ ignoredColumns, lookups }: { readonly ignoredColumns: readonly string[]; readonly lookups: readonly Lookup[] },
	job: Job<WriteOperation>,
	{ stats, halted }: Pick<Transport, 'stats' | 'halted'>,
): NodeExecutionHint[] {
	const hasFailed = settled.some(({ outcome }) => outcome.kind !== 'written');
	const hints = commonHints(`${summary(settled, job, stats)}.`, hasFailed, lookups, halted);
	if (ignoredColumns.length > 0) {
		hints.push(hint(`No ${job.object.label.toLowerCase()} field has the name of these columns, so they were ignored: ${listColumns(ignoredColumns)}.`));
	}
	const unmatched = unmatchable(settled.map(({ row }) => row), job);
	if (unmatched > 0) {
		const message = `${count(unmatched, 'row has', 'rows have')} no ${job.object.naturalKey.join(' or ')} to match on, so ClientSuccess creates a new ${job.object.label.toLowerCase()} for ${unmatched === 1 ? 'it' : 'each'} on every run.`;
		hints.push(hint(message, 'warning'));
	}
	return hints;
}
