/** How much memory the node needs for a row, beyond the input and the output that n8n keeps anyway. */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { Backend } from './backend.mts';
import type { Figure } from './measure.mts';
import { figure } from './measure.mts';
import type { Around } from './node.mts';
import { ROOT, runNode } from './node.mts';
import { contacts, count } from './rows.mts';
import type { Scale } from './scale.mts';

/** Milliseconds between samples. */
const INTERVAL = 250;

/** Of the built node: makes the output, with everything else still in use. */
interface OutputModule {
	toItems(settled: readonly unknown[]): readonly unknown[];
}

setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');

/** Bytes in use, without garbage. */
function inUse(): number {
	collectGarbage();
	return process.memoryUsage().heapUsed;
}

/** @returns bytes that are in use at most while the node works, beyond what is still in use when it has ended */
async function peakDuring(run: (around: Around) => Promise<unknown>): Promise<number> {
	const output: OutputModule = createRequire(import.meta.url)(join(ROOT, 'dist', 'nodes', 'ClientSuccess', 'output.js'));
	const { toItems } = output;
	let peak = 0;
	let end = NaN;
	let isSeen = false;
	const sample = () => {
		peak = Math.max(peak, inUse());
	};
	// No timer can fire between the moment when the last item is made and the node's end.
	output.toItems = (settled) => {
		const items = toItems(settled);
		sample();
		isSeen = true;
		return items;
	};
	let timer: NodeJS.Timeout | undefined;
	// Not an interval: where a sample takes longer than that, nothing else would be done.
	const sampleAgainAndAgain = () => {
		sample();
		timer = setTimeout(sampleAgainAndAgain, INTERVAL);
	};
	timer = setTimeout(sampleAgainAndAgain, INTERVAL);
	try {
		await run(async (work) => {
			const items = await work();
			// Input and output only: the engine has the one, and here is the other.
			end = inUse();
			return items;
		});
	} finally {
		clearTimeout(timer);
		output.toItems = toItems;
	}
	if (!isSeen) throw new Error('the node no longer makes its output by toItems');
	return Math.max(0, peak - end);
}

export async function measureMemory(backend: Backend, { weighed, rounds }: Scale): Promise<Figure> {
	const perRow: number[] = [];
	for (let round = 0; round < rounds; round++) {
		await backend.reset();
		const rows = contacts(weighed);
		const bytes = await peakDuring(async (around) => await runNode(backend, { resource: 'contact', operation: 'insert' }, rows, around));
		perRow.push(bytes / weighed / 1000);
	}
	return figure(`Peak memory per row beyond input and output, bulk insert of ${count(weighed)} contacts`, perRow, { aim: { atMost: 1.5 }, unit: 'kB' });
}
