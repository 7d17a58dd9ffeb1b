/** Runs the checks on one version, in a process of its own. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import type { Sandbox } from '../../sandbox/server.mts';
import { isReport } from './report.mts';
import type { Report } from './report.mts';

/** All checks together take some ten seconds. */
const MAX_MILLISECONDS = 120_000;

export interface Place {
	/** The folder in which n8n-core is installed. */
	readonly engine: string;
	/** The folder of the node under test. */
	readonly nodePackage: string;
	/** The binary to run it with. */
	readonly node: string;
	/** The script that runs the checks. */
	readonly script: string;
}

/** @returns the report, or why there is none */
export async function runVersion({ engine, nodePackage, node, script }: Place, sandbox: Sandbox): Promise<Report | string> {
	const child = fork(script, [nodePackage, sandbox.url, sandbox.apiKey], {
		execPath: node,
		execArgv: [],
		env: { ...process.env, ENGINE_FOLDER: engine },
		stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
		timeout: MAX_MILLISECONDS,
		killSignal: 'SIGKILL',
	});
	let report: Report | undefined;
	let printed = '';
	child.on('message', (message) => {
		if (isReport(message)) report = message;
	});
	for (const stream of [child.stdout, child.stderr]) {
		stream?.setEncoding('utf8').on('data', (text: string) => (printed += text));
	}
	const [code, signal] = (await once(child, 'close')) as [number | null, string | null];
	return report ?? `the process ended (${code ?? signal}) before its checks did:\n${printed.trim()}`;
}
