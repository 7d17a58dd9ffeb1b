/** Reading ClientSuccess in n8n's editor: lists to choose from, and the trigger. The pictures of README are taken on the way. */
import { clientSuccess, manualWorkflow } from '../lib/manualWorkflow.mts';
import { expect, test } from '../lib/editorScenario.mts';
import { TRIGGER, pollingWorkflow } from '../lib/pollingWorkflow.mts';
import { RecordLocator } from '../lib/recordLocator.mts';
import { nodeId, withParameters } from '../lib/workflow.mts';
import type { Response } from '@playwright/test';
import type { CustomFieldDefinition } from '../../sandbox/server.mts';

test.use({ screenshot: 'only-on-failure', actionTimeout: 30_000 });

const CLIENTS = [
	{ name: 'Acme Inc.', externalId: 'ACC-1042', status: 'ACTIVE', city: 'Denver' },
	{ name: 'Bolt & Sons', externalId: 'ACC-1043', status: 'TRIAL', city: 'Boston' },
	{ name: 'Cargo Freight', externalId: 'ACC-1044', status: 'ACTIVE', city: 'Austin' },
	{ name: 'Dune Hotels', externalId: 'ACC-1045', status: 'ACTIVE', city: 'Reno' },
	{ name: 'Echo Hotels', externalId: 'ACC-1046', status: 'INACTIVE', city: 'Miami' },
];

function customField(fieldKey: string, fieldLabel: string, fieldTypeName: string, more: Partial<CustomFieldDefinition> = {}): CustomFieldDefinition {
	return { fieldId: 1, fieldKey, fieldLabel, fieldName: fieldLabel, fieldTypeName, required: false, system: false, picklistValues: [], ...more };
}

/** Before it has come, the list does not open. */
const isListOfFields = (response: Response) => response.url().endsWith('/rest/dynamic-node-parameters/options');

const SEGMENT = customField('segment__cs', 'Segment', 'Picklist', {
	required: true,
	picklistValues: [
		{ label: 'Enterprise', value: 'Enterprise', archived: false },
		{ label: 'Mid-Market', value: 'Mid-Market', archived: false },
		{ label: 'Startup', value: 'Startup', archived: true },
	],
});
const SEATS = customField('seats__cs', 'Seats', 'Integer');

