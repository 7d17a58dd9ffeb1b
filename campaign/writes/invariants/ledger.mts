/** Nothing lost, nothing doubled: each outcome agrees with what was really written. */
import { isCalm } from '../../lib/conditions.mts';
import type { Context, Invariant } from './context.mts';
import { isPlainInsert, isServerError } from './context.mts';
import { isFound } from './lookups.mts';

/** Writes beyond the first of rows that only an insert makes, all of them resent after a server error. */
export function documentedDuplicates({ observation, options, writes, request }: Context): number {
	const { scenario } = observation;
	if (!options.retryInserts) return 0;
	let count = 0;
	for (const [tag, entries] of writes) {
		const row = scenario.rows[tag];
		if (row === undefined || !isPlainInsert(row, scenario.object, scenario.operation)) continue;
		const isDocumented = entries.slice(0, -1).every(({ requestId }) => {
			const entry = request(requestId);
			return entry !== undefined && isServerError(entry);
		});
		if (isDocumented) count += entries.length - 1;
	}
	return count;
}

/** Written ⇒ in the ledger; rejected and notSent ⇒ not in it. */
export const outcomesAreTrue: Invariant = ({ outcomes, writes, options }) =>
	[...outcomes].flatMap(([tag, { kind }]) => {
		const count = writes.get(tag)?.length ?? 0;
		if (kind === 'written' && count === 0 && !options.dryRun) return [`row ${tag} is said to be written, but is not in the ledger`];
		if (kind !== 'written' && kind !== 'unknown' && count > 0) return [`row ${tag} is said to be ${kind}, but is in the ledger ${count} times`];
		return [];
	});

/** Whatever the outcome, one row makes one record at most. */
export const nothingDoubled: Invariant = (context) => {
	const { observation, writes } = context;
	const { object, operation, rows } = observation.scenario;
	const creations = observation.ledger.filter(({ kind }) => kind === 'insert').length;
	const surplus = [...writes].flatMap(([tag, entries]) => {
		const row = rows[tag];
		if (row === undefined) return [];
		const inserts = entries.filter(({ kind }) => kind === 'insert').length;
		return inserts > 1 ? [{ tag, extra: inserts - 1, row }] : [];
	});
	const extra = surplus.reduce((sum, entry) => sum + entry.extra, 0);
	const breaches: string[] = [];
	if (extra > documentedDuplicates(context)) {
		breaches.push(`of ${creations} records created, ${extra} are doubles: rows ${surplus.map(({ tag }) => tag).join(', ')}`);
	}
	if (operation === 'upsert' && object !== 'contract') {
		const creators = new Map<number, number>();
		for (const [tag, entries] of writes) {
			const key = rows[tag]?.key;
			if (typeof key !== 'number') continue;
			creators.set(key, (creators.get(key) ?? 0) + entries.filter(({ kind }) => kind === 'insert').length);
		}
		for (const [key, count] of creators) if (count > 1) breaches.push(`the record with key ${key} was created ${count} times`);
	}
	return breaches;
};

/** Nothing in the ledger that no item explains. */
export const everyWriteIsExplained: Invariant = ({ observation, writes }) => {
	const { scenario, ledger, world } = observation;
	const { rows, object, operation } = scenario;
	const breaches = [...writes.keys()].filter((tag) => rows[tag] === undefined).map((tag) => `the ledger holds a record of row ${tag}, which doesn't exist`);
	if (scenario.options.dryRun === true && ledger.length > 0) breaches.push('a dry run has written');
	for (const entry of ledger) if (entry.object !== object) breaches.push(`a ${entry.object} was written`);
	if (operation !== 'update') return breaches;
	for (const [tag, entries] of writes) {
		const key = rows[tag]?.key;
		const uuid = typeof key === 'number' ? world.shared[key] : world.own[tag];
		if (entries.some((entry) => entry.uuid !== uuid)) breaches.push(`row ${tag} changed another record than its own`);
	}
	return breaches;
};

/** Every item says what became of its own row. */
export const itemsArePaired: Invariant = ({ outcomes, writes, request, options }) =>
	[...outcomes].flatMap(([tag, outcome]) => {
		if (outcome.json === undefined) return [];
		// Without the account's custom fields, no row is even looked at.
		const isUnread = outcome.kind === 'notSent' && outcome.tag === undefined && options.matchCustomFields && !writes.has(tag);
		if (isUnread) return [];
		if (outcome.tag !== tag) return [`item ${tag} holds the record of row ${outcome.tag}`];
		if (outcome.kind !== 'written' || options.dryRun) return [];
		const { uuid } = outcome.json;
		const entries = writes.get(tag) ?? [];
		if (uuid !== undefined && !entries.some((entry) => entry.uuid === uuid)) return [`item ${tag} has the uuid ${String(uuid)}, which row ${tag} did not write`];
		const last = entries.at(-1);
		const isPlain = last !== undefined && request(last.requestId)?.fault?.name === undefined;
		return uuid === undefined && isPlain ? [`item ${tag} lacks the uuid that was answered`] : [];
	});

/** Without anything going wrong, every sound row is written and every other one rejected. */
export const soundRowsAreWritten: Invariant = ({ observation, outcomes, options }) => {
	const { scenario } = observation;
	const { rows, object, operation, dataMode } = scenario;
	if (!isCalm(scenario)) return [];
	if (!options.isolateRejected || Math.max(...scenario.latencies) >= options.timeout) return [];
	return [...outcomes].flatMap(([tag, { kind }]) => {
		const row = rows[tag];
		if (row === undefined) return [];
		const { fate } = row;
		const isKnown = dataMode === 'defineBelow' || options.unknownColumns === 'ignore';
		const needsNothing = object === 'client' && operation !== 'update';
		const isSound =
			isFound(row, scenario) && (fate === 'good' || fate === 'twin' || (fate === 'stranger' && isKnown) || (fate === 'orphan' && needsNothing));
		if (options.dryRun) return [];
		if (isSound) return kind === 'written' || (kind === 'notWritten' && scenario.onError === 'stopWorkflow') ? [] : [`row ${tag} is sound, but ${kind}`];
		return kind === 'written' || kind === 'unknown' ? [`row ${tag} is ${fate}, but ${kind}`] : [];
	});
};
