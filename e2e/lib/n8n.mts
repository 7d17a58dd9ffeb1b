/** Real n8n as child processes: main alone, or main and workers. */
import { cp, mkdir } from 'node:fs/promises';
import path from 'node:path';
import { freePort } from './freePort.mts';
import { n8nEnvironment } from './n8nEnvironment.mts';
import type { N8nSettings } from './n8nEnvironment.mts';
import { E2E } from './paths.mts';
import { startProcess } from './processes.mts';
import type { RunningProcess } from './processes.mts';
import { waitFor } from './waitFor.mts';

/** A process of n8n's that is ready to work. */
export interface N8nProcess extends RunningProcess {
	/** For main the editor's address, for a worker that of its health check. */
	readonly url: string;
}

/** What only main can be told. */
export interface MainOptions {
	/** Any free port, if not given. */
	readonly port?: number;
}

/** What only a worker can be told. */
export interface WorkerOptions {
	/** Sets its log and its host id apart from the other workers'. */
	readonly name: string;
	/** How many executions it runs at once. */
	readonly concurrency?: number;
}

const N8N = path.join(E2E, 'node_modules', 'n8n', 'bin', 'n8n');
/** A first start creates the database: about 20 s on two cores, several times that on a busy machine. */
const START_TIMEOUT_MS = 180_000;

/** Starts n8n's main process and waits until it answers requests. */
export async function startMain(settings: N8nSettings, { port }: MainOptions = {}): Promise<N8nProcess> {
	const mainPort = port ?? (await freePort());
	const url = `http://127.0.0.1:${mainPort}`;
	return await start('n8n-main', ['start'], settings, url, {
		N8N_PORT: String(mainPort),
		N8N_EDITOR_BASE_URL: url,
		N8N_WEBHOOK_URL: url,
	});
}

/** Starts one worker and waits until it takes executions. Main must have been started first: it sets up the database. */
export async function startWorker(settings: N8nSettings, { name, concurrency = 5 }: WorkerOptions): Promise<N8nProcess> {
	if (!settings.queue) throw new Error('Workers exist in queue mode only');
	const port = await freePort();
	// A home of its own, as on a machine of its own: n8n's crash journal and event log are not made for sharing.
	const userFolder = path.join(settings.userFolder, 'workers', name);
	const nodes = path.join('.n8n', 'nodes');
	await mkdir(userFolder, { recursive: true });
	await cp(path.join(settings.userFolder, nodes), path.join(userFolder, nodes), { recursive: true });
	return await start(`n8n-${name}`, ['worker', `--concurrency=${concurrency}`], { ...settings, userFolder }, `http://127.0.0.1:${port}`, {
		QUEUE_HEALTH_CHECK_PORT: String(port),
	});
}

async function start(name: string, args: readonly string[], settings: N8nSettings, url: string, ports: NodeJS.ProcessEnv): Promise<N8nProcess> {
	const child = await startProcess({
		name,
		command: process.execPath,
		args: [N8N, ...args],
		cwd: settings.userFolder,
		env: { ...n8nEnvironment(settings), N8N_RUNNERS_BROKER_PORT: String(await freePort()), ...ports },
		logFile: logFileOf(settings, name),
	});
	try {
		await waitFor(async () => (await isReady(child, url)) || undefined, { what: `${name} at ${url}`, timeoutMs: START_TIMEOUT_MS });
	} catch (error) {
		const tail = await child.logTail();
		await child.stop();
		throw new Error(`${name} did not start. The end of ${child.logFile}:\n${tail}`, { cause: error });
	}
	return { ...child, url };
}

async function isReady(child: RunningProcess, url: string): Promise<boolean> {
	if (!child.isRunning()) throw new Error(`${child.name} ended while starting`);
	try {
		const { ok } = await fetch(`${url}/healthz/readiness`, { signal: AbortSignal.timeout(5_000) });
		return ok;
	} catch {
		return false;
	}
}

function logFileOf({ userFolder }: N8nSettings, name: string): string {
	return path.join(userFolder, 'logs', `${name}.log`);
}
