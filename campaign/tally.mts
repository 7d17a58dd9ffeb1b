/** Adds up what the runs of a campaign came to. */
import type { Verdict } from './invariants/index.mts';
import { documentedDuplicates } from './invariants/ledger.mts';

/** Counts over all runs. */
export class Tally {
	runs = 0;
	rows = 0;
	requests = 0;
	writes = 0;
	cancelled = 0;
	stopped = 0;
	duplicates = 0;
	readonly jobs = new Map<string, number>();
	readonly faults = new Map<string, number>();
	readonly outcomes = new Map<string, number>();

	add({ context }: Verdict): void {
		const { observation, outcomes } = context;
		const { scenario, requests, ledger, sent, sentBeforeCancel, error } = observation;
		this.runs += 1;
		this.rows += scenario.rows.length;
		this.requests += sent;
		this.writes += ledger.length;
		if (sentBeforeCancel !== undefined) this.cancelled += 1;
		else if (error !== undefined) this.stopped += 1;
		this.duplicates += documentedDuplicates(context);
		count(this.jobs, `${scenario.operation} ${scenario.object}`);
		for (const { kind } of outcomes.values()) count(this.outcomes, kind);
		for (const { fault, status } of requests) {
			const name = fault?.name ?? (status === 429 ? 'rate limit' : status === 401 ? 'key revoked' : undefined);
			if (name !== undefined) count(this.faults, name);
		}
		if (scenario.unreachable) count(this.faults, 'unreachable', sent);
	}
}

function count(counts: Map<string, number>, name: string, by = 1): void {
	counts.set(name, (counts.get(name) ?? 0) + by);
}
