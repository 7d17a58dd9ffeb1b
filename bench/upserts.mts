/** Upserts, one request per row, at a server that takes its time. */
import type { Backend } from './backend.mts';
import { sendAll } from './bareClient.mts';
import type { Figure } from './measure.mts';
import { figure, ratios, timed } from './measure.mts';
import { runNode } from './node.mts';
import { contactRecords, contacts } from './rows.mts';

/** Milliseconds per request. */
const LATENCY = 50;
const REQUESTS_PER_LANE = 40;

export async function measureUpserts(backend: Backend, rounds: number): Promise<Figure[]> {
	const figures: Figure[] = [];
	for (const concurrency of [1, 5, 10, 20]) {
		const count = concurrency * REQUESTS_PER_LANE;
		const rows = contacts(count);
		const records = contactRecords(count);
		const parameters = { resource: 'contact', operation: 'upsert', options: { maxConcurrency: concurrency } };
		const node = async () => {
			await backend.reset(LATENCY);
			return (await runNode(backend, parameters, rows)).time;
		};
		const bare = async () => {
			await backend.reset(LATENCY);
			return await timed(async () => await sendAll(backend, '/contact/upsert', records, concurrency));
		};
		figures.push(
			figure(`Upsert at ${LATENCY} ms latency, concurrency ${concurrency}: node ÷ bare client`, await ratios(rounds, node, bare), {
				aim: 1.1,
			}),
		);
	}
	return figures;
}
