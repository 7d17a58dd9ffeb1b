/** Sends a credential's test request as n8n does: as the routing of a node that has nothing else. */
import type { ExecutionError, ICredentialTestRequest, INodeType } from 'n8n-workflow';
import { ClientSuccessApi } from '../../credentials/ClientSuccessApi.credentials.ts';
import { runWorkflow } from '../../engine/index.mts';

function nodeWith({ request }: ICredentialTestRequest): INodeType {
	return {
		description: {
			displayName: 'Tester',
			name: 'tester',
			group: ['output'],
			version: 1,
			description: 'Tests a credential',
			defaults: { name: 'Tester' },
			inputs: ['main'],
			outputs: ['main'],
			credentials: [{ name: 'clientSuccessApi', required: true }],
			properties: [{ displayName: 'Temp', name: 'temp', type: 'string', default: '', routing: { request } }],
		},
	};
}

/** Why the credential does not work; undefined if it does. */
export async function testCredential(credential: { readonly apiKey: string; readonly baseUrl?: string }): Promise<ExecutionError | undefined> {
	const result = await runWorkflow({
		workflow: {
			nodes: [
				{ name: 'Start', type: 'n8n-nodes-base.manualTrigger', typeVersion: 1, position: [0, 0], parameters: {} },
				{ name: 'Tester', type: 'test.tester', typeVersion: 1, position: [200, 0], parameters: {} },
			],
			connections: { Start: { main: [[{ node: 'Tester', type: 'main', index: 0 }]] } },
		},
		nodeTypes: { 'test.tester': nodeWith(new ClientSuccessApi().test) },
		credentialTypes: [ClientSuccessApi],
		credentials: { clientSuccessApi: credential },
	});
	return result.error();
}
