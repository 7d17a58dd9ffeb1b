/** Runs one scenario: the built node, in n8n's engine, against the sandbox, on virtual time. */
import { join } from 'node:path';
import type { INodeExecutionData } from 'n8n-workflow';
import { loadPackage, startWorkflow } from '../engine/index.mts';
import { startSandbox } from '../sandbox/server.mts';
import type { LedgerEntry, RequestEntry } from '../sandbox/server.mts';
import { itemsOf, parametersOf, prepareWorld } from './items.mts';
import type { World } from './items.mts';
import { seedMathRandom } from './random.mts';
import type { Scenario } from './scenario.mts';
import { scriptOf } from './script.mts';
import { after, nextHour, passTimeUntil } from './virtualTime.mts';
import { wire } from './wire.mts';

const NODE = 'ClientSuccess';
/** Nothing listens there. */
const NOWHERE = 'http://127.0.0.1:1/v2';
/** Unlike anything else in a run, so that a leak is seen. */
const API_KEY = 'key-4f3A9live';

/** What a run left behind, on both sides. */
export interface Observation {
	readonly scenario: Scenario;
	readonly world: World;
	readonly status: string;
	/** Main output, and error output. */
	readonly outputs: readonly [readonly INodeExecutionData[], readonly INodeExecutionData[]];
	readonly error: { readonly message: string; readonly description: string } | undefined;
	readonly hints: readonly string[];
	readonly ledger: readonly LedgerEntry[];
	readonly requests: readonly RequestEntry[];
	/** Sent by this process. */
	readonly sent: number;
	readonly sentAtOnce: number;
	/** How many had been sent when the run was cancelled; undefined if it was not. */
	readonly sentBeforeCancel: number | undefined;
	/** Where the API key was found. */
	readonly leaks: readonly string[];
}

const sandbox = await startSandbox({ apiKey: API_KEY });
const { nodeTypes, credentialTypes } = await loadPackage(join(import.meta.dirname, '..'));

/** Whether a request or an answer is on its way: those at the sandbox wait for a virtual timer, or hang. */
function isExpecting(): boolean {
	return wire.open > sandbox.stats().inFlight;
}

function workflowOf(scenario: Scenario) {
	return {
		nodes: [
			{ id: '1', name: 'Rows', type: 'n8n-nodes-base.manualTrigger', typeVersion: 1, position: [0, 0], parameters: {} },
			{
				id: '2',
				name: NODE,
				type: 'n8n-nodes-clientsuccess.clientSuccess',
				typeVersion: 1,
				position: [200, 0],
				parameters: parametersOf(scenario),
				onError: scenario.onError,
			},
		],
		connections: { Rows: { main: [[{ node: NODE, type: 'main', index: 0 }]] } },
	};
}

/** Carries a scenario out. */
export async function run(scenario: Scenario): Promise<Observation> {
	nextHour();
	seedMathRandom(scenario.jitter);
	sandbox.reset();
	wire.reset();
	const { revokedAt, cancelled, rateLimit } = scenario;
	sandbox.settings.rateLimit = rateLimit ?? undefined;
	const world = prepareWorld(sandbox, scenario);
	let sentBeforeCancel: number | undefined;
	let isOver = false;

	const started = startWorkflow({
		workflow: workflowOf(scenario),
		nodeTypes,
		credentialTypes,
		credentials: { clientSuccessApi: { apiKey: API_KEY, baseUrl: scenario.unreachable ? NOWHERE : sandbox.url } },
		pinData: { Rows: itemsOf(scenario, world).map((json) => ({ json })) },
	});
	const cancel = () => {
		if (isOver) return;
		started.cancel();
		sentBeforeCancel = wire.count;
	};
	sandbox.script(
		scriptOf(scenario, (id) => {
			if (id === revokedAt) sandbox.revokeKey();
			if (id === cancelled?.request) after(cancelled.after, cancel);
		}),
	);

	const result = await passTimeUntil(
		started.result.finally(() => (isOver = true)),
		isExpecting,
	);
	// What the server still does for clients that have left belongs to the run.
	await passTimeUntil(sandbox.idle(), isExpecting);

	const error = result.error();
	const outputs = [result.output(NODE), result.output(NODE, 1)] as const;
	const hints = result.hints(NODE).map(({ message }) => message);
	const places = Object.entries({ items: outputs, error, hints });
	return {
		scenario,
		world,
		status: result.status,
		outputs,
		error: error && { message: error.message, description: String(error.description ?? '') },
		hints,
		ledger: [...sandbox.ledger],
		requests: [...sandbox.requests],
		sent: wire.count,
		sentAtOnce: wire.most,
		sentBeforeCancel,
		leaks: places.filter(([, value]) => JSON.stringify(value)?.includes(API_KEY)).map(([place]) => place),
	};
}

/** Ends the sandbox. */
export async function stop(): Promise<void> {
	await passTimeUntil(sandbox.close(), () => false);
}
