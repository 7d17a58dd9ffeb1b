/** The smaller workflows of `examples/`, as they are. */
import { outputOf } from '../lib/n8nClient.mts';
import { POLL_TIMES } from '../lib/pollingWorkflow.mts';
import { expect, test } from '../lib/scenario.mts';
import { waitFor } from '../lib/waitFor.mts';
import { readExample, sqlInNotes, withParameters } from '../lib/workflow.mts';

test('first-workflow.json sends nothing as a dry run, then creates its clients, then updates them', async ({ n8n, sandbox, importWorkflow }) => {
	const example = await readExample('first-workflow');
	const dry = await n8n.runToEnd(await importWorkflow(example));
	expect(dry.status).toBe('success');
	expect(sandbox.requests).toEqual([]);

	const workflow = await importWorkflow(withParameters(example, 'Create or update clients', { options: { dryRun: false } }));
	expect((await n8n.runToEnd(workflow)).status).toBe('success');
	const first = sandbox.ledger.map(({ kind, record }) => ({ kind, record }));
	expect(first).toEqual([
		{ kind: 'insert', record: { externalId: 'SAMPLE-1', name: 'Sample One', status: 'ACTIVE', siteUrl: 'https://one.example', city: 'Denver', inceptionDate: '2026-01-31' } },
		{ kind: 'insert', record: { externalId: 'SAMPLE-2', name: 'Sample Two', status: 'TRIAL', siteUrl: 'https://two.example', city: 'Boston', inceptionDate: '2026-03-15' } },
		{ kind: 'insert', record: { externalId: 'SAMPLE-3', name: 'Sample Three', status: 'INACTIVE', city: 'Austin' } },
	]);

	expect((await n8n.runToEnd(workflow)).status).toBe('success');
	expect(sandbox.ledger.slice(3).map(({ kind, record }) => ({ kind, record }))).toEqual(first.map(({ record }) => ({ kind: 'update', record })));
	expect(sandbox.records('client')).toHaveLength(3);
});

test('webhook-to-contact.json answers with the contact, or with who is at fault', async ({ n8n, sandbox, importWorkflow, publish }) => {
	const [client] = sandbox.seed('client', [{ name: 'Acme' }]);
	await publish(await importWorkflow(await readExample('webhook-to-contact')));
	const call = async (body: unknown) => {
		const response = await n8n.callWebhook('clientsuccess-contact', body);
		return { status: response.status, body: (await response.json()) as Record<string, unknown> };
	};
	const ada = { clientId: client?.uuid, email: 'ada@example.com', firstName: 'Ada', lastName: "O'Neil", title: 'CTO', phone: '+1 555 0100' };

	const created = await call(ada);
	expect(created.status).toBe(200);
	expect(sandbox.records('contact')).toEqual([expect.objectContaining(ada)]);
	expect(created.body).toEqual(sandbox.records('contact')[0]);

	const updated = await call({ clientId: client?.uuid, email: 'ada@example.com', title: 'CEO' });
	expect(updated).toMatchObject({ status: 200, body: { uuid: created.body['uuid'], lastName: "O'Neil", title: 'CEO' } });
	expect(sandbox.ledger.map(({ kind }) => kind)).toEqual(['insert', 'update']);

	expect(await call({ ...ada, clientId: 'cln_nobody' })).toEqual({
		status: 422,
		body: { outcome: 'rejected', message: expect.stringContaining('No client has the uuid') },
	});
	const sent = sandbox.requests.length;
	expect(await call({ email: 'ada@example.com' })).toEqual({
		status: 422,
		body: { outcome: 'rejected', message: 'Item 0: clientId is required, but has no value' },
	});
	expect(sandbox.requests).toHaveLength(sent);

	sandbox.script({ times: 4, answer: { status: 503, body: { message: 'Try later' } } });
	expect(await call(ada)).toEqual({ status: 503, body: { outcome: 'unknown', message: expect.stringContaining('Try later') } });
	sandbox.revokeKey();
	expect(await call(ada)).toEqual({ status: 503, body: { outcome: 'rejected', message: expect.stringContaining('refused the API key') } });
	expect(sandbox.ledger).toHaveLength(2);
});

