/** Installs engines and Node.js binaries into the cache, exactly as their lockfiles say. */
import { execFile } from 'node:child_process';
import { copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { CACHE, NODES, VERSIONS } from './paths.mts';
import type { Version } from './versions.mts';

const run = promisify(execFile);

const MANIFESTS = ['package.json', 'package-lock.json', '.npmrc'];
/** Written last, so that an installation that was interrupted is made again. */
const MARKER = '.installed';

/** Without what an outer `npm run` says about itself: it would point the inner npm at the wrong folder. */
function environment(): NodeJS.ProcessEnv {
	const outer = /^npm_(package|lifecycle|config_local_prefix)/;
	return Object.fromEntries(Object.entries(process.env).filter(([name]) => !outer.test(name)));
}

async function install(source: string, target: string, options: readonly string[]): Promise<void> {
	const wanted = await Promise.all(MANIFESTS.map(async (name) => await readFile(join(source, name), 'utf8')));
	const marker = join(target, MARKER);
	if ((await readFile(marker, 'utf8').catch(() => undefined)) === wanted.join('\n')) return;
	await rm(target, { recursive: true, force: true });
	await mkdir(target, { recursive: true });
	for (const name of MANIFESTS) await copyFile(join(source, name), join(target, name));
	await run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error', ...options], { cwd: target, env: environment() });
	await writeFile(marker, wanted.join('\n'));
}

/**
 * Installs the engine of an n8n version. Nothing in it needs its install scripts.
 *
 * @returns the folder whose `node_modules` holds n8n-core and n8n-workflow
 */
export async function installEngine({ n8n }: Version): Promise<string> {
	const target = join(CACHE, `n8n-${n8n}`);
	await install(join(VERSIONS, n8n), target, ['--ignore-scripts']);
	return target;
}

/** @returns the path of the binary: the one that runs this, if it has the right version already */
export async function installNode({ node }: Version): Promise<string> {
	if (process.versions.node.startsWith(`${node}.`)) return process.execPath;
	const target = join(CACHE, `node-${node}`);
	// The package `node` fetches the binary for this platform in a script of its own.
	await install(join(NODES, String(node)), target, []);
	return join(target, 'node_modules/node/bin/node');
}
