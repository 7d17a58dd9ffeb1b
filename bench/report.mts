/** Puts the figures into tables, and the tables into a document. */
import { cpus, totalmem } from 'node:os';
import type { Figure } from './measure.mts';
import type { ProfileEntry } from './profile.mts';

const number = (value: number) => value.toFixed(2);

function tableRow({ what, value, lowest, highest, aim, unit = '×' }: Figure): string {
	const verdict = aim === undefined ? '' : `≤ ${aim} ${unit}`;
	return `| ${what} | **${number(value)} ${unit}** | ${number(lowest)}–${number(highest)} | ${verdict} |`;
}

export function figuresTable(figures: readonly Figure[]): string {
	return ['| what | median | range | aim |', '|---|---|---|---|', ...figures.map(tableRow)].join('\n');
}

export function profileTable(entries: readonly ProfileEntry[]): string {
	const rows = entries.map(({ where, share }) => `| \`${where}\` | ${(share * 100).toFixed(1)} % |`);
	return ['| function | share of processor time |', '|---|---|', ...rows].join('\n');
}

export function conditions(versions: Readonly<Record<string, string>>, rounds: number): string {
	const processors = cpus();
	return [
		`- machine: ${processors.length} × ${processors[0]?.model.trim() ?? 'unknown processor'}, ${Math.round(totalmem() / 2 ** 30)} GiB`,
		`- versions: ${Object.entries(versions).map(([name, version]) => `${name} ${version}`).join(', ')}`,
		`- each figure: the median of ${rounds} pairs, measured in turn after one to warm up`,
	].join('\n');
}
