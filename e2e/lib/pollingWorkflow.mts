/** Workflows that the ClientSuccess Trigger starts. */
import { randomUUID } from 'node:crypto';
import type { Workflow, WorkflowNode } from './workflow.mts';

export const TRIGGER = 'ClientSuccess Trigger';

/** Which changes start the workflow. */
export interface PollingEvent {
	readonly resource: 'client' | 'contact' | 'contract';
	readonly event: 'created' | 'updated' | 'createdOrUpdated';
}

/** n8n lets no schedule fire more than once a minute, but a trigger may have several of them. */
export const POLL_SECONDS = 5;
export const POLL_TIMES = { item: Array.from({ length: 60 / POLL_SECONDS }, (_, index) => ({ mode: 'custom', cronExpression: `${index * POLL_SECONDS} * * * * *` })) };

/** The trigger alone; once published, it polls every few seconds. */
export function pollingWorkflow(name: string, { resource, event }: PollingEvent): Workflow {
	const trigger: WorkflowNode = {
		id: randomUUID(),
		name: TRIGGER,
		type: 'n8n-nodes-clientsuccess.clientSuccessTrigger',
		typeVersion: 1,
		position: [0, 0],
		parameters: { pollTimes: POLL_TIMES, resource, event },
	};
	return { name, nodes: [trigger], connections: {}, settings: { executionOrder: 'v1' } };
}
