/** examples/nightly-postgres-to-clientsuccess.json, published, runs by itself; only its interval is shorter than a night. */
import { hasEnded } from '../lib/n8nClient.mts';
import type { Execution, N8nClient } from '../lib/n8nClient.mts';
import { expect, test } from '../lib/scenario.mts';
import { waitFor } from '../lib/waitFor.mts';
import { readExample, sqlInNotes, withSchedule } from '../lib/workflow.mts';

/** Longer than a run takes, since nights don't overlap either. */
const INTERVAL = { field: 'seconds', secondsInterval: 10 };

const FILL = `
	insert into customers (external_id, name, status, site_url, city, zip)
	select 'ACC-' || n, 'Customer ' || n, case when n = 4 then 'asleep' else 'Active' end, 'https://customer' || n || '.example', null, lpad(n::text, 5, '0')
	from generate_series(1, 6) as n;

	insert into contacts (contact_id, customer_id, email, first_name, last_name, phone)
	select n, 'ACC-' || (1 + n % 6), 'contact' || n || '@example.com', 'Ada', 'O''Neil', case when n % 2 = 0 then '+1 555 ' || n end
	from generate_series(1, 12) as n;

	insert into contracts (contract_id, customer_id, name, amount, start_date, end_date)
	select n, 'ACC-' || n, 'Contract ' || n, case when n = 2 then 'NaN' else n * 1000.25 end, date '2026-01-01' + n, case when n > 3 then date '2026-12-31' end
	from generate_series(1, 6) as n`;

/** The first execution to have started after a moment, once it has ended. */
async function nextExecution(n8n: N8nClient, workflowId: string, after: Date): Promise<Execution> {
	return await waitFor(
		async () => {
			for (const id of (await n8n.executionIds(workflowId)).toReversed()) {
				const execution = await n8n.execution(id);
				if (hasEnded(execution) && new Date(execution.startedAt) > after) return execution;
			}
			return undefined;
		},
		{ what: 'the schedule to fire', timeoutMs: 60_000, intervalMs: 500 },
	);
}

test('customers, contacts and contracts follow the warehouse night after night', async ({ n8n, sandbox, database, importWorkflow, publish }) => {
	const { pool } = database;
	const example = await readExample('nightly-postgres-to-clientsuccess');
	await pool.query(sqlInNotes(example));
	await pool.query(FILL);
	const workflow = await importWorkflow(withSchedule(example, INTERVAL));
	const published = new Date();
	await publish(workflow);

	expect(await nextExecution(n8n, workflow.id, published)).toMatchObject({ mode: 'trigger', status: 'success' });
	const { rows: customers } = await pool.query<{ external_id: string; client_uuid: string | null }>('select external_id, client_uuid from customers order by external_id');
	const clients = new Map(sandbox.records('client').map(({ externalId, uuid }) => [externalId, uuid]));
	expect(customers.map(({ external_id, client_uuid }) => [external_id, client_uuid])).toEqual(
		['ACC-1', 'ACC-2', 'ACC-3', 'ACC-4', 'ACC-5', 'ACC-6'].map((id) => [id, clients.get(id) ?? null]),
	);
	expect(clients.size).toBe(5);
	// The contacts of a client that does not exist, and its contract, have nowhere to go.
	expect(sandbox.records('contact').map(({ email, clientId }) => [email, clientId])).toEqual(
		[1, 2, 4, 5, 6, 7, 8, 10, 11, 12].map((n) => [`contact${n}@example.com`, clients.get(`ACC-${1 + (n % 6)}`)]),
	);
	expect(sandbox.records('contract').map(({ name, amount, startDate, endDate, clientId }) => ({ name, amount, startDate, endDate, clientId }))).toEqual([
		{ name: 'Contract 1', amount: 1000.25, startDate: '2026-01-02', clientId: clients.get('ACC-1') },
		{ name: 'Contract 3', amount: 3000.75, startDate: '2026-01-04', clientId: clients.get('ACC-3') },
		{ name: 'Contract 5', amount: 5001.25, startDate: '2026-01-06', endDate: '2026-12-31', clientId: clients.get('ACC-5') },
		{ name: 'Contract 6', amount: 6001.5, startDate: '2026-01-07', endDate: '2026-12-31', clientId: clients.get('ACC-6') },
	]);
	expect((await pool.query(`select object, row_key, outcome, message from clientsuccess_failures order by object, row_key`)).rows).toMatchObject([
		{ object: 'client', row_key: 'ACC-4', outcome: 'rejected', message: expect.stringContaining('status must be one of') },
		{ object: 'contact', row_key: '3', outcome: 'rejected', message: expect.stringContaining('clientId is required') },
		{ object: 'contact', row_key: '9', outcome: 'rejected' },
		{ object: 'contract', row_key: '2', outcome: 'rejected', message: expect.stringContaining('amount must be a number') },
		{ object: 'contract', row_key: '4', outcome: 'rejected' },
	]);

	// The day brings corrections and news.
	await pool.query(`update customers set status = 'trial' where external_id = 'ACC-4'`);
	await pool.query(`update contracts set amount = contract_id * 2000`);
	await pool.query(`update contacts set title = 'CTO' where contact_id = 1`);
	expect(await nextExecution(n8n, workflow.id, new Date())).toMatchObject({ mode: 'trigger', status: 'success' });
	await n8n.unpublish(workflow.id);
	expect(sandbox.records('client').map(({ externalId }) => externalId).toSorted()).toEqual(['ACC-1', 'ACC-2', 'ACC-3', 'ACC-4', 'ACC-5', 'ACC-6']);
	expect(sandbox.records('contact').map(({ email }) => email).toSorted()).toEqual(
		Array.from({ length: 12 }, (_, index) => `contact${index + 1}@example.com`).toSorted(),
	);
	expect(sandbox.records('contact').find(({ email }) => email === 'contact1@example.com')).toMatchObject({ title: 'CTO' });
	expect(sandbox.records('contract').map(({ name, amount }) => `${String(name)}: ${String(amount)}`).toSorted()).toEqual(
		[1, 2, 3, 4, 5, 6].map((n) => `Contract ${n}: ${n * 2000}`),
	);
	expect((await pool.query(`select from clientsuccess_failures`)).rowCount).toBe(0);
	expect((await pool.query(`select from contracts where contract_uuid is null`)).rowCount).toBe(0);
});