test('a record is chosen from a list that is searched as one types, or named by its external ID', async ({ sandbox, importWorkflow, editor }) => {
	const { page, output } = editor;
	const clients = sandbox.seed('client', CLIENTS);
	const node = clientSuccess('Get a client', { resource: 'client', operation: 'get', options: {} });
	const workflow = await importWorkflow(manualWorkflow('A client', [node]));
	await editor.openNode(workflow.id, nodeId(workflow, node.name));
	await expect.poll(() => editor.parameters()).toEqual(['Object', 'Operation', 'UUID', 'Simplify', 'Options']);
	const locator = new RecordLocator(page, 'uuid');
	// n8n has its own names for the first two.
	expect(await locator.modes()).toEqual(['From list', 'By ID', 'By External ID']);

	await test.step('from the list', async () => {
		await locator.chooseMode('From list');
		await locator.open();
		await expect(locator.records).toHaveText(CLIENTS.map(({ name, externalId }) => `${name} (${externalId})`));
		await locator.search('hotels');
		await expect(locator.records).toHaveText(['Dune Hotels (ACC-1045)', 'Echo Hotels (ACC-1046)']);
		await editor.takePicture('locator', page.getByTestId('node-parameters'), { height: 375 });
		await locator.choose('Dune Hotels');
		await editor.executeNode();
		await expect(output.getByTestId('ndv-data-container')).toContainText('Reno');
		expect(sandbox.requests.at(-1)).toMatchObject({ method: 'GET', path: `/client/${clients[3]?.uuid}`, status: 200 });
	});

	await test.step('by external ID', async () => {
		await locator.chooseMode('By External ID');
		await locator.fill('ACC-1043');
		await editor.executeNode();
		await expect(output.getByTestId('ndv-data-container')).toContainText('Bolt & Sons');
		await expect(output.getByTestId('node-hint')).toHaveText([/1 client read \(2 requests/, 'All clients were read once to find UUIDs by External ID.']);
	});

	await test.step('many, up to a limit', async () => {
		await editor.choose('operation', 'Get Many');
		await expect.poll(() => editor.parameters()).toEqual(['Object', 'Operation', 'Return All', 'Limit', 'Filters', 'Simplify', 'Options']);
		await editor.parameter('Limit').locator('input').fill('3');
		await editor.executeNode();
		await expect(output.getByTestId('node-hint')).toHaveText([/3 clients read \(1 request/, /Limit of 3 items reached/]);
	});
	expect(sandbox.ledger).toEqual([]);
});

test("the account's custom fields are listed with their keys, types and choices", async ({ sandbox, importWorkflow, editor }) => {
	const { page } = editor;
	sandbox.settings.customFields = { client: [SEGMENT, SEATS] };
	const node = clientSuccess('Create or update a client', { resource: 'client', operation: 'upsert', dataMode: 'defineBelow', name: 'Acme Inc.', options: {} });
	const workflow = await importWorkflow(manualWorkflow('Custom fields', [node]));
	await editor.openNode(workflow.id, nodeId(workflow, node.name));

	await test.step('chosen from the list', async () => {
		const listed = page.waitForResponse(isListOfFields);
		await editor.addCustomField();
		await listed;
		await editor.nodeView.getByTestId('parameter-input-key').click();
		const options = page.getByRole('option').filter({ visible: true });
		await expect(options).toHaveText([/^Seats\s*seats__cs – Integer$/, /^Segment\s*segment__cs – Picklist, required: Enterprise, Mid-Market$/]);
		await editor.takePicture('custom-fields', page.getByTestId('node-parameters'), { top: 205 });
		await options.filter({ hasText: 'Segment' }).click();
		await editor.nodeView.getByTestId('parameter-input-value').locator('input').fill('Enterprise');
		await editor.executeNode();
		expect(sandbox.ledger.map(({ record }) => record)).toEqual([{ name: 'Acme Inc.', custom: { segment__cs: 'Enterprise' } }]);
	});
});

test('where the custom fields may not be read, the list says so, and a key can still be given', async ({ sandbox, importWorkflow, editor }) => {
	const { page } = editor;
	sandbox.script({ on: { operation: 'customFields' }, times: 'always', answer: { status: 403, body: { message: 'Not allowed' } } });
	const upsert = (key: string) => ({
		...{ resource: 'client', operation: 'upsert', dataMode: 'defineBelow', name: 'Acme Inc.', options: {} },
		customFields: { field: [{ key, value: 'Enterprise' }] },
	});
	const workflow = await importWorkflow(
		manualWorkflow('No custom fields', [clientSuccess('With a key', upsert('={{ "segment" + "__cs" }}')), clientSuccess('With a list', upsert(''))]),
	);
	const listed = page.waitForResponse(isListOfFields);
	await editor.openNode(workflow.id, nodeId(workflow, 'With a list'));
	await listed;
	await editor.nodeView.getByTestId('parameter-input-key').click();
	await expect(page.getByRole('option').filter({ visible: true })).toHaveText(
		/^The Custom Fields Can't Be Listed\s*The API key has no permission to read .*: Not allowed\. You can still give a key as an expression\.$/,
	);

	await editor.openNode(workflow.id, nodeId(workflow, 'With a key'));
	await editor.executeNode();
	expect(sandbox.ledger.map(({ record }) => record)).toEqual([{ name: 'Acme Inc.', custom: { segment__cs: 'Enterprise' } }]);
});

test('the trigger is tried with the record that was changed last', async ({ sandbox, importWorkflow, editor }) => {
	const { page, output } = editor;
	sandbox.seed('client', CLIENTS);
	const everyMinute = { pollTimes: { item: [{ mode: 'everyMinute' }] } };
	const workflow = await importWorkflow(withParameters(pollingWorkflow('Clients', { resource: 'client', event: 'created' }), TRIGGER, everyMinute));
	// Else a balloon that explains pinned data lies over the output.
	await page.addInitScript(() => localStorage.setItem('N8N_PIN_DATA_DISCOVERY_NDV', 'true'));
	await editor.openNode(workflow.id, nodeId(workflow, TRIGGER));
	await editor.executeNode();
	await expect(output.getByTestId('ndv-data-container')).toContainText('Acme Inc.');
	await expect(output.getByTestId('ndv-data-container').locator('tbody tr')).toHaveCount(1);
	expect(sandbox.requests.map(({ path }) => path.split('?', 1)[0])).toEqual(['/client/search']);
	await editor.moveParameters(-130);
	await editor.dismissNotifications();
	await editor.takePicture('trigger', editor.nodeView, { height: 475 });
});
