/** When requests are sent, and when not. */
import type { RequestEntry } from '../../sandbox/server.mts';
import { tagsIn } from '../tags.mts';
import type { Context, Invariant } from './context.mts';

/** No request after a cancellation. */
export const nothingAfterCancel: Invariant = ({ observation: { sent, sentBeforeCancel } }) =>
	sentBeforeCancel !== undefined && sent > sentBeforeCancel ? [`${sent - sentBeforeCancel} requests were sent after the cancellation`] : [];

/** Never more than `maxConcurrency` in flight, which where it is 0 is at most 20. */
export const neverTooManyAtOnce: Invariant = ({ observation: { sentAtOnce }, options: { maxConcurrency } }) =>
	sentAtOnce > (maxConcurrency || 20) ? [`${sentAtOnce} requests at once, ${maxConcurrency || 20} allowed`] : [];

/**
 * Those that were sent although the answer to `entry` was there. One that starts within the same
 * millisecond may have been on its way already, unless only one is allowed at a time.
 */
function sentKnowing(entry: RequestEntry, { observation, options }: Context): RequestEntry[] {
	const { endedAt } = entry;
	if (endedAt === undefined) return [];
	return observation.requests.filter(({ id, startedAt }) => (options.maxConcurrency === 1 ? id > entry.id : startedAt > endedAt));
}

/** The moment until which an answer asks to send nothing; undefined if it doesn't. */
function pausedUntil({ status, fault, endedAt }: RequestEntry, { observation }: Context): number | undefined {
	if (typeof status !== 'number' || endedAt === undefined || (status !== 429 && status !== 408 && status < 500)) return undefined;
	const limit = observation.scenario.rateLimit?.retryAfter;
	const asked = fault?.answer === undefined ? (status === 429 ? limit : undefined) : fault.answer.headers?.['retry-after'];
	if (asked === undefined) return undefined;
	const seconds = Number(asked);
	const until = Number.isNaN(seconds) ? Date.parse(String(asked)) : endedAt + seconds * 1000;
	return Number.isNaN(until) ? undefined : until;
}

/** No request during a pause that ClientSuccess asked for; none at all after one longer than allowed. */
export const pausesAreKept: Invariant = (context) =>
	context.observation.requests.flatMap((entry) => {
		const until = pausedUntil(entry, context);
		if (until === undefined || entry.endedAt === undefined) return [];
		const isTooLong = until - entry.endedAt > context.options.maxRetryWait * 1000;
		return sentKnowing(entry, context)
			.filter(({ startedAt }) => isTooLong || startedAt < until)
			.map(({ id, startedAt }) => `request ${id} was sent ${until - startedAt} ms before the pause that request ${entry.id} was told of ended${isTooLong ? ', which is too long to wait for' : ''}`);
	});

/** No request once the key was refused. */
export const nothingWithoutKey: Invariant = (context) =>
	context.observation.requests
		.filter(({ status }) => status === 401 || status === 403)
		.flatMap((entry) => sentKnowing(entry, context).map(({ id }) => `request ${id} was sent although request ${entry.id} had been answered ${String(entry.status)}`));

/** A node that stops sends nothing after the row its error names; with several at once, others may be on their way. */
export const stopsAtFirstFailure: Invariant = ({ observation, options }) => {
	const { scenario, error, requests, sentBeforeCancel } = observation;
	const last = requests.at(-1);
	if (scenario.onError !== 'stopWorkflow' || options.maxConcurrency !== 1 || error === undefined || last === undefined) return [];
	if (sentBeforeCancel !== undefined) return [];
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