test("contacts-by-external-id.json finds each contact's client, and keeps the rows of which it can not", async ({ n8n, sandbox, database, importWorkflow }) => {
	const { pool } = database;
	const example = await readExample('contacts-by-external-id');
	await pool.query(sqlInNotes(example));
	await pool.query(`
		insert into contacts (contact_id, customer_id, email, first_name, last_name)
		select n, (array['ACC-1', 'ACC-2', 'ACC-9'])[1 + n % 3], 'contact' || n || '@example.com', 'Ada', 'O''Neil' from generate_series(1, 6) as n`);
	const [acme, one, other] = sandbox.seed('client', [
		{ name: 'Acme', externalId: 'ACC-1' },
		{ name: 'Twin', externalId: 'ACC-2' },
		{ name: 'Twin', externalId: 'ACC-2' },
	]);
	const workflow = await importWorkflow(example);

	expect((await n8n.runToEnd(workflow)).status).toBe('success');
	const written = [3, 6].map((n) => ({ clientId: acme?.uuid, email: `contact${n}@example.com`, firstName: 'Ada', lastName: "O'Neil" }));
	expect(sandbox.ledger.map(({ kind, record }) => ({ kind, record }))).toEqual(written.map((record) => ({ kind: 'insert', record })));
	expect(sandbox.requests.map(({ method, path }) => `${method} ${path.split('?', 1)[0]}`)).toEqual(['GET /client/search', 'POST /contact/upsert', 'POST /contact/upsert']);
	const { rows: failures } = await pool.query<{ row_key: string; outcome: string; message: string }>('select row_key, outcome, message from clientsuccess_failures order by row_key');
	expect(failures.map(({ row_key, outcome }) => `${row_key}: ${outcome}`)).toEqual(['1: rejected', '2: rejected', '4: rejected', '5: rejected']);
	expect(failures[0]?.message).toContain(String(one?.uuid));
	expect(failures[0]?.message).toContain(String(other?.uuid));
	expect(failures[1]?.message).toContain('ACC-9');

	// What was wrong in ClientSuccess is put right there.
	sandbox.remove('client', String(other?.uuid));
	sandbox.seed('client', [{ name: 'New', externalId: 'ACC-9' }]);
	expect((await n8n.runToEnd(workflow)).status).toBe('success');
	expect(sandbox.records('contact').map(({ email }) => email).toSorted()).toEqual([1, 2, 3, 4, 5, 6].map((n) => `contact${n}@example.com`));
	expect((await pool.query('select from clientsuccess_failures')).rowCount).toBe(0);
});

test('new-client-to-slack.json makes one message of each new client', async ({ n8n, sandbox, importWorkflow, publish }) => {
	const example = await readExample('new-client-to-slack');
	// Slack itself can't be had here; its text is made by a node that only puts it out.
	const isSlack = ({ type }: { readonly type: string }) => type === 'n8n-nodes-base.slack';
	const slack = example.nodes.find(isSlack);
	if (slack === undefined) throw new Error('There is no Slack node');
	const assignments = [{ id: 'text', name: 'text', type: 'string', value: slack.parameters['text'] }];
	const nodes = example.nodes.map((node) =>
		isSlack(node) ? { ...node, type: 'n8n-nodes-base.set', typeVersion: 3.4, parameters: { assignments: { assignments }, options: {} } } : node,
	);
	const [old] = sandbox.seed('client', [{ name: 'Old' }]);
	const workflow = await importWorkflow(withParameters({ ...example, nodes }, 'Client created', { pollTimes: POLL_TIMES }));
	await publish(workflow);

	sandbox.seed('client', [{ name: 'Bolt & Sons <Ltd>', status: 'TRIAL' }]);
	sandbox.change('client', String(old?.uuid), { name: 'Old, renamed' });
	const [id] = await waitFor(async () => {
		const ids = await n8n.executionIds(workflow.id);
		return ids.length > 0 && ids;
	}, { what: 'a message' });
	const execution = await n8n.waitForExecution(String(id));
	expect(outputOf(execution, slack.name).map(({ json }) => json)).toEqual([{ text: ':tada: New client in ClientSuccess: *Bolt &amp; Sons &lt;Ltd&gt;* (TRIAL)' }]);
	expect(await n8n.executionIds(workflow.id)).toHaveLength(1);
});
