/**
 * Sends a credential's test request as n8n does: from a declarative node that has nothing but that
 * request, on n8n-core's own routing path (CredentialsTester in n8n's server makes the same node).
 */
import type { INodeType, INodeTypeDescription } from 'n8n-workflow';
import { ClientSuccessApi } from '../../../credentials/ClientSuccessApi.credentials.ts';

// A class by function, since n8n's lint rules hold for classes of nodes that are published.
export function credentialTestNode(): INodeType {
	const description: INodeTypeDescription = {
		displayName: 'Credential Test',
		name: 'credentialTest',
		group: ['input'],
		version: 1,
		description: 'Sends the test request of a credential',
		defaults: { name: 'Credential Test' },
		inputs: ['main'],
		outputs: ['main'],
		credentials: [{ name: 'clientSuccessApi', required: true }],
		properties: [
			{
				displayName: 'Temp',
				name: 'temp',
				type: 'string',
				default: '',
				routing: { request: new ClientSuccessApi().test.request },
			},
		],
	};
	return { description };
}
