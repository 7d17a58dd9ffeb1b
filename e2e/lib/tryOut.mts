/** A whole n8n to try the node in: sandbox, owner, credential and the example workflows. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startSandbox } from '../../sandbox/server.mts';
import { portOrFree } from './freePort.mts';
import { startMain } from './n8n.mts';
import { N8nClient } from './n8nClient.mts';
import { installNode, packNode } from './nodePackage.mts';
import { readExamples } from './workflow.mts';

/** A running try-out. */
export interface TryOut {
	readonly url: string;
	readonly sandboxUrl: string;
	readonly logFile: string;
	/** Names of the imported workflows. */
	readonly workflows: readonly string[];
}

/** What to do at the end, in reverse order; also if the start was interrupted half-way. */
export type CleanUp = Array<() => Promise<unknown>>;

const N8N_PORT = 5678;
const SANDBOX_PORT = 8787;

/** Starts everything, telling each step; what must be ended is put into `cleanUp` as it is started. */
export async function startTryOut(cleanUp: CleanUp, tell: (step: string) => void): Promise<TryOut> {
	tell('Building and packing the node');
	const packed = await packNode();
	cleanUp.push(async () => await rm(path.dirname(packed.tarball), { recursive: true, force: true }));
	const userFolder = await mkdtemp(path.join(tmpdir(), 'clientsuccess-n8n-'));
	cleanUp.push(async () => await rm(userFolder, { recursive: true, force: true }));
	await installNode(packed, userFolder);

	tell('Starting the sandbox');
	const sandbox = await startSandbox({ port: await portOrFree(SANDBOX_PORT) });
	cleanUp.push(async () => await sandbox.close());

	tell('Starting n8n');
	const timezone = new Intl.DateTimeFormat().resolvedOptions().timeZone;
	const n8n = await startMain({ userFolder, encryptionKey: 'try-out', env: { GENERIC_TIMEZONE: timezone } }, { port: await portOrFree(N8N_PORT) });
	cleanUp.push(async () => await n8n.stop());

	tell('Creating the owner, the credential and the example workflows');
	const client = new N8nClient(n8n.url);
	await client.setUpOwner();
	const clientSuccessApi = await client.createCredential('clientSuccessApi', 'ClientSuccess account', { apiKey: sandbox.apiKey, baseUrl: sandbox.url });
	const workflows: string[] = [];
	for (const example of await readExamples()) workflows.push((await client.importWorkflow(example, { clientSuccessApi })).name);
	return { url: n8n.url, sandboxUrl: sandbox.url, logFile: n8n.logFile, workflows };
}
