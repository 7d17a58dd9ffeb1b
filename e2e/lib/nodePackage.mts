/** The node as users get it: packed, and installed where n8n keeps community packages. */
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { REPOSITORY } from './paths.mts';

const run = promisify(execFile);

/** A packed package. */
export interface PackedNode {
	readonly name: string;
	/** The tarball's path. */
	readonly tarball: string;
}

interface PackReport {
	readonly name: string;
	readonly filename: string;
}

/** Builds and packs the package exactly as `npm publish` would. */
export async function packNode({ directory = REPOSITORY, build = true } = {}): Promise<PackedNode> {
	if (build) await run('npm', ['run', '--silent', 'build'], { cwd: directory });
	const destination = await mkdtemp(path.join(tmpdir(), 'clientsuccess-pack-'));
	const { stdout } = await run('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', destination], { cwd: directory });
	const [report] = JSON.parse(stdout) as PackReport[];
	if (!report) throw new Error(`npm pack in ${directory} packed nothing`);
	return { name: report.name, tarball: path.join(destination, report.filename) };
}

/**
 * Unpacks a tarball into a user folder of n8n's. Like n8n itself it leaves out the peers: n8n lends
 * its own n8n-workflow to every community package, and the package has no other dependency.
 */
export async function installNode({ name, tarball }: PackedNode, userFolder: string): Promise<string> {
	const target = path.join(userFolder, '.n8n', 'nodes', 'node_modules', name);
	await rm(target, { recursive: true, force: true });
	await mkdir(target, { recursive: true });
	await run('tar', ['-xzf', tarball, '-C', target, '--strip-components=1']);
	return target;
}
