/** Adds up what the runs of the trigger came to. */
import { count, inWords, listCounts } from '../lib/counts.mts';
import type { Counts } from '../lib/counts.mts';
import type { Verdict } from './invariants.mts';

/** Counts over all runs of the trigger. */
export class TriggerTally {
	runs = 0;
	polls = 0;
	failed = 0;
	lost = 0;
	restarts = 0;
	delivered = 0;
	readonly jobs: Counts = new Map();

	add({ observation: { scenario, polls } }: Verdict): void {
		this.runs += 1;
		this.polls += polls.length;
		this.failed += polls.filter(({ error }) => error !== undefined).length;
		this.lost += polls.filter(({ spec }) => spec.isLost).length;
		this.restarts += scenario.steps.filter(({ kind }) => kind === 'restart').length;
		this.delivered += polls.reduce((sum, poll) => sum + (poll.spec.isLost ? 0 : poll.delivered.length), 0);
		count(this.jobs, `${scenario.object} ${scenario.event}`);
	}

	/** The counts, one to a line. */
	lines(): string[] {
		return [
			`runs of the trigger    ${inWords(this.runs)}`,
			`  by event             ${listCounts(this.jobs)}`,
			`polls                  ${inWords(this.polls)} (${inWords(this.failed)} failed, ${inWords(this.lost)} lost in a crash of n8n; ${inWords(this.restarts)} restarts between)`,
			`changes delivered      ${inWords(this.delivered)}`,
		];
	}
}
