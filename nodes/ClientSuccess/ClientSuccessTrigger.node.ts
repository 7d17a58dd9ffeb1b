import type { INodeExecutionData, INodeType, INodeTypeDescription, IPollFunctions } from 'n8n-workflow';
import { MAIN_CONNECTION } from './n8nVersions.ts';
import { triggerProperties } from './properties/trigger.ts';
import { poll } from './run/poll.ts';

export class ClientSuccessTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'ClientSuccess Trigger',
		name: 'clientSuccessTrigger',
		icon: { light: 'file:clientsuccess.svg', dark: 'file:clientsuccess.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: '={{ $parameter["event"] + ": " + $parameter["resource"] }}',
		description: 'Starts the workflow when clients, contacts or contracts are created or updated in ClientSuccess',
		defaults: { name: 'ClientSuccess Trigger' },
		polling: true,
		inputs: [],
		outputs: [MAIN_CONNECTION],
		credentials: [{ name: 'clientSuccessApi', required: true }],
		properties: triggerProperties,
	};

	async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		return await poll(this);
	}
}
