/** Starts the run in a process of its own, and can end it as a power cut would. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Sandbox } from '../../sandbox/server.mts';

/** How a run ended. */
export interface Ending {
	readonly isKilled: boolean;
	readonly written: number;
	readonly error: string | undefined;
}

const isReport = (value: unknown): value is { readonly written: number; readonly error?: string } =>
	typeof value === 'object' && value !== null && 'written' in value && typeof value.written === 'number';

/** A run under way. */
export interface Running {
	readonly ended: Promise<Ending>;
	/** SIGKILL: the process gets no chance to do anything more. */
	kill(): void;
}

/** Starts one. */
export function startRun(sandbox: Sandbox, concurrency: number): Running {
	const child = fork(join(import.meta.dirname, 'child.mts'), [sandbox.url, sandbox.apiKey, String(concurrency)], {
		execArgv: ['--disable-warning=MODULE_TYPELESS_PACKAGE_JSON'],
	});
	let report: { readonly written: number; readonly error?: string } | undefined;
	child.on('message', (message) => {
		if (isReport(message)) report = message;
	});
	const ended = once(child, 'exit').then(([code, signal]): Ending => {
		if (signal === 'SIGKILL') return { isKilled: true, written: 0, error: undefined };
		return { isKilled: false, written: report?.written ?? 0, error: report === undefined ? `it ended with code ${String(code)}` : report.error };
	});
	return { ended, kill: () => void child.kill('SIGKILL') };
}
