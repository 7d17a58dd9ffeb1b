/** Everything of the node that reads, each with the same failure, for those who look at what it leaves behind. */
import { clientSuccess, manualWorkflow } from './manualWorkflow.mts';
import { N8nApiError } from './n8nClient.mts';
import type { Execution, N8nClient } from './n8nClient.mts';
import { pollingWorkflow } from './pollingWorkflow.mts';
import type { CredentialReference, Workflow } from './workflow.mts';

/** What reading came to. */
export interface FailedReads {
	/** Of the node, which looks up a record, reads one, and reads many, and of the trigger, which is tried. */
	readonly executions: readonly Execution[];
	/** What the editor was told instead of its lists. */
	readonly lists: readonly unknown[];
}

/** Named by every execution: where they are stored, it is found. */
export const READ_CANARY = 'Canary2mKdYb';

const OPTIONS = { maxRetries: 1, retryBaseDelay: 1, maxRetryWait: 1, timeout: 500 };
const LOOK_UP = 'Look up, error output';
const GET = 'Get, error output';
const GET_MANY = 'Get many, stop';

/** Whatever becomes of the items, they go on to the next node. */
function withErrorOutputs(workflow: Workflow): Workflow {
	const to = (node: string) => ({ main: [0, 1].map(() => [{ node, type: 'main', index: 0 }]) });
	return { ...workflow, connections: { ...workflow.connections, [LOOK_UP]: to(GET), [GET]: to(GET_MANY) } };
}

function readingWorkflow(name: string): Workflow {
	const get = { resource: 'client', operation: 'get', options: OPTIONS };
	return withErrorOutputs(
		manualWorkflow(`Reading: ${name}`, [
			clientSuccess(LOOK_UP, { ...get, uuid: { __rl: true, mode: 'externalId', value: READ_CANARY } }, 'continueErrorOutput'),
			clientSuccess(GET, { ...get, uuid: { __rl: true, mode: 'id', value: READ_CANARY } }, 'continueErrorOutput'),
			clientSuccess(GET_MANY, { ...get, operation: 'getAll', returnAll: true }),
		]),
	);
}

/** Runs them all against whatever fails there. */
export async function causeReadFailures(n8n: N8nClient, name: string, clientSuccessApi: CredentialReference): Promise<FailedReads> {
	const workflows = [readingWorkflow(name), pollingWorkflow(`Polling: ${name}`, { resource: 'client', event: 'created' })];
	const executions: Execution[] = [];
	for (const workflow of workflows) executions.push(await n8n.runToEnd(await n8n.importWorkflow(workflow, { clientSuccessApi })));

	const request = {
		nodeTypeAndVersion: { name: 'n8n-nodes-clientsuccess.clientSuccess', version: 1 },
		currentNodeParameters: { resource: 'client', operation: 'upsert' },
		credentials: { clientSuccessApi },
	};
	const ask = async (what: string, more: object) => await answerOf(n8n.request('POST', `/rest/dynamic-node-parameters/${what}`, { ...request, ...more }));
	return {
		executions,
		lists: [
			await ask('resource-locator-results', { path: 'parameters.uuid', methodName: 'searchClients', filter: READ_CANARY }),
			await ask('options', { path: 'parameters.customFields.field[0].key', methodName: 'getCustomFields' }),
		],
	};
}

/** What n8n answered, if that is an error, its text. */
async function answerOf(request: Promise<unknown>): Promise<unknown> {
	try {
		return await request;
	} catch (error) {
		if (error instanceof N8nApiError) return error.message;
		throw error;
	}
}
