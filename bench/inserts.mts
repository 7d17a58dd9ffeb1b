/** Bulk inserts: against the bare client, mapped fields against automatic mapping, many rows against few. */
import type { Backend } from './backend.mts';
import { sendAll } from './bareClient.mts';
import type { Figure } from './measure.mts';
import { figure, ratios, timed } from './measure.mts';
import { runNode } from './node.mts';
import { contactRecords, contacts, inBatches, mappedContact } from './rows.mts';

const BATCH = 100;
const insert = { resource: 'contact', operation: 'insert' };

export async function measureInserts(backend: Backend, rounds: number): Promise<Figure[]> {
	const nodeTime = async (count: number, parameters = {}) => {
		const rows = contacts(count);
		await backend.reset();
		return (await runNode(backend, { ...insert, ...parameters }, rows)).time;
	};
	const bareTime = async (count: number) => {
		const batches = inBatches(contactRecords(count), BATCH);
		await backend.reset();
		return await timed(async () => await sendAll(backend, '/contact/bulk', batches, 1));
	};

	const figures: Figure[] = [];
	for (const count of [10_000, 100_000]) {
		const rows = `${count.toLocaleString('en-US')} contacts`;
		figures.push(
			figure(
				`Bulk insert of ${rows}: node ÷ bare keep-alive client`,
				await ratios(rounds, async () => await nodeTime(count), async () => await bareTime(count)),
				{ aim: 1.5 },
			),
			figure(
				`Bulk insert of ${rows}: six mapped expressions ÷ automatic mapping`,
				await ratios(rounds, async () => await nodeTime(count, mappedContact), async () => await nodeTime(count)),
				{ aim: 1.3 },
			),
		);
	}
	figures.push(
		figure(
			'Bulk insert, growth: 100,000 ÷ 10,000 contacts',
			await ratios(rounds, async () => await nodeTime(100_000), async () => await nodeTime(10_000)),
			{ aim: 10.5 },
		),
	);
	return figures;
}
