/** Installs this folder's dependencies when they are missing. Imports nothing of them. */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { E2E } from './paths.mts';

const MARKER = path.join(E2E, 'node_modules', '.installed-lockfile');
/** Where nobody watches the line change, it is repeated seldom. */
const REPEAT_MS = process.stdout.isTTY ? 1_000 : 30_000;

/** Runs `npm ci` and builds what must be built, unless the installed tree is that of the current lockfile. */
export async function installDependencies(): Promise<void> {
	const wanted = createHash('sha256').update(await readFile(path.join(E2E, 'package-lock.json'))).digest('hex');
	if ((await readFile(MARKER, 'utf8').catch(() => '')) === wanted) return;
	// By npm 11 whatever npm there is: npm 10 takes n8n's optional packages for other platforms as required ones.
	await runVisibly('Installing n8n into e2e/ (once; about 3 GB, 3 to 5 minutes)', 'npx', ['--yes', 'npm@11.19.1', 'run', 'setup']);
	await writeFile(MARKER, wanted);
}

async function runVisibly(title: string, command: string, args: readonly string[]): Promise<void> {
	const started = Date.now();
	const show = () => {
		const line = `${title} … ${Math.round((Date.now() - started) / 1_000)} s`;
		process.stdout.write(process.stdout.isTTY ? `\r${line}` : `${line}\n`);
	};
	show();
	const timer = setInterval(show, REPEAT_MS);
	const child = spawn(command, args, { cwd: E2E, env: environment(), stdio: ['ignore', 'pipe', 'pipe'] });
	const output: Buffer[] = [];
	child.stdout.on('data', (chunk: Buffer) => output.push(chunk));
	child.stderr.on('data', (chunk: Buffer) => output.push(chunk));
	try {
		await once(child, 'close');
	} finally {
		clearInterval(timer);
	}
	process.stdout.write('\n');
	if (child.exitCode !== 0) {
		const tail = Buffer.concat(output).toString('utf8').trimEnd().split('\n').slice(-30).join('\n');
		throw new Error(`"${command} ${args.join(' ')}" in e2e/ failed:\n${tail}`);
	}
}

/** Without what an outer `npm run` says about itself: it would point the inner one at the wrong folder. */
function environment(): NodeJS.ProcessEnv {
	return Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^npm_(package|lifecycle|config_local_prefix)/.test(name)));
}
