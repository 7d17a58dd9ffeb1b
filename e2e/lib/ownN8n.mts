/** An n8n of a scenario's own, which can be stopped and started again with what it knows. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { freePort } from './freePort.mts';
import { startMain } from './n8n.mts';
import { N8nClient } from './n8nClient.mts';
import type { N8nSettings } from './n8nEnvironment.mts';
import { installNode } from './nodePackage.mts';
import { ENCRYPTION_KEY, LOG_EVERYTHING, readSuite } from './suite.mts';

/** A main process alone, on SQLite. */
export interface OwnN8n {
	/** Stays valid over a restart. */
	readonly client: N8nClient;
	/** Holds its database, files and logs. */
	readonly userFolder: string;
	/** Ends n8n, does something meanwhile, and starts it again. */
	restart(meanwhile: () => Promise<void>): Promise<void>;
	stop(): Promise<void>;
}

/** Starts an n8n with the packed node, and its owner signed in. */
export async function startOwnN8n(): Promise<OwnN8n> {
	const userFolder = await mkdtemp(path.join(tmpdir(), 'clientsuccess-own-'));
	const settings: N8nSettings = { userFolder, encryptionKey: ENCRYPTION_KEY, env: LOG_EVERYTHING };
	// The address is part of the session.
	const port = await freePort();
	const removeFiles = async () => await rm(userFolder, { recursive: true, force: true });
	try {
		await installNode(readSuite().packed, userFolder);
		let main = await startMain(settings, { port });
		const client = new N8nClient(main.url);
		await client.setUpOwner();
		return {
			client,
			userFolder,
			async restart(meanwhile) {
				await main.stop();
				await meanwhile();
				main = await startMain(settings, { port });
			},
			async stop() {
				await main.stop();
				await removeFiles();
			},
		};
	} catch (error) {
		await removeFiles();
		throw error;
	}
}
