/** The package as n8n takes it in. */
import assert from 'node:assert/strict';
import type { Check } from '../check.mts';

export const loading: readonly Check[] = [
	{
		name: 'the package is loaded',
		async run({ package: { nodeTypes, credentialTypes } }) {
			assert.deepEqual(Object.keys(nodeTypes), ['n8n-nodes-clientsuccess.clientSuccess']);
			assert.deepEqual(credentialTypes.map(({ name }) => name), ['clientSuccessApi']);
			const type = nodeTypes['n8n-nodes-clientsuccess.clientSuccess'];
			assert.ok(type !== undefined && 'description' in type);
			const { description } = type;
			assert.ok('inputs' in description);
			assert.deepEqual([description.inputs, description.outputs], [['main'], ['main']]);
		},
	},
];
