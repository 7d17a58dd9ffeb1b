/** What n8n's server gives the engine along with a workflow; here only what a plain run needs. */
import type { IWorkflowExecuteAdditionalData, WorkflowExecuteMode } from 'n8n-workflow';
import type { CredentialsFromValues } from './credentials.mts';
import { core } from './n8n.cjs';
import { externalSecretsProxy } from './versions.mts';
import type { WorkflowFile } from './workflow-file.mts';

// The engine builds resume links from it; nothing listens there.
const INSTANCE = 'http://localhost:5678';

const notAvailable = async (): Promise<never> => {
	throw new Error('Not available outside an n8n server');
};

/** The surroundings of one execution. */
export function additionalData(
	workflow: WorkflowFile,
	mode: WorkflowExecuteMode,
	credentialsHelper: CredentialsFromValues,
): IWorkflowExecuteAdditionalData {
	const executionId = '1';
	const now = new Date();
	const hooks = new core.ExecutionLifecycleHooks(mode, executionId, {
		...workflow,
		id: workflow.id ?? '1',
		name: workflow.name ?? 'Workflow',
		active: false,
		isArchived: false,
		activeVersionId: null,
		createdAt: now,
		updatedAt: now,
	});
	return {
		credentialsHelper,
		hooks,
		externalSecretsProxy: externalSecretsProxy(),
		executionId,
		currentNodeExecutionIndex: 0,
		variables: {},
		restApiUrl: `${INSTANCE}/rest`,
		instanceBaseUrl: `${INSTANCE}/`,
		formBaseUrl: `${INSTANCE}/form`,
		formWaitingBaseUrl: `${INSTANCE}/form-waiting`,
		formTestBaseUrl: `${INSTANCE}/form-test`,
		webhookBaseUrl: `${INSTANCE}/webhook`,
		webhookWaitingBaseUrl: `${INSTANCE}/webhook-waiting`,
		webhookTestBaseUrl: `${INSTANCE}/webhook-test`,
		mcpBaseUrl: `${INSTANCE}/mcp`,
		mcpTestBaseUrl: `${INSTANCE}/mcp-test`,
		logAiEvent: () => {},
		executeWorkflow: notAvailable,
		getRunExecutionData: notAvailable,
		getRuntimeCredential: notAvailable,
		startRunnerTask: notAvailable,
	};
}
