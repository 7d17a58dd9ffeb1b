/** Failures of every kind, each an execution of its own, for those who look at what they leave behind. */
import { maintenancePage, redirectTo, startSandbox } from '../../sandbox/server.mts';
import type { Rule, Sandbox } from '../../sandbox/server.mts';
import { startEchoServer } from './echoServer.mts';
import type { EchoServer } from './echoServer.mts';
import { freePort } from './freePort.mts';
import { clientSuccess, manualWorkflow } from './manualWorkflow.mts';
import type { Execution, N8nClient } from './n8nClient.mts';
import { causeReadFailures } from './readFailures.mts';
import type { FailedReads } from './readFailures.mts';
import { API_KEY } from './suite.mts';

/** One kind of failure. */
export interface FailureKind {
	readonly name: string;
	/** What happens to every request, if it reaches the sandbox. */
	readonly fault?: Rule;
	/** The credential, where it is not that of the sandbox. */
	readonly credential?: (around: { readonly echo: EchoServer; readonly freePort: number }) => { readonly apiKey?: string; readonly baseUrl?: string };
}

/** What an execution with a failure in it was. */
export interface FailedExecution {
	readonly kind: FailureKind;
	readonly execution: Execution;
	/** What n8n said on trying the credential. */
	readonly credentialTest: unknown;
	readonly reads: FailedReads;
}

/** Held by every row of the failing executions: where they are stored, it is found. */
export const CANARY = 'Canary7qXzWc';

/** The node that sends its failures to the error output. */
export const CONTINUING = 'Insert, error output';

const says = (status: number): Rule => ({ answer: { status, body: { message: `No, ${API_KEY}`, errors: [{ field: API_KEY, message: API_KEY }] } } });

export const FAILURE_KINDS: readonly FailureKind[] = [
	...[400, 401, 403, 404, 417, 422, 500, 502].map((status) => ({ name: `status ${status}`, fault: says(status) })),
	{ name: 'maintenance page', fault: { answer: maintenancePage() } },
	{ name: 'rate limit without end', fault: { answer: { status: 429, headers: { 'retry-after': '86400' }, body: { message: API_KEY } } } },
	{ name: 'redirect', fault: { answer: redirectTo(`https://elsewhere.example/${API_KEY}`) } },
	{ name: 'connection reset', fault: { delivery: 'reset' } },
	{ name: 'answer cut', fault: { delivery: 'cut' } },
	{ name: 'answer truncated', fault: { delivery: 'truncate' } },
	// Not to the credential test, which n8n gives five minutes.
	{ name: 'no answer', fault: { on: { method: 'POST' }, delivery: 'hang' } },
	...[200, 307, 400, 401, 403, 429, 500].map((status) => ({ name: `echo with status ${status}`, credential: ({ echo }: { echo: EchoServer }) => ({ baseUrl: echo.url(status) }) })),
	{ name: 'echo as text', credential: ({ echo }) => ({ baseUrl: echo.url(400, 'text') }) },
	{ name: 'echo as a web page', credential: ({ echo }) => ({ baseUrl: echo.url(500, 'html') }) },
	{ name: 'nobody listens', credential: (around) => ({ baseUrl: `http://127.0.0.1:${around.freePort}/v2` }) },
	{ name: 'no TLS where it should be', credential: ({ echo }) => ({ baseUrl: echo.url(200).replace('http:', 'https:') }) },
	{ name: 'a base URL without encryption', credential: () => ({ baseUrl: 'http://clientsuccess.example/v2' }) },
	{ name: 'a base URL that is none', credential: () => ({ baseUrl: API_KEY }) },
	{ name: 'a base URL with the key in it', credential: () => ({ baseUrl: `https://user:${API_KEY}@clientsuccess.example/v2` }) },
	{ name: 'a base URL with the key as its query', credential: () => ({ baseUrl: `https://clientsuccess.example/v2?key=${API_KEY}` }) },
	{ name: 'a key with "Bearer"', credential: () => ({ apiKey: `Bearer ${API_KEY}` }) },
	{ name: 'a key with a line break', credential: () => ({ apiKey: `${API_KEY}\n` }) },
	{ name: 'a wrong key', credential: () => ({ apiKey: `${API_KEY}Wrong` }) },
];

const OPTIONS = { maxRetries: 1, retryBaseDelay: 1, maxRetryWait: 1, timeout: 500 };
const PARAMETERS = { resource: 'client', dataMode: 'defineBelow', name: CANARY, options: OPTIONS };

/**
 * Runs one execution for each kind: an insert whose failure goes to the error output, then an upsert whose failure stops it.
 * Then all that reads.
 */
export async function causeFailures(n8n: N8nClient): Promise<FailedExecution[]> {
	const sandbox = await startSandbox({ apiKey: API_KEY });
	const echo = await startEchoServer(API_KEY);
	try {
		const around = { echo, freePort: await freePort() };
		const failed: FailedExecution[] = [];
		for (const kind of FAILURE_KINDS) {
			const credential = { apiKey: API_KEY, baseUrl: sandbox.url, ...kind.credential?.(around) };
			failed.push({ kind, ...(await causeFailure(n8n, sandbox, kind, credential)) });
		}
		if (echo.keysSeen() === 0) throw new Error('The echo never got the key, so it had nothing to repeat');
		return failed;
	} finally {
		await sandbox.close();
		await echo.close();
	}
}

async function causeFailure(n8n: N8nClient, sandbox: Sandbox, { name, fault }: FailureKind, credential: Readonly<Record<string, string>>): Promise<Omit<FailedExecution, 'kind'>> {
	if (fault) sandbox.script({ ...fault, times: 'always' });
	const clientSuccessApi = await n8n.createCredential('clientSuccessApi', name, credential);
	const workflow = manualWorkflow(`Failure: ${name}`, [
		clientSuccess(CONTINUING, { ...PARAMETERS, operation: 'insert' }, 'continueErrorOutput'),
		clientSuccess('Upsert, stop', { ...PARAMETERS, operation: 'upsert' }),
	]);
	// The rows that fail go on to the next node, which fails in its turn.
	const errorOutput = { main: [[{ node: 'Upsert, stop', type: 'main', index: 0 }], [{ node: 'Upsert, stop', type: 'main', index: 0 }]] };
	const stored = await n8n.importWorkflow({ ...workflow, connections: { ...workflow.connections, [CONTINUING]: errorOutput } }, { clientSuccessApi });
	const execution = await n8n.runToEnd(stored);
	const credentialTest = await n8n.testCredential('clientSuccessApi', name, credential);
	const reads = await causeReadFailures(n8n, name, clientSuccessApi);
	sandbox.clearScript();
	return { execution, credentialTest, reads };
}
