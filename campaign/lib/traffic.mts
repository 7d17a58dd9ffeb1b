/** When requests are sent, and when not: what holds for writes and reads alike. */
import type { RequestEntry } from '../../sandbox/server.mts';
import type { NodeRun } from './bench.mts';
import type { Conditions, RequestOptions } from './conditions.mts';

/** The traffic of one run. */
export interface Traffic extends Pick<NodeRun, 'requests' | 'sent' | 'sentAtOnce' | 'sentBeforeCancel' | 'leaks'> {
	readonly rateLimit: Conditions['rateLimit'];
	readonly options: Required<RequestOptions>;
}

/** No request after a cancellation. */
const nothingAfterCancel = ({ sent, sentBeforeCancel }: Traffic): string[] =>
	sentBeforeCancel !== undefined && sent > sentBeforeCancel ? [`${sent - sentBeforeCancel} requests were sent after the cancellation`] : [];

/** Never more than `maxConcurrency` in flight, which where it is 0 is at most 20. */
const neverTooManyAtOnce = ({ sentAtOnce, options: { maxConcurrency } }: Traffic): string[] =>
	sentAtOnce > (maxConcurrency || 20) ? [`${sentAtOnce} requests at once, ${maxConcurrency || 20} allowed`] : [];

/**
 * Those that were sent although the answer to `entry` was there. One that starts within the same
 * millisecond may have been on its way already, unless only one is allowed at a time.
 */
function sentKnowing(entry: RequestEntry, { requests, options }: Traffic): RequestEntry[] {
	const { endedAt } = entry;
	if (endedAt === undefined) return [];
	return requests.filter(({ id, startedAt }) => (options.maxConcurrency === 1 ? id > entry.id : startedAt > endedAt));
}

/** The moment until which an answer asks to send nothing; undefined if it doesn't. */
function pausedUntil({ status, fault, endedAt }: RequestEntry, { rateLimit }: Traffic): number | undefined {
	if (typeof status !== 'number' || endedAt === undefined || (status !== 429 && status !== 408 && status < 500)) return undefined;
	const asked = fault?.answer === undefined ? (status === 429 ? rateLimit?.retryAfter : undefined) : fault.answer.headers?.['retry-after'];
	if (asked === undefined) return undefined;
	const seconds = Number(asked);
	const until = Number.isNaN(seconds) ? Date.parse(String(asked)) : endedAt + seconds * 1000;
	return Number.isNaN(until) ? undefined : until;
}

/** No request during a pause that ClientSuccess asked for; none at all after one longer than allowed. */
const pausesAreKept = (traffic: Traffic): string[] =>
	traffic.requests.flatMap((entry) => {
		const until = pausedUntil(entry, traffic);
		if (until === undefined || entry.endedAt === undefined) return [];
		const isTooLong = until - entry.endedAt > traffic.options.maxRetryWait * 1000;
		return sentKnowing(entry, traffic)
			.filter(({ startedAt }) => isTooLong || startedAt < until)
			.map(({ id, startedAt }) => `request ${id} was sent ${until - startedAt} ms before the pause that request ${entry.id} was told of ended${isTooLong ? ', which is too long to wait for' : ''}`);
	});

/** No request once the key was refused. */
const nothingWithoutKey = (traffic: Traffic): string[] =>
	traffic.requests
		.filter(({ status }) => status === 401 || status === 403)
		.flatMap((entry) => sentKnowing(entry, traffic).map(({ id }) => `request ${id} was sent although request ${entry.id} had been answered ${String(entry.status)}`));

/** The key is in no output, error or hint. */
const keyStaysSecret = ({ leaks }: Traffic): string[] => leaks.map((place) => `the API key is in the run's ${place}`);

const PROMISES = [nothingAfterCancel, neverTooManyAtOnce, pausesAreKept, nothingWithoutKey, keyStaysSecret];

/** Every breach. */
export const breachesOfTraffic = (traffic: Traffic): string[] => PROMISES.flatMap((promise) => promise(traffic));
