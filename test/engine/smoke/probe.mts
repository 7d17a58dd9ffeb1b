/** A node and a credential that show what the harness passes on to the real ones. */
import type {
	ICredentialType,
	IExecuteFunctions,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
} from 'n8n-workflow';

export class ProbeApi implements ICredentialType {
	name = 'probeApi';
	displayName = 'Probe API';
	properties: ICredentialType['properties'] = [
		{ displayName: 'Key', name: 'apiKey', type: 'string', default: '' },
		{ displayName: 'Base URL', name: 'baseUrl', type: 'string', default: 'http://probe.test/v2' },
	];
	authenticate = {
		type: 'generic' as const,
		properties: { headers: { Authorization: '={{$credentials.apiKey}}' } },
	};
}

/** Tells when a row with `action: 'hang'` does so. */
export const hanging = new EventTarget();

/** Sends each row to the server; a row with `action` does something else instead. */
export class Probe implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Probe',
		name: 'probe',
		group: ['output'],
		version: 1,
		description: 'Probe',
		defaults: { name: 'Probe' },
		inputs: ['main'],
		outputs: ['main'],
		credentials: [{ name: 'probeApi', required: true }],
		properties: [{ displayName: 'Value', name: 'value', type: 'string', default: 'default' }],
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const { baseUrl } = await this.getCredentials('probeApi');
		const output: INodeExecutionData[] = [];
		for (const [index, item] of this.getInputData().entries()) {
			if (item.json.action === 'throw') throw new Error('Probe failed');
			if (item.json.action === 'error') {
				output.push({ json: { error: { message: 'refused' } }, pairedItem: { item: index } });
				continue;
			}
			if (item.json.action === 'hang') {
				await new Promise((resolve) => {
					this.getExecutionCancelSignal()?.addEventListener('abort', resolve);
					hanging.dispatchEvent(new Event('hang'));
				});
				// An error would make the engine call the run failed, unless its message says "canceled".
				return [output];
			}
			const answer: unknown = await this.helpers.httpRequestWithAuthentication.call(this, 'probeApi', {
				method: 'POST',
				url: `${String(baseUrl)}/rows`,
				body: { value: this.getNodeParameter('value', index) },
				json: true,
			});
			output.push({ json: { answer: String(answer), timezone: this.getTimezone() }, pairedItem: { item: index } });
		}
		this.addExecutionHints({ message: `${output.length} rows` });
		return [output];
	}
}
