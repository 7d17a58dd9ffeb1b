/** One run of the campaign, of whichever kind, and what all of them come to. To be loaded once time is virtual. */
import fc from 'fast-check';
import { count, countFaults, inWords, listCounts } from './lib/counts.mts';
import type { Counts } from './lib/counts.mts';
import { check as checkRead } from './reads/invariants.mts';
import { run as runRead } from './reads/run.mts';
import type { Scenario as ReadScenario } from './reads/scenario.mts';
import { scenarios as readScenarios } from './reads/scenarios.mts';
import { ReadTally } from './reads/tally.mts';
import { check as checkTrigger } from './trigger/invariants.mts';
import { run as runTrigger } from './trigger/run.mts';
import type { Scenario as TriggerScenario } from './trigger/scenario.mts';
import { scenarios as triggerScenarios } from './trigger/scenarios.mts';
import { TriggerTally } from './trigger/tally.mts';
import { examples as writeExamples } from './writes/examples.mts';
import { check as checkWrite } from './writes/invariants/index.mts';
import { run as runWrite } from './writes/run.mts';
import type { Scenario as WriteScenario } from './writes/scenario.mts';
import { scenarios as writeScenarios } from './writes/scenarios.mts';
import { WriteTally } from './writes/tally.mts';

const write = fc.record({ kind: fc.constant('write' as const), scenario: writeScenarios });
const read = fc.record({ kind: fc.constant('read' as const), scenario: readScenarios });
const trigger = fc.record({ kind: fc.constant('trigger' as const), scenario: triggerScenarios });

export type Run =
	| { readonly kind: 'write'; readonly scenario: WriteScenario }
	| { readonly kind: 'read'; readonly scenario: ReadScenario }
	| { readonly kind: 'trigger'; readonly scenario: TriggerScenario };

/** @param only the kind to draw; all of them if it is none */
export function drawRuns(only: string | undefined): fc.Arbitrary<Run> {
	if (only === 'write') return write;
	if (only === 'read') return read;
	if (only === 'trigger') return trigger;
	return fc.oneof({ weight: 3, arbitrary: write }, { weight: 1, arbitrary: read }, { weight: 1, arbitrary: trigger });
}

/** Those that every campaign starts with. */
export const examplesOf = (only: string | undefined): Run[] =>
	only === undefined || only === 'write' ? writeExamples.map((scenario) => ({ kind: 'write', scenario })) : [];

/** Counts over all runs. */
export class Tally {
	runs = 0;
	requests = 0;
	cancelled = 0;
	stopped = 0;
	readonly faults: Counts = new Map();
	readonly writes = new WriteTally();
	readonly reads = new ReadTally();
	readonly trigger = new TriggerTally();

	/** @returns what a run breached; only one that breached nothing is counted */
	async carryOut({ kind, scenario }: Run): Promise<readonly string[]> {
		if (kind === 'trigger') {
			const verdict = checkTrigger(await runTrigger(scenario));
			if (verdict.breaches.length > 0) return verdict.breaches;
			const { polls, sent } = verdict.observation;
			this.trigger.add(verdict);
			for (const { requests } of polls) countFaults(this.faults, requests);
			this.requests += sent;
			this.runs += 1;
			return [];
		}
		if (kind === 'read') {
			const verdict = checkRead(await runRead(scenario));
			if (verdict.breaches.length > 0) return verdict.breaches;
			this.reads.add(verdict);
			this.#addRun(verdict.observation);
			return [];
		}
		const verdict = checkWrite(await runWrite(scenario));
		if (verdict.breaches.length > 0) return verdict.breaches;
		this.writes.add(verdict);
		this.#addRun(verdict.context.observation);
		return [];
	}

	#addRun({ sent, requests, sentBeforeCancel, error, scenario }: Awaited<ReturnType<typeof runRead>> | Awaited<ReturnType<typeof runWrite>>): void {
		this.runs += 1;
		this.requests += sent;
		if (sentBeforeCancel !== undefined) this.cancelled += 1;
		else if (error !== undefined) this.stopped += 1;
		countFaults(this.faults, requests);
		if (scenario.unreachable) count(this.faults, 'unreachable', sent);
	}

	/** The counts, one to a line. */
	lines(): string[] {
		return [
			`runs                   ${inWords(this.runs)} (${inWords(this.cancelled)} cancelled, ${inWords(this.stopped)} stopped by an error)`,
			`requests               ${inWords(this.requests)}`,
			`  faults               ${listCounts(this.faults)}`,
			...this.writes.lines(),
			...this.reads.lines(),
			...this.trigger.lines(),
		];
	}
}
