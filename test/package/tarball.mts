/** The package as npm would publish it, unpacked. */
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

export const ROOT = path.resolve(__dirname, '../..');

const run = promisify(execFile);

export interface Tarball {
	/** Where it is unpacked. */
	readonly folder: string;
	/** Its files, relative to the folder, sorted. */
	readonly files: readonly string[];
	remove(): Promise<void>;
}

/** Packs what is built; `npm test` builds first. */
export async function pack(): Promise<Tarball> {
	const temporary = await mkdtemp(path.join(tmpdir(), 'clientsuccess-package-'));
	const { stdout } = await run('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', temporary], { cwd: ROOT });
	const [{ filename }]: [{ filename: string }] = JSON.parse(stdout);
	const folder = path.join(temporary, 'package');
	await mkdir(folder);
	await run('tar', ['-xzf', path.join(temporary, filename), '-C', folder, '--strip-components=1']);
	const entries = await readdir(folder, { recursive: true, withFileTypes: true });
	const files = entries.filter((entry) => entry.isFile()).map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)));
	return { folder, files: files.sort(), remove: async () => await rm(temporary, { recursive: true }) };
}

/**
 * Runs JavaScript in a Node.js of its own, and returns the JSON it prints last. Jest's NODE_ENV stays
 * out: n8n's lint rules take every file for one of their own tests where it is "test".
 */
export async function runScript(script: string, args: readonly string[], { module = false, env = {} } = {}): Promise<unknown> {
	const { stdout } = await run(process.execPath, [...(module ? ['--input-type=module'] : []), '-e', script, ...args], {
		cwd: ROOT,
		env: { ...process.env, NODE_ENV: undefined, ...env },
	});
	return JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
}
