/** Cancels a run in the middle, as the editor's stop button does. */
import { sleep } from 'n8n-workflow';
import type { Scenario } from './run.ts';
import { SyncRun, startSync } from './run.ts';

/** How long a run is given to get to where it is to be cancelled, in milliseconds. */
const PATIENCE = 5000;

/**
 * @param isReady whether it is time
 * @returns the run, and how long it took to end, in milliseconds
 */
export async function cancelWhen(isReady: () => boolean, scenario: Scenario): Promise<{ readonly run: SyncRun; readonly took: number }> {
	const { result, cancel } = startSync(scenario);
	const started = Date.now();
	while (!isReady()) {
		if (Date.now() - started > PATIENCE) throw new Error('The run never got to where it was to be cancelled');
		await sleep(5);
	}
	await sleep(20);
	const cancelled = Date.now();
	cancel();
	const run = new SyncRun(await result);
	return { run, took: Date.now() - cancelled };
}

/** Ended at once, and as a run that was cancelled, not as one whose node failed. */
export function expectCancelled({ run, took }: Awaited<ReturnType<typeof cancelWhen>>): void {
	expect(run.result.status).toBe('canceled');
	expect(run.result.error('ClientSuccess')).toBeUndefined();
	expect(run.result.output('Written')).toEqual([]);
	expect(took).toBeLessThan(1000);
}
