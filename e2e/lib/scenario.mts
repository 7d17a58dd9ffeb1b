/** The ground a scenario stands on: an n8n, a ClientSuccess and a database of its own, and credentials for both. */
import { test as base } from '@playwright/test';
import { startSandbox } from '../../sandbox/server.mts';
import type { Sandbox } from '../../sandbox/server.mts';
import { N8nClient } from './n8nClient.mts';
import type { StoredWorkflow } from './n8nClient.mts';
import { createDatabase } from './services.mts';
import type { TemporaryDatabase } from './services.mts';
import { API_KEY, readSuite } from './suite.mts';
import type { CredentialReference, Workflow } from './workflow.mts';

export { expect } from '@playwright/test';

/** What each test gets anew. */
export interface Scenario {
	readonly sandbox: Sandbox;
	/** The warehouse, not n8n's own database. */
	readonly database: TemporaryDatabase;
	/** By type, for the sandbox and the warehouse. */
	readonly credentials: Readonly<Record<'clientSuccessApi' | 'postgres', CredentialReference>>;
	/** Stores a workflow that uses these credentials. */
	readonly importWorkflow: (workflow: Workflow) => Promise<StoredWorkflow>;
	/** Publishes a workflow until the end of the test. */
	readonly publish: (workflow: StoredWorkflow) => Promise<void>;
}

/** What the tests of a worker share. */
export interface Surroundings {
	/** The owner's session with the shared n8n; a file with an n8n of its own puts that in its place. */
	readonly n8n: N8nClient;
}

/** Playwright's `test`, with this ground under it. Workflows stay in n8n: their executions are searched for secrets at the end. */
export const test = base.extend<Scenario, Surroundings>({
	n8n: [
		async ({}, use) => {
			const { url, session } = readSuite().n8n;
			await use(new N8nClient(url, session));
		},
		{ scope: 'worker' },
	],
	sandbox: async ({}, use) => {
		const sandbox = await startSandbox({ apiKey: API_KEY });
		await use(sandbox);
		await sandbox.close();
	},
	database: async ({}, use) => {
		const database = await createDatabase('warehouse');
		await use(database);
		await database.drop();
	},
	credentials: async ({ n8n, sandbox, database }, use) => {
		await use({
			clientSuccessApi: await n8n.createCredential('clientSuccessApi', 'ClientSuccess account', { apiKey: sandbox.apiKey, baseUrl: sandbox.url }),
			postgres: await n8n.createCredential('postgres', 'Warehouse', postgresCredential(database)),
		});
	},
	importWorkflow: async ({ n8n, credentials }, use) => {
		await use(async (workflow) => await n8n.importWorkflow(workflow, credentials));
	},
	publish: async ({ n8n }, use) => {
		const published: string[] = [];
		await use(async (workflow) => {
			published.push(workflow.id);
			await n8n.publish(workflow);
		});
		for (const id of published) await n8n.unpublish(id);
	},
});

/** A database as n8n's Postgres credential wants it. */
function postgresCredential({ url }: TemporaryDatabase): Readonly<Record<string, unknown>> {
	const { hostname, port, pathname, username, password } = new URL(url);
	return {
		host: hostname,
		port: Number(port || 5432),
		database: pathname.slice(1),
		user: decodeURIComponent(username),
		password: decodeURIComponent(password),
		ssl: 'disable',
	};
}
