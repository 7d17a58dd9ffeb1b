/** The trigger, activated against a sandbox of its own whose clock the test sets. */
import type { IDataObject, INodeExecutionData, WorkflowActivateMode } from 'n8n-workflow';
import { ClientSuccessApi } from '../../../credentials/ClientSuccessApi.credentials.ts';
import { activatePolling } from '../../../engine/index.mts';
import type { PollingNode } from '../../../engine/index.mts';
import { ClientSuccessTrigger } from '../../../nodes/ClientSuccess/ClientSuccessTrigger.node.ts';
import type { Sandbox } from '../../../sandbox/server.mts';

export type ObjectName = 'client' | 'contact' | 'contract';
export type Event = 'created' | 'updated' | 'createdOrUpdated';

export interface Watch {
	/** An object, unless the test is about another. */
	readonly resource?: string;
	readonly event?: Event;
	readonly mode?: 'trigger' | 'manual';
	readonly activation?: WorkflowActivateMode;
	/** What an earlier activation left behind. */
	readonly staticData?: IDataObject;
	readonly credential?: { readonly apiKey?: string; readonly baseUrl?: string };
}

/** A workflow that begins with the trigger. */
export const triggerWorkflow = (resource: string, event: string) => ({
	nodes: [
		{ id: '1', name: 'ClientSuccess Trigger', type: 'n8n-nodes-clientsuccess.clientSuccessTrigger', typeVersion: 1, position: [0, 0], parameters: { resource, event } },
		{ id: '2', name: 'Changed', type: 'n8n-nodes-base.noOp', typeVersion: 1, position: [200, 0], parameters: {} },
	],
	connections: { 'ClientSuccess Trigger': { main: [[{ node: 'Changed', type: 'main', index: 0 }]] } },
});

export const triggerEngine = ({ apiKey, url }: Sandbox, credential: Watch['credential'] = {}) => ({
	nodeTypes: { 'n8n-nodes-clientsuccess.clientSuccessTrigger': ClientSuccessTrigger },
	credentialTypes: [ClientSuccessApi],
	credentials: { clientSuccessApi: { apiKey, baseUrl: url, ...credential } },
});

/** Nothing is polled yet. */
export function watch(sandbox: Sandbox, { resource = 'client', event = 'createdOrUpdated', credential, ...options }: Watch = {}): PollingNode {
	return activatePolling({ ...triggerEngine(sandbox, credential), workflow: triggerWorkflow(resource, event), ...options });
}

/** The trigger after n8n has stopped and started: what it stored is all that is left. */
export const restart = (sandbox: Sandbox, trigger: PollingNode, options: Watch = {}): PollingNode =>
	watch(sandbox, { activation: 'init', ...options, staticData: trigger.staticData() });

/** One field of each record that a poll reported; null if it reported nothing. */
export async function poll(trigger: PollingNode, field = 'name'): Promise<unknown[] | null> {
	const result: INodeExecutionData[][] | null = await trigger.poll();
	return result?.[0]?.map(({ json }) => json[field]) ?? null;
}

/** Fails all attempts at a page of a search, from 0, of one poll. */
export const failPage = (number: number) => ({
	on: { operation: 'search' as const, path: new RegExp(`[?&]page=${number}&`) },
	answer: { status: 503, headers: { 'retry-after': '0' }, body: { message: 'out of order' } },
	times: 4,
});
