/** What all scenario files share: the packed node and one n8n, started once before the first of them. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startMain } from './n8n.mts';
import { N8nClient } from './n8nClient.mts';
import { installNode, packNode } from './nodePackage.mts';
import type { PackedNode } from './nodePackage.mts';
import { stopAllProcesses } from './processes.mts';
import { requireServices } from './services.mts';

/** What a scenario file needs to know. */
export interface Suite {
	readonly packed: PackedNode;
	/** The shared n8n: SQLite, main alone. */
	readonly n8n: {
		readonly url: string;
		/** The owner's session. */
		readonly session: string;
		readonly userFolder: string;
	};
}

/** How n8n encrypts credentials in this suite. */
export const ENCRYPTION_KEY = 'end-to-end';

/**
 * The API key of every sandbox and credential of the suite, or part of it where a key must be a wrong
 * one: whatever has to stay secret holds these characters, and nothing else does.
 */
export const API_KEY = 'CsKey7RtwQ2vN9xLp4Zs';

/** The most that n8n writes into its log: what is secret must stay so at every level. */
export const LOG_EVERYTHING: NodeJS.ProcessEnv = { N8N_LOG_LEVEL: 'debug' };

const VARIABLE = 'E2E_SUITE';

/**
 * Starts what is shared, for the test runner's own process.
 *
 * @returns what ends it
 */
export async function startSuite(): Promise<() => Promise<void>> {
	await requireServices();
	const folders: string[] = [];
	const stop = async () => {
		await stopAllProcesses();
		for (const folder of folders) await rm(folder, { recursive: true, force: true });
	};
	try {
		const packed = await packNode();
		folders.push(path.dirname(packed.tarball));
		const userFolder = await mkdtemp(path.join(tmpdir(), 'clientsuccess-e2e-'));
		folders.push(userFolder);
		await installNode(packed, userFolder);
		const { url } = await startMain({ userFolder, encryptionKey: ENCRYPTION_KEY, env: LOG_EVERYTHING });
		const client = new N8nClient(url);
		await client.setUpOwner();
		const suite: Suite = { packed, n8n: { url, session: client.session(), userFolder } };
		// The runner's worker processes inherit its environment, and nothing else.
		process.env[VARIABLE] = JSON.stringify(suite);
		return stop;
	} catch (error) {
		await stop();
		throw error;
	}
}

/** What is shared, for a scenario file. */
export function readSuite(): Suite {
	const suite = process.env[VARIABLE];
	if (suite === undefined) throw new Error('The suite has not been started: run it with "npm run test:e2e"');
	return JSON.parse(suite) as Suite;
}
