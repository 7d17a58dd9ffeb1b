/** The table of README's section "Compatibility", and what failed. */
import type { Report } from './report.mts';

const count = ({ checks }: Report, result: 'passed' | 'failed'): number =>
	checks.filter((check) => check.result === result).length;

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

/** @param reports by n8n version; a text says why there is none */
export function toTable(reports: ReadonlyMap<string, Report | string>): string {
	const rows = [...reports].map(([n8n, report]) => {
		if (typeof report === 'string') return row([n8n, '', '', '', 'did not run']);
		const failed = count(report, 'failed');
		const results = [
			`${count(report, 'passed')} passed`,
			...(failed > 0 ? [`${failed} failed`] : []),
		];
		return row([n8n, report.core, report.workflow, report.node, results.join(', ')]);
	});
	return [row(['n8n', 'n8n-core', 'n8n-workflow', 'Node.js', 'Checks']), row(['---', '---', '---', '---', '---']), ...rows].join('\n');
}

/** Every check of a version on a line of its own, with the reason if it did not pass. */
export function toLines(report: Report | string): string {
	if (typeof report === 'string') return `  FAILED   ${report.replaceAll('\n', '\n           ')}`;
	return report.checks
		.map(({ name, result, reason }) => {
			const mark = result === 'failed' ? 'FAILED' : result;
			return `  ${mark.padEnd(7)}  ${name}${reason === undefined ? '' : `\n           ${reason.replaceAll('\n', '\n           ')}`}`;
		})
		.join('\n');
}

/** Whether every check passed. */
export const isGood = (report: Report | string): boolean => typeof report !== 'string' && report.checks.length > 0 && count(report, 'failed') === 0;
