/** A look at some of the records ClientSuccess holds after the runs. */
import type { PGlite } from '@electric-sql/pglite';
import type { ObjectName } from '../nodes/ClientSuccess/objects/index.ts';
import type { Sandbox, StoredRecord } from '../sandbox/server.mts';
import { table } from './table.mts';

type Column = readonly [header: string, value: (record: StoredRecord) => unknown];

const field = (name: string): Column => [name, (record) => record[name]];
const custom: Column = ['custom', (record) => JSON.stringify(record['custom'])];

function recordTable(records: readonly StoredRecord[], columns: readonly Column[]): string {
	return table(
		columns.map(([header]) => header),
		records.map((record) => columns.map(([, value]) => value(record))),
	);
}

/** Three clients, with the contacts and contracts of the first. */
export async function describeRecords(warehouse: PGlite, sandbox: Sandbox): Promise<string> {
	const { rows } = await warehouse.query<{ client_uuid: string; signed: string }>(`
		SELECT client_uuid, to_char(inception_date AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI "UTC"') AS signed
		FROM customers
		WHERE external_id IN ('ACC-0001', 'ACC-0005', 'ACC-0008')
		ORDER BY external_id`);
	const signedAt = new Map(rows.map(({ client_uuid, signed }) => [client_uuid, signed]));
	const firstClient = rows[0]?.client_uuid;
	const ofFirstClient = (object: ObjectName) => sandbox.records(object).filter(({ clientId }) => clientId === firstClient);

	const clients = recordTable(
		sandbox.records('client').filter(({ uuid }) => signedAt.has(uuid)),
		[
			field('uuid'),
			field('externalId'),
			field('name'),
			field('status'),
			['inception_date in the warehouse', ({ uuid }) => signedAt.get(uuid)],
			field('inceptionDate'),
			custom,
		],
	);
	const contacts = recordTable(ofFirstClient('contact'), ['uuid', 'clientId', 'email', 'firstName', 'lastName', 'title', 'phone'].map(field));
	const contracts = recordTable(ofFirstClient('contract'), ['uuid', 'clientId', 'name', 'amount', 'startDate', 'endDate'].map(field));
	return [
		'5. A look into ClientSuccess: three clients, and the contacts and contracts of the first',
		'   (a timestamp became the date it was in New York, the timezone of the workflow)',
		clients,
		contacts,
		contracts,
	].join('\n\n');
}
