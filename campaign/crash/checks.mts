/** What must hold once the second run is through. */
import type { Sandbox } from '../../sandbox/server.mts';
import { rows } from './rows.mts';

/** Every breach of "no duplicate, nothing missing". */
export function breachesOf(sandbox: Sandbox): string[] {
	const created = new Map<unknown, number>();
	for (const { kind, record } of sandbox.ledger) {
		if (kind === 'insert') created.set(record['externalId'], (created.get(record['externalId']) ?? 0) + 1);
	}
	const doubled = [...created].filter(([, count]) => count > 1);
	const records = new Map(sandbox.records('client').map((record) => [record['externalId'], record]));
	const missing = rows.filter((row) => {
		const record = records.get(row.externalId);
		return record === undefined || Object.entries(row).some(([field, value]) => record[field] !== value);
	});
	const breaches = [
		...doubled.map(([key, count]) => `${String(key)} was created ${count} times`),
		...missing.map(({ externalId }) => `${externalId} is missing, or not as it was sent`),
	];
	if (records.size !== rows.length) breaches.push(`${records.size} records for ${rows.length} rows`);
	return breaches;
}
