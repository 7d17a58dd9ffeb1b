/** Upserts, one request per row, at a server that takes its time. */
import type { Backend } from './backend.mts';
import { sendAll } from './bareClient.mts';
import { sendThroughHelper } from './helperNode.mts';
import type { Figure } from './measure.mts';
import { figure, inTurn, timed } from './measure.mts';
import { runNode } from './node.mts';
import { contactRecords, contacts } from './rows.mts';
import type { Scale } from './scale.mts';

/** Milliseconds per request. */
const LATENCY = 50;
const PATH = '/contact/upsert';

async function measureLanes(backend: Backend, concurrency: number, { perLane, rounds }: Scale): Promise<Figure[]> {
	const rows = contacts(concurrency * perLane);
	const records = contactRecords(concurrency * perLane);
	const parameters = { resource: 'contact', operation: 'upsert', options: { maxConcurrency: concurrency } };
	const after = (run: () => Promise<number>) => async () => {
		await backend.reset({ latency: LATENCY });
		return await run();
	};
	const taken = await inTurn(rounds, {
		node: after(async () => (await runNode(backend, parameters, rows)).time),
		bare: after(async () => await timed(async () => await sendAll(backend, PATH, records, concurrency))),
		helper: after(async () => await sendThroughHelper(backend, PATH, records, concurrency)),
	});
	const what = `Upsert at ${LATENCY} ms, ${concurrency} at once`;
	return [
		figure(`${what}: node ÷ bare client`, taken.ratio('node', 'bare'), { aim: { atMost: 1.1 } }),
		figure(`${what}: n8n's HTTP helper alone ÷ bare client`, taken.ratio('helper', 'bare')),
	];
}

export async function measureUpserts(backend: Backend, scale: Scale): Promise<Figure[]> {
	const figures: Figure[] = [];
	for (const concurrency of scale.lanes) figures.push(...(await measureLanes(backend, concurrency, scale)));
	return figures;
}
