/** examples/sharded-sync-queue-mode.json on n8n's main process and two workers. */
import type { Pool } from 'pg';
import { CANARY, causeFailures } from '../lib/failures.mts';
import { clientSuccess, manualWorkflow } from '../lib/manualWorkflow.mts';
import { hasEnded, outputOf } from '../lib/n8nClient.mts';
import type { Execution, N8nClient } from '../lib/n8nClient.mts';
import { executionsOf, startQueueMode } from '../lib/queueMode.mts';
import type { QueueMode } from '../lib/queueMode.mts';
import { expect, test as scenario } from '../lib/scenario.mts';
import type { Scenario } from '../lib/scenario.mts';
import { filesBelow, placesWith, postgresRows, redisKeys } from '../lib/secrets.mts';
import { API_KEY } from '../lib/suite.mts';
import { waitFor } from '../lib/waitFor.mts';
import { readExample, sqlInNotes, withSchedule } from '../lib/workflow.mts';

const CONTACTS = 1_200;
const SLICES = 4;
/** A slice takes some seconds, long enough to see the four side by side and to kill a worker in between. */
const LATENCY_MS = 15;

const test = scenario.extend<object, { readonly queue: QueueMode }>({
	queue: [
		async ({}, use) => {
			// Two executions for each worker: four slices at a time take both.
			const queue = await startQueueMode({ workers: ['worker-a', 'worker-b'], concurrency: SLICES / 2 });
			await use(queue);
			await queue.stop();
		},
		{ scope: 'worker', timeout: 300_000 },
	],
	n8n: [async ({ queue }, use) => await use(queue.client), { scope: 'worker' }],
});

test.describe.configure({ mode: 'serial' });

const example = await readExample('sharded-sync-queue-mode');

/** The tables of the example's note, with contacts of 30 clients. */
async function fillWarehouse({ sandbox, database }: Pick<Scenario, 'sandbox' | 'database'>): Promise<void> {
	sandbox.settings.latency = LATENCY_MS;
	const clients = sandbox.seed('client', Array.from({ length: 30 }, (_, index) => ({ name: `Client ${index}` })));
	await database.pool.query(sqlInNotes(example));
	await database.pool.query(
		`insert into customers (external_id, name, client_uuid) select 'ACC-' || n, 'Client ' || n, ($1::text[])[1 + n] from generate_series(0, 29) as n`,
		[clients.map(({ uuid }) => uuid)],
	);
	await database.pool.query(
		`insert into contacts (contact_id, customer_id, email, first_name, last_name)
		select n, 'ACC-' || n % 30, 'contact' || n || '@example.com', 'Ada', 'O''Neil ' || n from generate_series(1, $1::integer) as n`,
		[CONTACTS],
	);
}

/** What ClientSuccess must hold, by the warehouse's own account. */
async function expectedContacts(pool: Pool): Promise<unknown[]> {
	const { rows } = await pool.query<{ record: unknown }>(
		`select json_strip_nulls(json_build_object('clientId', client_uuid, 'email', email, 'firstName', first_name, 'lastName', last_name)) as record
		from contacts join customers on external_id = customer_id
		order by email collate "C"`,
	);
	return rows.map(({ record }) => record);
}

function byEmail(records: ReadonlyArray<Readonly<Record<string, unknown>>>): unknown[] {
	return records.toSorted((a, b) => (String(a['email']) < String(b['email']) ? -1 : 1));
}

/** A moment soon after the workflow will have been published, once a day: every trigger fires at it, and only at it. */
function soon(): Readonly<Record<string, unknown>> {
	const moment = new Date(Date.now() + 12_000);
	return { field: 'cronExpression', expression: `${moment.getUTCSeconds()} ${moment.getUTCMinutes()} ${moment.getUTCHours()} * * *` };
}

async function executionsOfAllSlices(n8n: N8nClient, workflowId: string): Promise<Execution[]> {
	return await waitFor(
		async () => {
			const executions = await Promise.all((await n8n.executionIds(workflowId)).map(async (id) => await n8n.execution(id)));
			return executions.length >= SLICES && executions.every(hasEnded) && executions;
		},
		{ what: `the executions of all ${SLICES} slices to end`, timeoutMs: 180_000, intervalMs: 1_000 },
	);
}

