/** Adds up what the runs that read came to. */
import { count, inWords, listCounts } from '../lib/counts.mts';
import type { Counts } from '../lib/counts.mts';
import type { Verdict } from './invariants.mts';

/** Counts over all runs that read. */
export class ReadTally {
	runs = 0;
	questions = 0;
	records = 0;
	changed = 0;
	readonly jobs: Counts = new Map();
	readonly outcomes: Counts = new Map();

	add({ observation: { scenario, requests }, replies }: Verdict): void {
		this.runs += 1;
		this.questions += scenario.questions.length;
		this.records += replies.reduce((sum, { records }) => sum + records.length, 0);
		if (scenario.changes.some(({ at }) => at <= requests.length)) this.changed += 1;
		count(this.jobs, `${scenario.operation} ${scenario.object}`);
		for (const { kind } of replies) count(this.outcomes, kind);
	}

	/** The counts, one to a line. */
	lines(): string[] {
		return [
			`reading runs           ${inWords(this.runs)} (${inWords(this.changed)} while others changed records)`,
			`  by operation         ${listCounts(this.jobs)}`,
			`items that ask         ${inWords(this.questions)}`,
			`  outcomes             ${listCounts(this.outcomes)}`,
			`records answered       ${inWords(this.records)}`,
		];
	}
}
