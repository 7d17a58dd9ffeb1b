/** Counts by name, and how they are printed. */
import type { RequestEntry } from '../../sandbox/server.mts';

export type Counts = Map<string, number>;

export function count(counts: Counts, name: string, by = 1): void {
	counts.set(name, (counts.get(name) ?? 0) + by);
}

/** Adds the faults that requests met. */
export function countFaults(counts: Counts, requests: readonly RequestEntry[]): void {
	for (const { fault, status } of requests) {
		const name = fault?.name ?? (status === 429 ? 'rate limit' : status === 401 ? 'key revoked' : undefined);
		if (name !== undefined) count(counts, name);
	}
}

export const inWords = (value: number): string => value.toLocaleString('en-US');

/** The largest first. */
export function listCounts(counts: ReadonlyMap<string, number>): string {
	const sorted = [...counts].sort(([, a], [, b]) => b - a);
	return sorted.map(([name, value]) => `${name} ${inWords(value)}`).join(', ');
}
