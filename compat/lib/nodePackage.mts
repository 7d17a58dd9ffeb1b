/** Puts the packed node where an engine's own n8n-workflow is what it finds, as n8n arranges it. */
import { execFile } from 'node:child_process';
import { cp, mkdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { packNode } from '../../e2e/lib/nodePackage.mts';

const run = promisify(execFile);

/** A node package that can be placed beside engines. */
export interface NodePackage {
	/** @returns the folder in which it was placed */
	placeBeside(engine: string): Promise<string>;
	/** Removes what was made for it. */
	dispose(): Promise<void>;
}

async function emptyFolder(engine: string, name: string): Promise<string> {
	const target = join(engine, 'node_modules', name);
	await rm(target, { recursive: true, force: true });
	await mkdir(target, { recursive: true });
	return target;
}

/** Builds and packs this repository's node, as it would be published. */
export async function packedNode(): Promise<NodePackage> {
	const { name, tarball } = await packNode();
	return {
		async placeBeside(engine) {
			const target = await emptyFolder(engine, name);
			await run('tar', ['-xzf', tarball, '-C', target, '--strip-components=1']);
			return target;
		},
		dispose: async () => await rm(dirname(tarball), { recursive: true, force: true }),
	};
}

/** A built node as it is: the `package.json` and the `dist` of a folder. */
export function builtNode(folder: string): NodePackage {
	return {
		async placeBeside(engine) {
			const target = await emptyFolder(engine, 'n8n-nodes-clientsuccess');
			for (const part of ['package.json', 'dist']) await cp(join(folder, part), join(target, part), { recursive: true });
			return target;
		},
		dispose: async () => {},
	};
}
