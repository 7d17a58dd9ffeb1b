/** The package as n8n takes it in. */
import assert from 'node:assert/strict';
import type { Check } from '../check.mts';

export const loading: readonly Check[] = [
	{
		name: 'the package is loaded',
		async run({ package: { nodeTypes, credentialTypes } }) {
			assert.deepEqual(Object.keys(nodeTypes), ['n8n-nodes-clientsuccess.clientSuccess', 'n8n-nodes-clientsuccess.clientSuccessTrigger']);
			assert.deepEqual(credentialTypes.map(({ name }) => name), ['clientSuccessApi']);
			const connections = Object.values(nodeTypes).map((type) => {
				assert.ok('description' in type && 'inputs' in type.description);
				return [type.description.inputs, type.description.outputs];
			});
			assert.deepEqual(connections, [[['main'], ['main']], [[], ['main']]]);
		},
	},
];
