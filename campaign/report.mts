/** What a campaign prints. */
import type { Tally } from './tally.mts';

const number = (value: number): string => value.toLocaleString('en-US');

function list(counts: ReadonlyMap<string, number>): string {
	const sorted = [...counts].sort(([, a], [, b]) => b - a);
	return sorted.map(([name, value]) => `${name} ${number(value)}`).join(', ');
}

/** The counts, one to a line. */
export function describeTally(tally: Tally): string {
	return [
		`runs                   ${number(tally.runs)} (${number(tally.cancelled)} cancelled, ${number(tally.stopped)} stopped by an error)`,
		`  by operation         ${list(tally.jobs)}`,
		`rows                   ${number(tally.rows)}`,
		`  outcomes             ${list(tally.outcomes)}`,
		`requests               ${number(tally.requests)}`,
		`  faults               ${list(tally.faults)}`,
		`writes in the ledger   ${number(tally.writes)}`,
		`documented duplicates  ${number(tally.duplicates)}`,
	].join('\n');
}
