/** How much memory the node needs for a row, beyond the input and the output that n8n keeps anyway. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { Backend } from './backend.mts';
import type { Figure } from './measure.mts';
import { figure } from './measure.mts';
import { runNode } from './node.mts';
import { contacts } from './rows.mts';

const ROWS = 50_000;
/** Milliseconds between samples; each collects the garbage first, so that only what is in use counts. */
const INTERVAL = 250;

export async function measureMemory(backend: Backend, rounds: number): Promise<Figure> {
	setFlagsFromString('--expose-gc');
	const collect: () => void = runInNewContext('gc');
	const inUse = () => {
		collect();
		return process.memoryUsage().heapUsed;
	};

	const perRow: number[] = [];
	for (let round = 0; round < rounds; round++) {
		await backend.reset();
		const rows = contacts(ROWS);
		// The engine's own copy of the input is made before the node starts, and is still there at the end.
		let peak = 0;
		let sampler: NodeJS.Timeout | undefined;
		const sample = () => {
			peak = Math.max(peak, inUse());
			sampler = setTimeout(sample, INTERVAL);
		};
		sample();
		const { items } = await runNode(backend, { resource: 'contact', operation: 'insert' }, rows);
		clearTimeout(sampler);
		const end = inUse();
		if (items.length !== ROWS) throw new Error('rows are missing');
		perRow.push(Math.max(0, peak - end) / ROWS / 1000);
	}
	return figure(`Peak memory per row beyond input and output, ${ROWS.toLocaleString('en-US')} contacts`, perRow, {
		aim: 1.5,
		unit: 'kB',
	});
}
