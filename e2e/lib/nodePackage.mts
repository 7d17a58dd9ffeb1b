/** The node as users get it: packed, and installed where n8n keeps community packages. */
import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, symlink } from 'node:fs/promises';
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

/** What the package is built from, and what npm puts beside `dist` by itself. */
const SOURCES = ['package.json', 'tsconfig.json', 'tsconfig.build.json', 'gulpfile.js', 'nodes', 'credentials', 'README.md', 'LICENSE'];

/**
 * Builds and packs the package as `npm publish` would, in a copy: a build empties `dist` first, which
 * others may be using.
 *
 * @returns the package; its tarball is alone in a temporary folder, which is the caller's to remove
 */
export async function packNode(directory = REPOSITORY): Promise<PackedNode> {
	const copy = await mkdtemp(path.join(tmpdir(), 'clientsuccess-build-'));
	try {
		for (const source of SOURCES) await cp(path.join(directory, source), path.join(copy, source), { recursive: true });
		await symlink(path.join(directory, 'node_modules'), path.join(copy, 'node_modules'), 'dir');
		await run('npm', ['run', '--silent', 'build'], { cwd: copy });
		const destination = await mkdtemp(path.join(tmpdir(), 'clientsuccess-pack-'));
		const { stdout } = await run('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', destination], { cwd: copy });
		const [report] = JSON.parse(stdout) as PackReport[];
		if (!report) throw new Error(`npm pack in ${directory} packed nothing`);
		return { name: report.name, tarball: path.join(destination, report.filename) };
	} finally {
		await rm(copy, { recursive: true, force: true });
	}
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
