/** Bulk inserts: against the bare client and n8n's HTTP helper, mapped fields against automatic mapping, many rows against few. */
import type { Backend } from './backend.mts';
import { sendAll } from './bareClient.mts';
import { sendThroughHelper } from './helperNode.mts';
import type { Figure, Rounds } from './measure.mts';
import { figure, inTurn, timed } from './measure.mts';
import { runNode } from './node.mts';
import { contactRecords, contacts, count, inBatches, mappedContact } from './rows.mts';
import type { Scale } from './scale.mts';

const BATCH = 100;
const PATH = '/contact/bulk';
const insert = { resource: 'contact', operation: 'insert' };

type Way = 'bare' | 'helper' | 'automatic' | 'mapped';

/** Each way to insert so many contacts; each answers the milliseconds it took. */
function ways(backend: Backend, rows: number): Record<Way, () => Promise<number>> {
	const node = async (parameters = {}) => {
		const input = contacts(rows);
		await backend.reset();
		return (await runNode(backend, { ...insert, ...parameters }, input)).time;
	};
	const batches = async () => {
		await backend.reset();
		return inBatches(contactRecords(rows), BATCH);
	};
	return {
		bare: async () => {
			const bodies = await batches();
			return await timed(async () => await sendAll(backend, PATH, bodies, 1));
		},
		helper: async () => await sendThroughHelper(backend, PATH, await batches(), 1),
		automatic: async () => await node(),
		mapped: async () => await node(mappedContact),
	};
}

/** Throws unless each way makes the server receive the very same requests. */
async function requireSameRequests(backend: Backend): Promise<void> {
	const rows = 10 * BATCH;
	const bodies = inBatches(contactRecords(rows), BATCH);
	const digests = new Set<string>();
	for (const send of [
		async () => await runNode(backend, insert, contacts(rows)),
		async () => await runNode(backend, { ...insert, ...mappedContact }, contacts(rows)),
		async () => await sendAll(backend, PATH, bodies, 1),
		async () => await sendThroughHelper(backend, PATH, bodies, 1),
	]) {
		await backend.reset({ keepBodies: true });
		await send();
		const { records, digest } = await backend.received();
		if (records !== rows) throw new Error(`${rows} rows were to be sent, ${records} arrived`);
		digests.add(digest);
	}
	if (digests.size > 1) throw new Error('what is compared did not send the same requests');
}

function against(rounds: Rounds<Way>, rows: number): Figure[] {
	const what = `Bulk insert of ${count(rows)} contacts`;
	return [
		figure(`${what}: node ÷ bare client`, rounds.ratio('automatic', 'bare'), { aim: { atMost: 1.5 } }),
		figure(`${what}: n8n's HTTP helper alone ÷ bare client`, rounds.ratio('helper', 'bare')),
		figure(`${what}: node ÷ n8n's HTTP helper alone`, rounds.ratio('automatic', 'helper')),
		figure(`${what}: six mapped expressions ÷ automatic mapping`, rounds.ratio('mapped', 'automatic'), { aim: { atMost: 1.3 } }),
	];
}

export async function measureInserts(backend: Backend, { inserts, rounds }: Scale): Promise<Figure[]> {
	await requireSameRequests(backend);
	const [few = 0, many] = inserts;
	// Short runs vary more, and cost less.
	const ofFew = await inTurn(3 * rounds, ways(backend, few));
	if (many === undefined) return against(ofFew, few);
	const ofMany = await inTurn(rounds, ways(backend, many));
	const growth = await inTurn(rounds, {
		few: ways(backend, few).automatic,
		many: ways(backend, many).automatic,
		fewBare: ways(backend, few).bare,
		manyBare: ways(backend, many).bare,
	});
	const what = `Growth: ${count(many)} ÷ ${count(few)} contacts`;
	return [
		...against(ofFew, few),
		...against(ofMany, many),
		figure(`${what}, node`, growth.ratio('many', 'few'), { aim: { atMost: 10.5 } }),
		figure(`${what}, bare client`, growth.ratio('manyBare', 'fewBare')),
	];
}