test('four slices on two workers write every row exactly once', async ({ queue, n8n, sandbox, database, importWorkflow, publish }) => {
	await fillWarehouse({ sandbox, database });
	const workflow = await importWorkflow(withSchedule(example, soon()));
	await publish(workflow);

	const executions = await executionsOfAllSlices(n8n, workflow.id);
	expect(executions.map(({ status, mode }) => `${mode}: ${status}`)).toEqual(Array.from({ length: SLICES }, () => 'trigger: success'));

	expect(sandbox.ledger.every(({ kind }) => kind === 'insert')).toBe(true);
	expect(byEmail(sandbox.ledger.map(({ record }) => record))).toEqual(await expectedContacts(database.pool));
	expect(sandbox.stats().inFlightMax).toBe(SLICES);
	expect((await database.pool.query('select from clientsuccess_failures')).rowCount).toBe(0);

	const taken = await Promise.all(queue.workers.map(executionsOf));
	expect(taken.flat().toSorted()).toEqual(executions.map(({ id }) => id).toSorted());
	expect(taken.map(({ length }) => length)).toEqual([SLICES / 2, SLICES / 2]);
});

test('a worker finds a client by its external ID, and reads contacts', async ({ queue, n8n, sandbox, importWorkflow }) => {
	const [client] = sandbox.seed('client', [{ name: 'Acme', externalId: 'ACC-1' }]);
	sandbox.seed('contact', [{ clientId: client?.uuid, email: 'ada@example.com' }]);
	const workflow = manualWorkflow('Reading', [
		clientSuccess('Client', { resource: 'client', operation: 'get', uuid: { __rl: true, mode: 'externalId', value: 'ACC-1' }, simplify: false, options: {} }),
		clientSuccess('Contacts', { resource: 'contact', operation: 'getAll', returnAll: true, simplify: false, options: {} }),
	]);

	const execution = await n8n.runToEnd(await importWorkflow(workflow));
	expect(outputOf(execution, 'Client').map(({ json }) => json)).toEqual(sandbox.records('client'));
	expect(outputOf(execution, 'Contacts').map(({ json }) => json)).toEqual(sandbox.records('contact'));
	expect((await Promise.all(queue.workers.map(executionsOf))).flat()).toContain(execution.id);
});

test("the API key is nowhere in the database, the queue, the files and the logs of main and workers, unless encrypted", async ({ queue, n8n }) => {
	for (const { kind, execution, reads } of await causeFailures(n8n)) expect.soft(JSON.stringify([execution, reads]), kind.name).not.toContain(API_KEY);

	// What is looked for would be found: the failing rows' name is, and the logs of both workers are among the files.
	expect(await placesWith(CANARY, postgresRows(queue.database.pool))).toContain('public.execution_data');
	expect(await placesWith('clientSuccessApi', postgresRows(queue.database.pool))).toContain('public.credentials_entity');
	for (const worker of queue.workers) {
		expect(worker.logFile.startsWith(queue.userFolder)).toBe(true);
		expect((await executionsOf(worker)).length).toBeGreaterThan(SLICES / 2);
	}

	expect(await placesWith(API_KEY, postgresRows(queue.database.pool))).toEqual([]);
	expect(await placesWith(API_KEY, filesBelow(queue.userFolder))).toEqual([]);
	expect(await placesWith(API_KEY, redisKeys(queue.redisPrefix))).toEqual([]);
});

test('after a worker was killed in the middle, running the slices again leaves no duplicate and no gap', async ({ queue, n8n, sandbox, database, importWorkflow, publish }) => {
	await fillWarehouse({ sandbox, database });
	const workflow = await importWorkflow(withSchedule(example, soon()));
	await publish(workflow);
	const [victim] = queue.workers;
	if (!victim) throw new Error('No worker to kill');

	await waitFor(() => sandbox.ledger.length > CONTACTS / 3, { what: 'a third of the contacts to be written', intervalMs: 20 });
	await victim.kill();
	const executions = await executionsOfAllSlices(n8n, workflow.id);
	// n8n gives up what the dead worker had in hand, and says so; it does not run it again by itself.
	const lost = executions.filter(({ status }) => status === 'error');
	expect(lost.map(({ id }) => id).toSorted()).toEqual((await executionsOf(victim)).slice(-SLICES / 2).toSorted());
	expect(executions.filter(({ status }) => status === 'success')).toHaveLength(SLICES / 2);
	await sandbox.idle();
	const writtenBefore = sandbox.ledger.length;
	expect(writtenBefore).toBeLessThan(CONTACTS);

	// The remaining worker takes all four, two at a time.
	const again = await Promise.all(
		[0, 1, 2, 3].map(async (slice) => await n8n.runToEnd(workflow, { trigger: `Every night at 2, slice ${slice}` })),
	);
	expect(again.map(({ status }) => status)).toEqual(['success', 'success', 'success', 'success']);
	expect(sandbox.ledger.slice(writtenBefore)).toHaveLength(CONTACTS);
	expect(sandbox.ledger.filter(({ kind }) => kind === 'insert')).toHaveLength(CONTACTS);
	const records = sandbox.records('contact').map(({ clientId, email, firstName, lastName }) => ({ clientId, email, firstName, lastName }));
	expect(byEmail(records)).toEqual(await expectedContacts(database.pool));
});
