/** Loads a built community package the way n8n does when it starts. */
import type { ICredentialType } from 'n8n-workflow';
import { core } from './n8n.cjs';
import type { NodeTypeMap } from './node-types.mts';

export interface LoadedPackage {
	readonly nodeTypes: NodeTypeMap;
	readonly credentialTypes: ICredentialType[];
}

/** Reads `package.json` in `directory` and loads the nodes and credentials it names, which must have been built. */
export async function loadPackage(directory: string): Promise<LoadedPackage> {
	const loader = new core.PackageDirectoryLoader(directory);
	await loader.loadAll();
	const prefix = `${loader.packageName}.`;
	const nodeTypes = Object.entries(loader.nodeTypes).map(
		// Older versions put the package's name in front by themselves.
		([name, { type }]) => [name.startsWith(prefix) ? name : `${prefix}${name}`, type] as const,
	);
	return {
		nodeTypes: Object.fromEntries(nodeTypes),
		credentialTypes: Object.values(loader.credentialTypes).map(({ type }) => type),
	};
}
