/** The smaller workflows of `examples/`, as they are. */
import { expect, test } from '../lib/scenario.mts';
import { readExample, withParameters } from '../lib/workflow.mts';

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
