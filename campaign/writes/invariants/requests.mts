/** When requests are sent, and when not. */
import type { RequestEntry } from '../../../sandbox/server.mts';
import { breachesOfTraffic } from '../../lib/traffic.mts';
import { readsFirst } from '../scenario.mts';
import { tagsIn } from '../tags.mts';
import type { Context, Invariant } from './context.mts';

/** What holds for every run. */
export const trafficIsInOrder: Invariant = ({ observation, options }) =>
	breachesOfTraffic({ ...observation, rateLimit: observation.scenario.rateLimit, options });

/** A node that stops sends nothing after the row its error names; with several at once, others may be on their way. */
export const stopsAtFirstFailure: Invariant = ({ observation, options }) => {
	const { scenario, error, requests, sentBeforeCancel } = observation;
	const last = requests.at(-1);
	if (scenario.onError !== 'stopWorkflow' || options.maxConcurrency !== 1 || error === undefined || last === undefined) return [];
	// A lookup may be the last that was sent, and is for all rows.
	if (sentBeforeCancel !== undefined || (last.method === 'GET' && readsFirst(scenario))) return [];
	const named = Number(/^Item (\d+):/.exec(error.message)?.[1] ?? NaN);
	return tagsIn(last.body).includes(named) ? [] : [`request ${last.id} was sent although row ${named} had failed`];
};

/** Rows that must keep their order: all of them when one request goes after the other, else those of one record. */
function sequences({ observation: { scenario }, options }: Context): number[][] {
	const { rows, object, operation } = scenario;
	if (options.maxConcurrency === 1) return [rows.map((_, tag) => tag)];
	// Nothing tells which contracts are the same, except when they are addressed.
	if (object === 'contract' && operation !== 'update') return [];
	const byKey = new Map<number, number[]>();
	rows.forEach(({ key, fate }, tag) => {
		if (typeof key !== 'number' || (operation === 'update' && fate === 'orphan')) return;
		byKey.set(key, [...(byKey.get(key) ?? []), tag]);
	});
	return [...byKey.values()];
}

/** Requests for one record in input order: the later row's only after the last of the earlier one's. */
export const recordsKeepTheirOrder: Invariant = (context) =>
	sequences(context).flatMap((tags) => {
		const breaches: string[] = [];
		let before: { readonly tag: number; readonly carriers: readonly RequestEntry[] } | undefined;
		for (const tag of tags) {
			const carriers = context.carriers.get(tag);
			if (carriers === undefined) continue;
			if (before !== undefined) {
				const { carriers: earlier } = before;
				const last = earlier.filter((entry) => !carriers.includes(entry)).at(-1);
				const first = carriers.find((entry) => !earlier.includes(entry));
				const isLate = last !== undefined && first !== undefined && (last.id > first.id || (last.endedAt ?? Infinity) > first.startedAt);
				if (isLate) breaches.push(`request ${first.id} for row ${tag} overtook request ${last.id} for row ${before.tag}`);
			}
			before = { tag, carriers };
		}
		return breaches;
	});

/** The same within each bulk request. */
export const batchesKeepTheirOrder: Invariant = ({ observation: { requests } }) =>
	requests.flatMap(({ id, body }) => {
		const tags = tagsIn(body);
		return tags.some((tag, index) => tag <= (tags[index - 1] ?? -1)) ? [`request ${id} holds its rows in the order ${tags.join(', ')}`] : [];
	});
