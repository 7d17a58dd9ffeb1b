/** Adds up what the runs that write came to. */
import { count, inWords, listCounts } from '../lib/counts.mts';
import type { Counts } from '../lib/counts.mts';
import type { Verdict } from './invariants/index.mts';
import { documentedDuplicates } from './invariants/ledger.mts';
import { lookUpOf } from './scenario.mts';

/** Counts over all runs that write. */
export class WriteTally {
	runs = 0;
	rows = 0;
	writes = 0;
	duplicates = 0;
	readonly jobs: Counts = new Map();
	readonly lookups: Counts = new Map();
	readonly outcomes: Counts = new Map();

	add({ context }: Verdict): void {
		const { observation, outcomes } = context;
		const { scenario, ledger } = observation;
		this.runs += 1;
		this.rows += scenario.rows.length;
		this.writes += ledger.length;
		this.duplicates += documentedDuplicates(context);
		count(this.jobs, `${scenario.operation} ${scenario.object}`);
		const lookUp = { none: undefined, parent: 'clients', own: `${scenario.object}s` }[lookUpOf(scenario)];
		if (lookUp !== undefined) count(this.lookups, `${lookUp} by key`);
		if (scenario.options.matchCustomFields === true) count(this.lookups, 'custom fields');
		for (const { kind } of outcomes.values()) count(this.outcomes, kind);
	}

	/** The counts, one to a line. */
	lines(): string[] {
		return [
			`writing runs           ${inWords(this.runs)}`,
			`  by operation         ${listCounts(this.jobs)}`,
			`  with lookups         ${listCounts(this.lookups)}`,
			`rows                   ${inWords(this.rows)}`,
			`  outcomes             ${listCounts(this.outcomes)}`,
			`writes in the ledger   ${inWords(this.writes)}`,
			`documented duplicates  ${inWords(this.duplicates)}`,
		];
	}
}
