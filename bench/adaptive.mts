/** Max Concurrent Requests 0 at a server with a rate limit, against the best fixed number. */
import type { Backend } from './backend.mts';
import type { Figure } from './measure.mts';
import { figure, inTurn } from './measure.mts';
import { runNode } from './node.mts';
import { contacts, count } from './rows.mts';
import type { RateLimit, Scale } from './scale.mts';

/** Milliseconds per request. */
const LATENCY = 50;

async function measureLimit(backend: Backend, { perSecond, candidates }: RateLimit, { limitedFor, rounds }: Scale): Promise<Figure[]> {
	const requests = perSecond * limitedFor;
	const refusals: number[] = [];
	/** @param maxConcurrency 0 for as many at once as the node finds right */
	const upsert = async (maxConcurrency: number): Promise<number> => {
		await backend.reset({ latency: LATENCY, perSecond });
		const options = { maxConcurrency, maxRetries: 10 };
		const { time } = await runNode(backend, { resource: 'contact', operation: 'upsert', options }, contacts(requests));
		if (maxConcurrency === 0) refusals.push((await backend.received()).refused);
		return time;
	};

	// In full length: a short run would profit from what the limit lets through at once.
	let best = { maxConcurrency: 0, time: Infinity };
	for (const maxConcurrency of candidates) {
		const time = await upsert(maxConcurrency);
		if (time < best.time) best = { maxConcurrency, time };
	}
	const runs = {
		auto: async () => await upsert(0),
		fixed: async () => await upsert(best.maxConcurrency),
	};
	const taken = await inTurn(rounds, runs, { isWarm: true });
	const what = `Upsert at ${LATENCY} ms and ${perSecond} requests per second at most`;
	return [
		figure(`${what}: Max Concurrent Requests 0 ÷ the best fixed number, ${best.maxConcurrency}`, taken.ratio('auto', 'fixed'), { aim: { atMost: 1.2 } }),
		figure(`${what}: answers 429 with Max Concurrent Requests 0, of ${count(requests)} requests`, refusals, { unit: '' }),
	];
}

export async function measureAdaptive(backend: Backend, scale: Scale): Promise<Figure[]> {
	const figures: Figure[] = [];
	for (const limit of scale.limits) figures.push(...(await measureLimit(backend, limit, scale)));
	return figures;
}
