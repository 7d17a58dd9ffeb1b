/** The node in n8n's editor, from the panel to the error output. The pictures of README are taken on the way. */
import { clientSuccess, manualWorkflow, postgresQuery } from '../lib/manualWorkflow.mts';
import { expect, test } from '../lib/editorScenario.mts';
import { WINDOW } from '../lib/editor.mts';
import { nodeId } from '../lib/workflow.mts';
import { objects } from '../../nodes/ClientSuccess/objects/index.ts';
import type { FieldDefinition, ObjectDefinition } from '../../nodes/ClientSuccess/objects/index.ts';

test.use({ screenshot: 'only-on-failure', actionTimeout: 30_000 });

const OBJECTS = Object.values(objects);
const WRITES = ['Create or Update', 'Insert', 'Update'];
const UPDATE_NOTICE = 'ClientSuccess may clear fields that an update leaves out. If in doubt, send every field that is to stay.';

const CONTACTS_TABLE = 'create table contacts (client_id text, email text, first_name text, last_name text, title text, loaded_at timestamptz)';
const CONTACTS_QUERY = 'SELECT client_id, email, first_name, last_name, title, loaded_at FROM contacts ORDER BY email';
const LOADED_AT = '2026-01-31T06:00:00Z';

test('from the panel to the error output', async ({ sandbox, database, credentials, importWorkflow, editor }) => {
	const { page, output } = editor;
	const [client] = sandbox.seed('client', [{ name: 'Acme' }]);
	if (!client) throw new Error('The sandbox has no client');
	const fill = async (rows: ReadonlyArray<readonly [clientId: string | null, email: string, first: string, last: string, title: string]>) => {
		await database.pool.query('truncate contacts');
		for (const row of rows) await database.pool.query('insert into contacts values ($1, $2, $3, $4, $5, $6)', [...row, LOADED_AT]);
	};
	await database.pool.query(CONTACTS_TABLE);
	await fill([
		[client.uuid, 'ada@acme.example', 'Ada', 'Byron', 'CTO'],
		[client.uuid, 'grace@acme.example', 'Grace', 'Hopper', 'Admiral'],
		[client.uuid, 'mary@acme.example', 'Mary', 'Somerville', 'CFO'],
	]);
	// n8n numbers the names it proposes, by what other tests have left.
	await page.route('**/rest/credentials/new?**', async (route) => await route.fulfill({ json: { data: { name: credentials.clientSuccessApi.name } } }));
	const workflow = await importWorkflow(manualWorkflow('Contacts to ClientSuccess', [postgresQuery('Contacts', CONTACTS_QUERY)]));
	await editor.openWorkflow(workflow.id);

	await test.step('the panel lists an action for each object and operation', async () => {
		// High enough for all of them.
		await page.setViewportSize({ ...WINDOW, height: 1040 });
		await editor.searchNode('ClientSuccess');
		await expect(editor.creator.getByText(/^\w+ actions$/i)).toHaveText(OBJECTS.map(({ label }) => `${label} Actions`), { ignoreCase: true });
		await expect(editor.creator.getByTestId('node-creator-item-name')).toHaveText(
			OBJECTS.flatMap(({ label, plural }) => {
				const a = `a ${label.toLowerCase()}`;
				return [`Create or update ${a}`, `Get ${a}`, `Get many ${plural.toLowerCase()}`, `Insert ${a}`, `Update ${a}`];
			}),
		);
		await editor.takePicture('panel', editor.creator);
		await page.setViewportSize(WINDOW);
		await editor.chooseAction('Insert a contact');
		await expect.poll(() => editor.parameters()).toEqual(['Object', 'Operation', 'Data Mode', 'Options']);
	});

	await test.step('a new credential that works is saved and chosen', async () => {
		await editor.newCredential();
		await expect(editor.credentialField('baseUrl')).toHaveValue('https://api.clientsuccess.com/v2');
		await editor.fillCredential({ apiKey: sandbox.apiKey });
		// Below there is nothing to see.
		await editor.takePicture('credential', editor.credential, { height: 490 });
		await editor.fillCredential({ baseUrl: sandbox.url });
		await editor.saveCredential();
		expect(sandbox.requests.map(({ method, path, status }) => ({ method, path, status }))).toEqual([{ method: 'GET', path: '/client/search?size=1', status: 200 }]);
	});

	await test.step('executing it inserts the rows, whose columns it maps by itself', async () => {
		await editor.executeNode();
		await expect(output.getByTestId('node-hint')).toHaveText([/3 contacts written \(1 request/, /ignored: "loaded_at"/]);
		await expect(output.getByTestId('ndv-data-container')).toContainText('grace@acme.example');
		expect(sandbox.ledger.map(({ kind, record }) => ({ kind, ...record }))).toEqual([
			{ kind: 'insert', clientId: client.uuid, email: 'ada@acme.example', firstName: 'Ada', lastName: 'Byron', title: 'CTO' },
			{ kind: 'insert', clientId: client.uuid, email: 'grace@acme.example', firstName: 'Grace', lastName: 'Hopper', title: 'Admiral' },
			{ kind: 'insert', clientId: client.uuid, email: 'mary@acme.example', firstName: 'Mary', lastName: 'Somerville', title: 'CFO' },
		]);
		await editor.moveParameters(-130);
		await editor.dismissNotifications();
		await editor.takePicture('node', editor.nodeView, { height: 475 });
	});

	await test.step('rows that fail leave through the error output, with the reason', async () => {
		await fill([
			[client.uuid, 'alan@acme.example', 'Alan', 'Turing', 'Analyst'],
			[null, 'emmy@acme.example', 'Emmy', 'Noether', 'Advisor'],
			[client.uuid, 'karen@acme.example', 'Karen', 'Jones', 'Editor'],
			['cln_nobody', 'rosa@acme.example', 'Rosa', 'Parks', 'Buyer'],
		]);
		await editor.chooseOnError('Continue (using error output)');
		await editor.closeNode();
		await editor.executeWorkflow();
		// Wide enough for the reasons, which stand in the last column.
		await page.setViewportSize({ ...WINDOW, width: 1600 });
		await editor.openNodeOnCanvas('Insert a contact');
		await expect(output.getByText('Success Branch (2 items)')).toBeVisible();
		await output.getByText('Error Branch (2 items)').click();
		await output.getByTestId('radio-button-table').click();
		const rows = output.getByTestId('ndv-data-container').locator('tbody tr');
		await expect(rows.filter({ hasText: 'emmy@acme.example' })).toContainText('clientId is required, but has no value');
		await expect(rows.filter({ hasText: 'rosa@acme.example' })).toContainText('No client has the uuid "cln_nobody"');
		expect(sandbox.ledger.slice(3).map(({ record }) => record['email'])).toEqual(['alan@acme.example', 'karen@acme.example']);
		await editor.moveParameters(-300);
		await editor.dismissNotifications();
		await editor.takePicture('error-output', output, { height: 690 });
	});
});

test('the test of a credential says what is wrong with it', async ({ n8n, sandbox, importWorkflow, editor }) => {
	const node = clientSuccess('ClientSuccess', { resource: 'client', operation: 'insert', dataMode: 'autoMapInputData', options: {} });
	const workflow = await importWorkflow(manualWorkflow('Credentials', [node]));
	await editor.openNode(workflow.id, nodeId(workflow, node.name));
	await editor.newCredential();

	await editor.fillCredential({ apiKey: `${sandbox.apiKey}x`, baseUrl: sandbox.url });
	expect(await editor.saveCredentialInVain()).toContain(
		'ClientSuccess does not know this API key. Copy the key from ClientSuccess under Global Settings > API Credentials, as an Admin, and paste it without "Bearer".',
	);

	// To the node this is another machine than its own, and yet it leads to the sandbox: it would see the key if it were sent.
	const foreign = sandbox.url.replace('127.0.0.1', '0.0.0.0');
	expect((await fetch(`${foreign}/client/search`)).status).toBe(401);
	const before = sandbox.requests.length;
	await editor.fillCredential({ apiKey: sandbox.apiKey, baseUrl: foreign });
	expect(await editor.saveCredentialInVain()).toContain("The Base URL can't be used: it must start with https:// (http:// is for localhost only)");
	expect(sandbox.requests).toHaveLength(before);

	await editor.fillCredential({ baseUrl: sandbox.url });
	await editor.saveCredential();
	expect(sandbox.requests.slice(before).map(({ keyOk, status }) => ({ keyOk, status }))).toEqual([{ keyOk: true, status: 200 }]);

	const clientSuccessApi = await n8n.createCredential('clientSuccessApi', 'Over http', { apiKey: sandbox.apiKey, baseUrl: foreign });
	const { status, data } = await n8n.runToEnd(await n8n.importWorkflow(manualWorkflow('Over http', [node]), { clientSuccessApi }));
	expect(status).toBe('error');
	expect(data.resultData.error?.message).toContain("The Base URL of the ClientSuccess credential can't be used: it must start with https://");
	expect(sandbox.requests).toHaveLength(before + 1);
});

test('each object, operation and data mode shows its parameters', async ({ importWorkflow, editor }) => {
	const node = clientSuccess('ClientSuccess', {});
	const workflow = await importWorkflow(manualWorkflow('Parameters', [node]));
	await editor.openNode(workflow.id, nodeId(workflow, node.name));
	expect(await editor.choices('resource')).toEqual(['Client', 'Contact', 'Contract', ...FROM_N8N]);
	expect(await editor.choices('dataMode')).toEqual(['Map Automatically', 'Map Each Field Below']);

	for (const object of OBJECTS) {
		await editor.choose('resource', object.label);
		expect(await editor.choices('operation')).toEqual(['Create or Update', 'Get', 'Get Many', 'Insert', 'Update', ...FROM_N8N]);
		const required = labels(object.fields.filter(isRequired));
		const others = labels(object.fields.filter((field) => !isRequired(field)));

		await test.step(`reading ${object.plural.toLowerCase()}`, async () => {
			await editor.choose('operation', 'Get');
			await expect.poll(() => editor.parameters()).toEqual(['Object', 'Operation', 'UUID', 'Simplify', 'Options']);
			expect(await editor.addable('Options')).toEqual(EVERY_REQUEST.toSorted());
			await editor.choose('operation', 'Get Many');
			await expect.poll(() => editor.parameters()).toEqual(['Object', 'Operation', 'Return All', 'Limit', 'Filters', 'Simplify', 'Options']);
			const modifiedAfter = editor.nodeView.getByTestId('parameter-input-modifiedAfter');
			await expect(modifiedAfter).toHaveCount(0);
			if (object.name === 'contract') expect(await editor.addable('Filters')).toEqual(['Client', 'Modified After']);
			else {
				await editor.addOnly('Filters');
				await expect(modifiedAfter).toBeVisible();
			}
			expect(await editor.addable('Options')).toEqual([...EVERY_REQUEST, 'Sort Direction'].toSorted());
		});

		for (const operation of WRITES) {
			await test.step(`${operation} of a ${object.name}`, async () => {
				await editor.choose('operation', operation);
				const isUpdate = operation === 'Update';
				const notice = isUpdate ? [UPDATE_NOTICE] : [];

				await editor.choose('dataMode', 'Map Automatically');
				await expect.poll(() => editor.parameters()).toEqual(['Object', 'Operation', 'Data Mode', ...notice, 'Options']);
				expect(await editor.addable('Options')).toEqual(optionsOf(object, operation, true));

				await editor.choose('dataMode', 'Map Each Field Below');
				const fields = `${object.label} Fields`;
				await expect.poll(() => editor.parameters()).toEqual([
					...['Object', 'Operation', 'Data Mode', ...notice],
					...(isUpdate ? ['UUID'] : required),
					...[fields, 'Custom Fields', 'Options'],
				]);
				expect(await editor.addable(fields)).toEqual((isUpdate ? [...required, ...others] : others).toSorted((a, b) => a.localeCompare(b)));
				expect(await editor.addable('Options')).toEqual(optionsOf(object, operation, false));
			});
		}
	}
});

/** What n8n adds to the lists of every node whose credential it can use by itself. */
const FROM_N8N = ['Custom API Call'];

/** The options of every operation: each sends requests. */
const EVERY_REQUEST = ['Max Concurrent Requests', 'Max Retries', 'Max Retry Wait (Seconds)', 'Retry Base Delay (Ms)', 'Timeout (Ms)'];

/** The options that matter to an operation that writes. */
function optionsOf({ bulkSize, findBy }: ObjectDefinition, operation: string, isAutomatic: boolean): string[] {
	const isBulk = bulkSize !== null && operation === 'Insert';
	const isUpdate = operation === 'Update';
	return [
		...EVERY_REQUEST,
		...['Dry Run', 'Empty Values', 'Match Custom Fields'],
		...(isBulk ? ['Batch Size', 'Isolate Rejected Records'] : []),
		...(isUpdate && isAutomatic && findBy !== null ? ['Match On'] : []),
		...(isUpdate ? [] : ['Retry Inserts After Server Errors']),
		...(isAutomatic ? ['Unknown Columns'] : []),
	].toSorted();
}

function isRequired({ required }: FieldDefinition): boolean {
	return required === true;
}

function labels(fields: readonly FieldDefinition[]): string[] {
	return fields.map(({ label }) => label);
}
