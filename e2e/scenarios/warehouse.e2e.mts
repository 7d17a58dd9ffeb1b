/** Tables of PostgreSQL, with the column types they really have, through n8n's Postgres node into ClientSuccess. */
import type { NodeRun } from '../lib/n8nClient.mts';
import { clientSuccess, manualWorkflow, postgresQuery } from '../lib/manualWorkflow.mts';
import { expect, test } from '../lib/scenario.mts';

const CONTACTS = 5_000;
/** The workflow's, west of the server's: where dates are taken for points in time, they become the day before. */
const TIMEZONE = 'America/Denver';
const SYNC = 'Create or update contacts';

const CUSTOMERS_TABLE = `
	create table customers (
		external_id text primary key,
		name varchar(80) not null,
		status text,
		active boolean,
		inception_date date,
		terminated_date timestamptz,
		nps_score smallint,
		zip char(5),
		annual_revenue__cs numeric(14, 2),
		seats__cs bigint,
		is_reference__cs boolean,
		renewed_at__cs timestamptz,
		loaded_at timestamptz not null default now()
	);
	insert into customers
	select
		'ACC-' || n,
		'Customer ' || n,
		case when n % 7 = 0 then null else (array['active', 'Inactive', 'TRIAL', 'terminated'])[1 + n % 4] end,
		case n % 3 when 0 then true when 1 then false end,
		case when n % 5 > 0 then date '2020-02-28' + n end,
		-- Late in the evening, when it is the next day in UTC already.
		case when n % 4 = 0 then timestamptz '2026-01-31 20:15:00-07' + n * interval '1 day' end,
		case when n % 6 > 0 then n % 201 - 100 end,
		lpad(n::text, 5, '0'),
		case when n % 2 = 0 then n * 1234.5 end,
		9007199254740993 - n,
		n % 2 = 0,
		case when n % 3 > 0 then timestamptz '2026-03-29 01:59:59.123+01' + n * interval '1 hour' end
	from generate_series(1, 200) as n`;

/** What ClientSuccess must hold of each customer, put together by PostgreSQL itself. */
const EXPECTED_CUSTOMERS = `
	select json_strip_nulls(json_build_object(
		'externalId', external_id,
		'name', name,
		'status', upper(status),
		'active', active,
		'inceptionDate', to_char(inception_date, 'YYYY-MM-DD'),
		'terminatedDate', to_char(terminated_date at time zone '${TIMEZONE}', 'YYYY-MM-DD'),
		'npsScore', nps_score,
		'zip', zip,
		'custom', json_build_object(
			'annual_revenue__cs', annual_revenue__cs::text,
			'seats__cs', seats__cs::text,
			'is_reference__cs', is_reference__cs,
			'renewed_at__cs', to_char(renewed_at__cs at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
		)
	)) as record
	from customers
	order by external_id`;

const CONTACTS_TABLE = `
	create table contacts (
		contact_id integer primary key,
		client_id text not null,
		email text not null,
		first_name text,
		last_name text not null,
		title text,
		phone bigint,
		birthday__cs date,
		last_seen__cs timestamptz,
		health_score__cs numeric(6, 2),
		is_champion__cs boolean,
		updated_at timestamptz not null default now()
	)`;

const FILL_CONTACTS = `
	insert into contacts
	select
		n,
		($1::text[])[1 + n % cardinality($1::text[])],
		'contact' || n || '@example.com',
		case when n % 11 > 0 then 'Ada ' || n end,
		(array['O''Neil', 'Núñez', 'Łuczak "Lu"', '$1 {{ $json }}', '山田'])[1 + n % 5],
		case when n % 3 > 0 then 'Engineer' end,
		case when n % 4 > 0 then 15550000000 + n end,
		case when n % 5 > 0 then date '1970-01-01' + n end,
		case when n % 6 > 0 then timestamptz '2026-03-01 00:30:00+02' + n * interval '1 minute' end,
		case when n % 7 > 0 then n / 100.0 end,
		case n % 3 when 0 then true when 1 then false end
	from generate_series(1, $2::integer) as n`;

