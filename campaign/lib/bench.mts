/**
 * What every run takes place in: the built node, n8n's engine and the sandbox, on virtual time. To be
 * loaded once time is virtual.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { join } from 'node:path';
import type { IDataObject, INodeExecutionData, INodeParameters } from 'n8n-workflow';
import { loadPackage, startWorkflow } from '../../engine/index.mts';
import { startSandbox } from '../../sandbox/server.mts';
import type { FaultFunction, LedgerEntry, RequestEntry } from '../../sandbox/server.mts';
import type { Conditions, OnError } from './conditions.mts';
import { seedMathRandom } from './random.mts';
import { after, nextHour, passTimeUntil } from './virtualTime.mts';
import { wire } from './wire.mts';

const NODE = 'ClientSuccess';
/** Nothing listens there. */
const NOWHERE = 'http://127.0.0.1:1/v2';
/** Unlike anything else in a run, so that a leak is seen. */
const API_KEY = 'key-4f3A9live';

export const sandbox = await startSandbox({ apiKey: API_KEY });
export const nodePackage = await loadPackage(join(import.meta.dirname, '../..'));

/** Whether a request or an answer is on its way: those at the sandbox wait for a virtual timer, or hang. */
function isExpecting(): boolean {
	return wire.open > sandbox.stats().inFlight;
}

/** Lets time pass until the work is done, and the server is done with it too. */
export async function settle<T>(work: Promise<T>): Promise<T> {
	const result = await passTimeUntil(work, isExpecting);
	// What the server still does for clients that have left belongs to the run.
	await passTimeUntil(sandbox.idle(), isExpecting);
	return result;
}

/** Lets that much time pass. */
export async function pass(milliseconds: number): Promise<void> {
	await passTimeUntil(sleep(milliseconds), isExpecting);
}

/** Empties the sandbox and forgets whatever happened. */
export function begin({ jitter, rateLimit }: Conditions): void {
	nextHour();
	seedMathRandom(jitter);
	sandbox.reset();
	wire.reset();
	sandbox.settings.rateLimit = rateLimit ?? undefined;
}

/** What the node gets as its credential. */
export const credentialsFor = ({ unreachable }: Pick<Conditions, 'unreachable'>) => ({
	clientSuccessApi: { apiKey: API_KEY, baseUrl: unreachable ? NOWHERE : sandbox.url },
});

/** The names of those values that hold the API key. */
export const leaksIn = (values: Readonly<Record<string, unknown>>): string[] =>
	Object.entries(values)
		.filter(([, value]) => JSON.stringify(value)?.includes(API_KEY))
		.map(([name]) => name);

/** What a run of the node left behind, on both sides. */
export interface NodeRun {
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

interface Task {
	readonly parameters: INodeParameters;
	readonly onError: OnError;
	readonly items: readonly IDataObject[];
	readonly script: FaultFunction;
}

function workflowOf({ parameters, onError }: Task) {
	return {
		nodes: [
			{ id: '1', name: 'Rows', type: 'n8n-nodes-base.manualTrigger', typeVersion: 1, position: [0, 0], parameters: {} },
			{ id: '2', name: NODE, type: 'n8n-nodes-clientsuccess.clientSuccess', typeVersion: 1, position: [200, 0], parameters, onError },
		],
		connections: { Rows: { main: [[{ node: NODE, type: 'main', index: 0 }]] } },
	};
}

/** Runs the node on some items, after `begin`. */
export async function runNode(conditions: Conditions, task: Task): Promise<NodeRun> {
	const { revokedAt, cancelled } = conditions;
	let sentBeforeCancel: number | undefined;
	let isOver = false;
	const started = startWorkflow({
		workflow: workflowOf(task),
		...nodePackage,
		credentials: credentialsFor(conditions),
		pinData: { Rows: task.items.map((json) => ({ json })) },
	});
	const cancel = () => {
		if (isOver) return;
		started.cancel();
		sentBeforeCancel = wire.count;
	};
	sandbox.script((request) => {
		if (request.id === revokedAt) sandbox.revokeKey();
		if (request.id === cancelled?.request) after(cancelled.after, cancel);
		return task.script(request);
	});

	const result = await settle(started.result.finally(() => (isOver = true)));
	const error = result.error();
	const outputs = [result.output(NODE), result.output(NODE, 1)] as const;
	const hints = result.hints(NODE).map(({ message }) => message);
	return {
		status: result.status,
		outputs,
		error: error && { message: error.message, description: String(error.description ?? '') },
		hints,
		ledger: [...sandbox.ledger],
		requests: [...sandbox.requests],
		sent: wire.count,
		sentAtOnce: wire.most,
		sentBeforeCancel,
		leaks: leaksIn({ items: outputs, error, hints }),
	};
}

/** Ends the sandbox. */
export async function stop(): Promise<void> {
	await passTimeUntil(sandbox.close(), () => false);
}
