/** n8n in queue mode: main and workers, on a PostgreSQL database and a Redis prefix of their own. */
import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startMain, startWorker } from './n8n.mts';
import type { N8nProcess } from './n8n.mts';
import { N8nClient } from './n8nClient.mts';
import type { N8nSettings } from './n8nEnvironment.mts';
import { installNode } from './nodePackage.mts';
import { createDatabase, REDIS_URL, removeRedisKeys } from './services.mts';
import type { TemporaryDatabase } from './services.mts';
import { ENCRYPTION_KEY, LOG_EVERYTHING, readSuite } from './suite.mts';

/** A running main with its workers. */
export interface QueueMode {
	readonly client: N8nClient;
	readonly workers: readonly N8nProcess[];
	/** n8n's own. */
	readonly database: TemporaryDatabase;
	/** Begins the name of each of its keys in Redis. */
	readonly redisPrefix: string;
	/** Holds the files and logs of main and, below `workers/`, of the workers. */
	readonly userFolder: string;
	stop(): Promise<void>;
}

/** A worker that dies is noticed after seconds, not after the minute n8n takes by default. */
const NOTICE_DEATH_SOON: NodeJS.ProcessEnv = {
	QUEUE_WORKER_LOCK_DURATION: '5000',
	QUEUE_WORKER_LOCK_RENEW_TIME: '1000',
	QUEUE_WORKER_STALLED_INTERVAL: '2000',
};

/** Starts main, then the workers side by side. */
export async function startQueueMode({ workers: names, concurrency }: { readonly workers: readonly string[]; readonly concurrency: number }): Promise<QueueMode> {
	const stops: Array<() => Promise<unknown>> = [];
	const stop = async () => {
		for (const step of stops.splice(0).reverse()) await step();
	};
	try {
		const userFolder = await mkdtemp(path.join(tmpdir(), 'clientsuccess-queue-'));
		stops.push(async () => await rm(userFolder, { recursive: true, force: true }));
		await installNode(readSuite().packed, userFolder);
		const database = await createDatabase('n8n');
		stops.push(async () => await database.drop());
		const redisPrefix = `clientsuccess-${randomBytes(4).toString('hex')}`;
		stops.push(async () => await removeRedisKeys(redisPrefix));

		const settings: N8nSettings = {
			userFolder,
			encryptionKey: ENCRYPTION_KEY,
			database: { type: 'postgres', url: database.url },
			queue: { redisUrl: REDIS_URL, prefix: redisPrefix },
			env: { ...LOG_EVERYTHING, ...NOTICE_DEATH_SOON },
		};
		const main = await startMain(settings);
		stops.push(async () => await main.stop());
		const started = await Promise.allSettled(names.map(async (name) => await startWorker(settings, { name, concurrency })));
		const workers = started.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
		stops.push(async () => await Promise.all(workers.map(async (worker) => await worker.stop())));
		for (const result of started) if (result.status === 'rejected') throw result.reason;

		const client = new N8nClient(main.url);
		await client.setUpOwner();
		return { client, workers, database, redisPrefix, userFolder, stop };
	} catch (error) {
		await stop();
		throw error;
	}
}

/** The executions a worker has begun, by its log. */
export async function executionsOf({ logFile }: N8nProcess): Promise<string[]> {
	const log = await readFile(logFile, 'utf8');
	return [...log.matchAll(/Worker started execution (\d+)/g)].map(([, id = '']) => id);
}
