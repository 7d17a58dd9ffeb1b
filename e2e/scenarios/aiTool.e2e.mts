/** The node as a tool of an AI agent: it acts on what the model says, and the model can act on what went wrong. */
import { randomUUID } from 'node:crypto';
import { expect, test } from '../lib/scenario.mts';
import type { Surroundings } from '../lib/scenario.mts';
import { startScriptedModel } from '../lib/scriptedModel.mts';
import type { ModelRequest, ScriptedModel, Turn } from '../lib/scriptedModel.mts';
import { API_KEY } from '../lib/suite.mts';
import type { CredentialReference, Workflow, WorkflowNode } from '../lib/workflow.mts';

const AGENT = 'Agent';
const MODEL = 'Model';
const TOOL = 'Insert_a_client';
const DONE: Turn = { answer: 'Done' };

/** Insert a client, with everything about it left to the model. */
const CLIENT_FROM_MODEL: WorkflowNode['parameters'] = {
	resource: 'client',
	operation: 'insert',
	dataMode: 'defineBelow',
	name: "={{ $fromAI('name', 'The name of the client', 'string') }}",
	clientFields: {
		status: "={{ $fromAI('status', 'ACTIVE, INACTIVE, TRIAL or TERMINATED', 'string') }}",
		inceptionDate: "={{ $fromAI('inceptionDate', 'When the client became a customer, as YYYY-MM-DD', 'string') }}",
		npsScore: "={{ $fromAI('npsScore', 'From -100 to 100', 'number') }}",
	},
	customFields: { field: [{ key: 'segment__cs', value: "={{ $fromAI('segment', 'The market segment', 'string') }}" }] },
	options: {},
};

const ACME = { name: 'Acme', status: 'trial', inceptionDate: '2026-01-31', npsScore: 42, segment: 'Enterprise' };

test('the model creates a client with its own arguments, and is told what was created', async ({ n8n, sandbox, credentials }) => {
	const { execution, model, answers } = await converse(n8n, credentials.clientSuccessApi, [{ tool: TOOL, arguments: ACME }, DONE]);

	expect(execution.status).toBe('success');
	const offered = model.requests[0]?.tools?.map(({ function: { name, parameters } }) => ({ name, parameters }));
	expect(offered).toMatchObject([
		{
			name: TOOL,
			parameters: {
				properties: {
					name: { type: 'string', description: 'The name of the client' },
					status: { type: 'string' },
					inceptionDate: { type: 'string' },
					npsScore: { type: 'number' },
					segment: { type: 'string' },
				},
			},
		},
	]);
	expect(sandbox.ledger.map(({ kind, record }) => ({ kind, record }))).toEqual([
		{ kind: 'insert', record: { name: 'Acme', status: 'TRIAL', inceptionDate: '2026-01-31', npsScore: 42, custom: { segment__cs: 'Enterprise' } } },
	]);
	const [created] = sandbox.records('client');
	expect(answers).toEqual([[created]]);
});

test('a bad argument comes back to the model as a readable error, which it can correct', async ({ n8n, sandbox, credentials }) => {
	const { execution, answers } = await converse(n8n, credentials.clientSuccessApi, [
		{ tool: TOOL, arguments: { ...ACME, status: 'PAYING' } },
		{ tool: TOOL, arguments: { ...ACME, inceptionDate: 'last Tuesday' } },
		{ tool: TOOL, arguments: ACME },
		DONE,
	]);

	expect(execution.status).toBe('success');
	expect(answers).toEqual([
		[{ error: expect.stringMatching(/^Item 0: status must be one of ACTIVE, INACTIVE, TRIAL, TERMINATED/) }],
		[{ error: expect.stringMatching(/^Item 0: inceptionDate must be a date/) }],
		sandbox.records('client'),
	]);
	// Nothing was sent for the first two.
	expect(sandbox.requests.map(({ status }) => status)).toEqual([200]);
	expect(sandbox.ledger).toHaveLength(1);
});

test("a refusal of ClientSuccess's comes back to the model with its reason", async ({ n8n, sandbox, credentials }) => {
	sandbox.script({ answer: { status: 422, body: { message: 'A client with this name exists already' } } });
	const { execution, answers } = await converse(n8n, credentials.clientSuccessApi, [{ tool: TOOL, arguments: ACME }, DONE]);

	expect(execution.status).toBe('success');
	expect(answers).toEqual([[{ error: 'Item 0: ClientSuccess refused the client: A client with this name exists already' }]]);
	expect(sandbox.ledger).toEqual([]);
});

/** Lets the agent talk to a model that takes these turns. */
async function converse(n8n: Surroundings['n8n'], clientSuccessApi: CredentialReference, turns: readonly Turn[]) {
	const model = await startScriptedModel(turns);
	try {
		const openAiApi = await n8n.createCredential('openAiApi', 'Scripted model', { apiKey: API_KEY, url: model.url });
		const workflow = await n8n.importWorkflow(agentWorkflow(), { clientSuccessApi, openAiApi });
		const execution = await n8n.runToEnd(workflow);
		return { execution, model, answers: toolAnswers(model) };
	} finally {
		await model.close();
	}
}

function agentWorkflow(): Workflow {
	const node = (name: string, type: string, typeVersion: number, parameters: WorkflowNode['parameters'], position: readonly [number, number]): WorkflowNode => ({
		...{ id: randomUUID(), name, type, typeVersion, parameters, position },
	});
	const link = (target: string, type: string) => ({ [type]: [[{ node: target, type, index: 0 }]] });
	const model = node(MODEL, '@n8n/n8n-nodes-langchain.lmChatOpenAi', 1.3, { model: { __rl: true, mode: 'id', value: 'scripted' }, responsesApiEnabled: false, options: {} }, [160, 220]);
	return {
		name: 'Agent',
		nodes: [
			node('Start', 'n8n-nodes-base.manualTrigger', 1, {}, [0, 0]),
			node(AGENT, '@n8n/n8n-nodes-langchain.agent', 3, { promptType: 'define', text: 'Create the client Acme', options: {} }, [220, 0]),
			{ ...model, credentials: { openAiApi: { id: '', name: '' } } },
			node(TOOL, 'n8n-nodes-clientsuccess.clientSuccessTool', 1, CLIENT_FROM_MODEL, [360, 220]),
		],
		connections: { Start: link(AGENT, 'main'), [MODEL]: link(AGENT, 'ai_languageModel'), [TOOL]: link(AGENT, 'ai_tool') },
		settings: { executionOrder: 'v1' },
	};
}

/** What the model was told about its calls, one after the other. */
function toolAnswers({ requests }: ScriptedModel): unknown[] {
	const messages: ModelRequest['messages'] = requests.at(-1)?.messages ?? [];
	return messages.filter(({ role }) => role === 'tool').map(({ content }): unknown => JSON.parse(String(content)));
}