const EXPECTED_CONTACTS = `
	select json_strip_nulls(json_build_object(
		'clientId', client_id,
		'email', email,
		'firstName', first_name,
		'lastName', last_name,
		'title', title,
		'phone', phone::text,
		'custom', json_strip_nulls(json_build_object(
			'birthday__cs', to_char(birthday__cs, 'YYYY-MM-DD'),
			'last_seen__cs', to_char(last_seen__cs at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
			'health_score__cs', health_score__cs::text,
			'is_champion__cs', is_champion__cs
		))
	)) as record
	from contacts
	order by contact_id`;

test('every column type of PostgreSQL arrives as ClientSuccess takes it', async ({ n8n, sandbox, database, importWorkflow }) => {
	await database.pool.query(CUSTOMERS_TABLE);
	const workflow = await importWorkflow(
		manualWorkflow(
			'Customers',
			[
				postgresQuery('Customers', 'SELECT * FROM customers ORDER BY external_id'),
				clientSuccess('Create or update clients', { resource: 'client', operation: 'upsert', dataMode: 'autoMapInputData', options: {} }),
			],
			{ timezone: TIMEZONE },
		),
	);

	expect((await n8n.runToEnd(workflow)).status).toBe('success');

	const { rows } = await database.pool.query<{ record: unknown }>(EXPECTED_CUSTOMERS);
	expect(sandbox.ledger.map(({ kind, record }) => ({ kind, record }))).toEqual(rows.map(({ record }) => ({ kind: 'insert', record })));
	expect(rows).toHaveLength(200);
});

test('5,000 contacts are upserted exactly once, and a second run doubles nothing', async ({ n8n, sandbox, database, importWorkflow }) => {
	const { pool } = database;
	const clients = sandbox.seed('client', Array.from({ length: 40 }, (_, index) => ({ name: `Client ${index}` })));
	await pool.query(CONTACTS_TABLE);
	await pool.query(FILL_CONTACTS, [clients.map(({ uuid }) => uuid), CONTACTS]);
	const workflow = await importWorkflow(
		manualWorkflow('Warehouse sync', [
			postgresQuery('Contacts', 'SELECT * FROM contacts ORDER BY contact_id'),
			clientSuccess(SYNC, { resource: 'contact', operation: 'upsert', dataMode: 'autoMapInputData', options: { maxConcurrency: 5 } }),
		]),
	);
	const expected = async () => (await pool.query<{ record: Record<string, unknown> }>(EXPECTED_CONTACTS)).rows.map(({ record }) => record);
	// Several requests at a time arrive in any order.
	const byEmail = (records: ReadonlyArray<Readonly<Record<string, unknown>>>) => records.toSorted((a, b) => (String(a['email']) < String(b['email']) ? -1 : 1));

	const first = await n8n.runToEnd(workflow);
	expect(first.status).toBe('success');
	const inserts = sandbox.ledger.slice();
	expect(inserts.filter(({ kind }) => kind !== 'insert')).toEqual([]);
	expect(byEmail(inserts.map(({ record }) => record))).toEqual(byEmail(await expected()));
	expect(hintsOf(first.data.resultData.runData[SYNC])).toEqual([
		expect.stringContaining('5,000 contacts written (5,000 requests, 0 retries'),
		expect.stringMatching(/contact_id.*updated_at/),
	]);

	await pool.query(`update contacts set title = 'Director', phone = phone + 1 where contact_id % 50 = 0`);
	expect((await n8n.runToEnd(workflow)).status).toBe('success');
	const updates = sandbox.ledger.slice(CONTACTS);
	expect(updates.filter(({ kind }) => kind !== 'update')).toEqual([]);
	expect(byEmail(updates.map(({ record }) => record))).toEqual(byEmail(await expected()));

	expect(new Set(updates.map(({ uuid }) => uuid))).toEqual(new Set(inserts.map(({ uuid }) => uuid)));
	expect(sandbox.records('contact')).toHaveLength(CONTACTS);
	expect(sandbox.records('contact').filter(({ title }) => title === 'Director')).toHaveLength(CONTACTS / 50);
});

function hintsOf(runs: readonly NodeRun[] = []): string[] {
	return runs.flatMap(({ hints = [] }) => hints.map(({ message }) => message));
}
