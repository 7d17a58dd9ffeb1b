/** The n8n versions the packed node is checked on. Each has a folder in `versions/` that pins its engine. */

export interface Version {
	/** Of n8n, and the name of its folder. */
	readonly n8n: string;
	/** The major version of Node.js to run it on, one that this n8n supports. */
	readonly node: 20 | 22 | 24;
}

/**
 * The oldest that can run the node, the last 1.x, 2.0, one in between, and the newest. 1.66 lets neither
 * a cancellation nor a timeout end the node's requests, and turns the order of the error output around.
 *
 * Where a folder overrides a dependency, the range its engine asks for has since been filled with a
 * version that no longer loads.
 */
export const versions: readonly Version[] = [
	{ n8n: '1.68.0', node: 20 },
	{ n8n: '1.123.81', node: 22 },
	{ n8n: '2.0.3', node: 22 },
	{ n8n: '2.20.12', node: 22 },
	{ n8n: '2.40.7', node: 24 },
];
