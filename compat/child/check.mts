/** What a check is, and how checks are run: one after another, each with an empty sandbox. */
import type { CheckReport } from '../lib/report.mts';
import type { Bench } from './bench.mts';

export interface Check {
	readonly name: string;
	/** Throws if what it is about doesn't hold. */
	run(bench: Bench): Promise<void>;
}

async function runCheck({ name, run }: Check, bench: Bench): Promise<CheckReport> {
	await bench.sandbox.reset();
	try {
		await run(bench);
		return { name, result: 'passed' };
	} catch (error) {
		return { name, result: 'failed', reason: error instanceof Error ? error.message : String(error) };
	}
}

export async function runChecks(checks: readonly Check[], bench: Bench): Promise<CheckReport[]> {
	const reports: CheckReport[] = [];
	for (const check of checks) reports.push(await runCheck(check, bench));
	return reports;
}
