/** Child processes that are ended by their own id, with everything they started themselves. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, mkdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';

/** What to run, and where its output goes. */
export interface ProcessOptions {
	/** How messages call it. */
	readonly name: string;
	readonly command: string;
	readonly args?: readonly string[];
	readonly cwd?: string;
	/** The whole environment: nothing is inherited. */
	readonly env: NodeJS.ProcessEnv;
	/** Standard output and error are appended here. */
	readonly logFile: string;
}

/** A running child, the leader of its own process group. */
export interface RunningProcess {
	readonly name: string;
	readonly pid: number;
	readonly logFile: string;
	/** Resolves with the exit code (null after a signal) once it has ended. */
	readonly ended: Promise<number | null>;
	isRunning(): boolean;
	/** Asks it to end, and after the grace period ends whatever is left of its group. */
	stop(graceMs?: number): Promise<void>;
	/** Ends it and its group at once, as a crash would. */
	kill(): Promise<void>;
	/** The last lines of its output, for error messages. */
	logTail(lines?: number): Promise<string>;
}

const GRACE_MS = 20_000;
const running = new Set<RunningProcess>();

function isNoSuchProcess(error: unknown): boolean {
	return error instanceof Error && 'code' in error && error.code === 'ESRCH';
}

function signalGroup(pid: number, signal: NodeJS.Signals): void {
	try {
		process.kill(-pid, signal);
	} catch (error) {
		if (!isNoSuchProcess(error)) throw error;
	}
}

/** Starts a process in a group of its own, so that Ctrl-C in the terminal reaches only us and we end it in order. */
export async function startProcess({ name, command, args = [], cwd, env, logFile }: ProcessOptions): Promise<RunningProcess> {
	mkdirSync(path.dirname(logFile), { recursive: true });
	const log = createWriteStream(logFile, { flags: 'a' });
	const child = spawn(command, args, { cwd, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
	child.stdout.pipe(log, { end: false });
	child.stderr.pipe(log, { end: false });
	await once(child, 'spawn');
	const { pid } = child;
	if (pid === undefined) throw new Error(`${name} has no process id`);

	const isRunning = () => child.exitCode === null && child.signalCode === null;
	// 'close' comes after the last output, 'exit' may not.
	const ended = once(child, 'close').then(() => {
		log.end();
		running.delete(self);
		return child.exitCode;
	});
	const self: RunningProcess = {
		name,
		pid,
		logFile,
		ended,
		isRunning,
		async stop(graceMs = GRACE_MS) {
			if (isRunning()) child.kill('SIGTERM');
			const timer = setTimeout(() => signalGroup(pid, 'SIGKILL'), graceMs);
			await ended;
			clearTimeout(timer);
		},
		async kill() {
			signalGroup(pid, 'SIGKILL');
			await ended;
		},
		async logTail(lines = 30) {
			const text = await readFile(logFile, 'utf8').catch(() => '');
			return text.trimEnd().split('\n').slice(-lines).join('\n');
		},
	};
	running.add(self);
	return self;
}

/** Ends everything started here that still runs, the latest first. */
export async function stopAllProcesses(): Promise<void> {
	for (const child of [...running].reverse()) await child.stop();
}

// The last resort, should this process end without having waited for its children.
process.on('exit', () => {
	for (const { pid } of running) signalGroup(pid, 'SIGKILL');
});
