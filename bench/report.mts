/** Puts the figures into tables, and the tables into a document. */
import { cpus, totalmem } from 'node:os';
import type { Aim, Figure } from './measure.mts';
import { meets } from './measure.mts';
import type { ProfileEntry } from './profile.mts';

const number = (value: number) => (Number.isInteger(value) ? String(value) : value.toFixed(2));

function aimed(value: number, aim: Aim | undefined): string {
	if (aim === undefined) return '';
	const text = 'atMost' in aim ? `≤ ${aim.atMost}` : `≥ ${aim.atLeast}`;
	return `${text}, ${meets(value, aim) ? 'met' : 'missed'}`;
}

function tableRow({ what, value, lowest, highest, aim, unit = '×' }: Figure): string {
	return `| ${what} | **${`${number(value)} ${unit}`.trim()}** | ${number(lowest)}–${number(highest)} | ${aimed(value, aim)} |`;
}

export function figuresTable(figures: readonly Figure[]): string {
	return ['| what | median | range | aim |', '|---|---|---|---|', ...figures.map(tableRow)].join('\n');
}

export function profileTable(heading: string, entries: readonly ProfileEntry[]): string {
	const rows = entries.map(({ what, share }) => `| ${what} | ${(share * 100).toFixed(1)} % |`);
	return [`| ${heading} | share of processor time |`, '|---|---|', ...rows].join('\n');
}

/** @param command that the figures come from */
export function conditions(command: string, versions: Readonly<Record<string, string>>, rounds: number): string {
	const processors = cpus();
	const times = `at least ${rounds} ${rounds === 1 ? 'round' : 'rounds'}`;
	return [
		`- command: \`${command}\``,
		`- machine: ${processors.length} × ${processors[0]?.model.trim() ?? 'unknown processor'}, ${Math.round(totalmem() / 2 ** 30)} GiB`,
		`- versions: ${Object.entries(versions).map(([name, version]) => `${name} ${version}`).join(', ')}`,
		`- each figure: the median of ${times}, in which what is compared is measured in turn, after one to warm up; beside it the lowest and the highest`,
	].join('\n');
}
