/** The ClientSuccess Trigger in a published workflow: what changes in ClientSuccess starts it, once, whatever comes between. */
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { hasEnded, outputOf } from '../lib/n8nClient.mts';
import type { Execution, N8nClient } from '../lib/n8nClient.mts';
import { startOwnN8n } from '../lib/ownN8n.mts';
import type { OwnN8n } from '../lib/ownN8n.mts';
import { POLL_SECONDS, TRIGGER, pollingWorkflow } from '../lib/pollingWorkflow.mts';
import { expect, test as scenario } from '../lib/scenario.mts';
import { filesBelow, placesWith, sqliteRows } from '../lib/secrets.mts';
import { API_KEY } from '../lib/suite.mts';
import { waitFor } from '../lib/waitFor.mts';
import type { Sandbox } from '../../sandbox/server.mts';

const test = scenario.extend<object, { readonly own: OwnN8n }>({
	own: [
		async ({}, use) => {
			const own = await startOwnN8n();
			await use(own);
			await own.stop();
		},
		{ scope: 'worker', timeout: 300_000 },
	],
	n8n: [async ({ own }, use) => await use(own.client), { scope: 'worker' }],
});

/** Workflows are given their records in the order in which they changed. */
const namesOf = (execution: Execution) => outputOf(execution, TRIGGER).map(({ json }) => json['name']);

/** All executions that have ended, the first to start first. */
async function executions(n8n: N8nClient, workflowId: string): Promise<Execution[]> {
	const ids = (await n8n.executionIds(workflowId)).toSorted((a, b) => Number(a) - Number(b));
	return (await Promise.all(ids.map(async (id) => await n8n.execution(id)))).filter(hasEnded);
}

async function successes(n8n: N8nClient, workflowId: string): Promise<unknown[]> {
	return (await executions(n8n, workflowId)).filter(({ status }) => status === 'success').flatMap(namesOf);
}

/** Waits until the workflow has been given as many records as these, and for two polls more, which must give it nothing. */
async function expectGiven(n8n: N8nClient, sandbox: Sandbox, workflowId: string, names: readonly string[]): Promise<void> {
	await waitFor(async () => (await successes(n8n, workflowId)).length >= names.length, { what: names.join(', '), intervalMs: 500 });
	await twoPolls(sandbox);
	expect(await successes(n8n, workflowId)).toEqual(names);
}

async function twoPolls(sandbox: Sandbox): Promise<void> {
	const before = sandbox.requests.length;
	// One may be under way already.
	await waitFor(() => sandbox.requests.length >= before + 3, { what: 'further polls' });
	await sandbox.idle();
}

/** Stored wherever n8n stores what is polled. */
const CANARY = 'Canary4hWsTn';

const DOWN = { answer: { status: 503, body: { message: 'Maintenance' } } };

test('every change starts the workflow once, also those made while n8n or ClientSuccess was down', async ({ own, n8n, sandbox, importWorkflow, publish }) => {
	const [old] = sandbox.seed('client', [{ name: 'Old' }, { name: 'Older' }]);
	const uuid = String(old?.uuid);
	const workflow = await importWorkflow(pollingWorkflow('Clients', { resource: 'client', event: 'createdOrUpdated' }));
	await publish(workflow);
	await twoPolls(sandbox);
	expect(await executions(n8n, workflow.id)).toEqual([]);

	await test.step('new and changed records', async () => {
		sandbox.seed('client', [{ name: 'Acme' }, { name: 'Bolt' }]);
		await expectGiven(n8n, sandbox, workflow.id, ['Acme', 'Bolt']);
		sandbox.change('client', uuid, { name: 'Old, renamed' });
		await expectGiven(n8n, sandbox, workflow.id, ['Acme', 'Bolt', 'Old, renamed']);
		const given = (await executions(n8n, workflow.id)).flatMap((execution) => outputOf(execution, TRIGGER));
		expect(given.at(-1)?.json).toEqual(sandbox.records('client').find((record) => record.uuid === uuid));
	});

	await test.step('a poll that fails is shown as a failed execution, and the next one makes up for it', async () => {
		sandbox.script({ answer: { status: 401, body: { message: `Invalid API key ${API_KEY}` } } });
		sandbox.seed('client', [{ name: 'Cargo', note: CANARY }]);
		await expectGiven(n8n, sandbox, workflow.id, ['Acme', 'Bolt', 'Old, renamed', 'Cargo']);
		const failed = (await executions(n8n, workflow.id)).filter(({ status }) => status === 'error');
		expect(failed.map(({ data }) => data.resultData.error?.message)).toEqual([expect.stringContaining('API key')]);
	});

	await test.step('n8n is stopped, and ClientSuccess does not answer when it is back', async () => {
		await own.restart(async () => {
			sandbox.seed('client', [{ name: 'Dune' }]);
			// Of changes at the same moment none is the earlier one.
			await sleep(5);
			sandbox.change('client', uuid, { name: 'Old, renamed again' });
			// Longer than the attempts of one poll.
			sandbox.script({ ...DOWN, times: 6 });
		});
		await expectGiven(n8n, sandbox, workflow.id, ['Acme', 'Bolt', 'Old, renamed', 'Cargo', 'Dune', 'Old, renamed again']);
		expect(sandbox.stats().scripted).toBe(0);
	});
});

test('a poll that takes longer than the time to the next one repeats nothing', async ({ n8n, sandbox, importWorkflow, publish }) => {
	sandbox.seed('client', [{ name: 'Old' }]);
	const workflow = await importWorkflow(pollingWorkflow('Slow', { resource: 'client', event: 'createdOrUpdated' }));
	await publish(workflow);
	sandbox.seed('client', [{ name: 'Acme' }]);
	sandbox.script({ delayAnswer: 2.5 * POLL_SECONDS * 1_000 });
	await twoPolls(sandbox);
	await expectGiven(n8n, sandbox, workflow.id, ['Acme']);
});

test('each event starts the workflow with its own changes', async ({ n8n, sandbox, importWorkflow, publish }) => {
	const [client] = sandbox.seed('client', [{ name: 'Acme' }]);
	const contact = (email: string) => ({ clientId: client?.uuid, email, name: email });
	const [old] = sandbox.seed('contact', [contact('old@acme.example')]);
	const created = await importWorkflow(pollingWorkflow('Created', { resource: 'contact', event: 'created' }));
	const updated = await importWorkflow(pollingWorkflow('Updated', { resource: 'contact', event: 'updated' }));
	await publish(created);
	await publish(updated);

	sandbox.seed('contact', [contact('new@acme.example')]);
	sandbox.change('contact', String(old?.uuid), { title: 'CTO' });
	await expectGiven(n8n, sandbox, created.id, ['new@acme.example']);
	await expectGiven(n8n, sandbox, updated.id, ['old@acme.example']);
});

// Last, so that all polls have left behind what they leave.
test("the API key is nowhere in the database, the files and the logs of an n8n that polls, unless encrypted", async ({ own }) => {
	const database = path.join(own.userFolder, '.n8n', 'database.sqlite');
	// What is looked for would be found: a record that a poll has given to the workflow is.
	expect(await placesWith(CANARY, sqliteRows(database))).toContain('execution_data');
	expect(await placesWith(API_KEY, sqliteRows(database))).toEqual([]);
	expect(await placesWith(API_KEY, filesBelow(own.userFolder))).toEqual([]);
});
