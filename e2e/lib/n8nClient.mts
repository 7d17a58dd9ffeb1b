/** n8n's REST API, as its own editor uses it. */
import { parse as parseFlatted } from 'flatted';
import { withCredentials } from './workflow.mts';
import type { CredentialReference, Workflow, WorkflowNode } from './workflow.mts';
import { waitFor } from './waitFor.mts';

/** Who owns the n8n of a test or a try-out. It listens on loopback only, so the password is no secret. */
export const OWNER = { email: 'owner@example.com', firstName: 'Ada', lastName: 'Owner', password: 'Sandbox-123' } as const;

/** A workflow as n8n stored it. */
export interface StoredWorkflow extends Workflow {
	readonly id: string;
	readonly versionId: string;
	readonly active: boolean;
}

/** How an execution can stand. */
export type ExecutionStatus = 'new' | 'running' | 'waiting' | 'success' | 'error' | 'crashed' | 'canceled';

/** One item, as it left a node. */
export interface OutputItem {
	readonly json: Record<string, unknown>;
	readonly pairedItem?: unknown;
}

/** An error in an execution, as the editor gets it. */
export interface ExecutionError {
	readonly message: string;
	readonly description?: string | null;
	readonly httpCode?: string | null;
	readonly name?: string;
	readonly node?: { readonly name: string };
	readonly context?: Readonly<Record<string, unknown>>;
}

/** One run of one node. */
export interface NodeRun {
	readonly executionStatus?: ExecutionStatus;
	readonly executionTime: number;
	readonly error?: ExecutionError;
	readonly hints?: ReadonlyArray<{ readonly message: string }>;
	/** Items by kind of connection ("main", "ai_tool"), then by output: the error output is the last. */
	readonly data?: Readonly<Record<string, ReadonlyArray<readonly OutputItem[] | null>>>;
}

/** An execution, with all it produced. */
export interface Execution {
	readonly id: string;
	readonly status: ExecutionStatus;
	readonly mode: string;
	readonly workflowId: string;
	readonly startedAt: string;
	/** Null while it runs. */
	readonly stoppedAt: string | null;
	readonly data: {
		readonly resultData: {
			readonly runData: Readonly<Record<string, readonly NodeRun[]>>;
			readonly error?: ExecutionError;
			readonly lastNodeExecuted?: string;
		};
	};
}

/** What n8n says of a credential it has tried. */
export interface CredentialTest {
	readonly status: 'OK' | 'Error';
	readonly message: string;
}

interface PublicationStatus {
	readonly status: 'not_published' | 'in_progress' | 'published' | 'partial' | 'failed';
	readonly triggers: ReadonlyArray<{ readonly nodeId: string; readonly status: string; readonly errorMessage: string | null }>;
}

/** An answer of n8n's that is not a success. */
export class N8nApiError extends Error {
	override readonly name = 'N8nApiError';
	readonly status: number;

	constructor(request: string, status: number, body: string) {
		super(`${request} answered ${status}: ${body.slice(0, 2_000)}`);
		this.status = status;
	}
}

const FINAL: ReadonlySet<ExecutionStatus> = new Set(['success', 'error', 'crashed', 'canceled']);

/** Whether an execution goes no further. */
export function hasEnded({ status }: Pick<Execution, 'status'>): boolean {
	return FINAL.has(status);
}

/** One session with one n8n. */
export class N8nClient {
	readonly url: string;
	private cookie: string;

	/** @param session of an owner who has logged in already, as `session()` gave it */
	constructor(url: string, session = '') {
		this.url = url;
		this.cookie = session;
	}

	/** Creates the owner account of a new n8n, and logs in as the owner. */
	async setUpOwner(owner = OWNER): Promise<void> {
		await this.request('POST', '/rest/owner/setup', owner);
	}

	async login({ email, password } = OWNER): Promise<void> {
		await this.request('POST', '/rest/login', { emailOrLdapLoginId: email, password });
	}

	/** The session, for another client: n8n allows few logins in a minute. */
	session(): string {
		return this.cookie;
	}

	/** The session, for a browser that needs no login of its own: name and value. */
	sessionCookie(): { readonly name: string; readonly value: string } {
		const [name = '', ...value] = this.cookie.split('=');
		return { name, value: value.join('=') };
	}

	async createCredential(type: string, name: string, data: Readonly<Record<string, unknown>>): Promise<CredentialReference> {
		const { id } = await this.request<{ id: string }>('POST', '/rest/credentials', { type, name, data });
		return { id, name };
	}

	/** Tests unsaved values of a credential, as the editor does on saving. */
	async testCredential(type: string, name: string, data: Readonly<Record<string, unknown>>): Promise<CredentialTest> {
		return await this.request('POST', '/rest/credentials/test', { credentials: { id: '', type, name, data } });
	}

	/** Stores a workflow as a draft; given credentials replace those in it, by type. */
	async importWorkflow(workflow: Workflow, credentials: Readonly<Record<string, CredentialReference>> = {}): Promise<StoredWorkflow> {
		const { name, nodes, connections, settings = {} } = withCredentials(workflow, credentials);
		return await this.request('POST', '/rest/workflows', { name, nodes, connections, settings });
	}

	/** Publishes the stored version, and waits until its triggers fire: n8n answers before they do. */
	async publish({ id, versionId, name }: Pick<StoredWorkflow, 'id' | 'versionId' | 'name'>): Promise<void> {
		await this.request('POST', `/rest/workflows/${id}/activate`, { versionId });
		await waitFor(async () => {
			const { status, triggers } = await this.request<PublicationStatus>('GET', `/rest/workflows/${id}/publication-status`);
			if (status === 'failed' || status === 'partial') throw new Error(`n8n could not publish ${name}: ${JSON.stringify(triggers)}`);
			return status === 'published';
		}, { what: `${name} to be published` });
	}

	async unpublish(workflowId: string): Promise<void> {
		await this.request('POST', `/rest/workflows/${workflowId}/deactivate`, {});
	}

	/** Runs a workflow from a trigger, by default its first; resolves once it is under way. */
	async run(workflow: StoredWorkflow, trigger = firstTrigger(workflow).name): Promise<string> {
		const { executionId } = await this.request<{ executionId?: string }>('POST', `/rest/workflows/${workflow.id}/run`, {
			triggerToStartFrom: { name: trigger },
		});
		if (executionId === undefined) throw new Error(`"${trigger}" of ${workflow.name} waits for a request: publish the workflow and call its webhook`);
		return executionId;
	}

	/** Runs a workflow and waits for its end, whatever that is. */
	async runToEnd(workflow: StoredWorkflow, { trigger, timeoutMs }: { trigger?: string; timeoutMs?: number } = {}): Promise<Execution> {
		return await this.waitForExecution(await this.run(workflow, trigger), timeoutMs);
	}

	/** Waits until an execution has ended, and reads it. */
	async waitForExecution(executionId: string, timeoutMs = 120_000): Promise<Execution> {
		await waitFor(async () => FINAL.has(await this.executionStatus(executionId)), { what: `execution ${executionId}`, timeoutMs });
		return await this.execution(executionId);
	}

	/** Reads an execution with all its data. */
	async execution(executionId: string): Promise<Execution> {
		const { data, ...rest } = await this.request<Omit<Execution, 'data'> & { data: string }>('GET', `/rest/executions/${executionId}`);
		return { ...rest, data: parseFlatted(data) as Execution['data'] };
	}

	/** The ids of a workflow's executions that have ended or run, the latest first. */
	async executionIds(workflowId: string): Promise<string[]> {
		const filter = encodeURIComponent(JSON.stringify({ workflowId }));
		const { results } = await this.request<{ results: Array<{ id: string }> }>('GET', `/rest/executions?filter=${filter}&limit=100`);
		return results.map(({ id }) => id);
	}

	async stopExecution(executionId: string): Promise<void> {
		await this.request('POST', `/rest/executions/${executionId}/stop`, {});
	}

	/** Calls the production webhook of a published workflow. */
	async callWebhook(path: string, body: unknown): Promise<Response> {
		return await fetch(`${this.url}/webhook/${path}`, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify(body),
		});
	}

	/** Sends one request and returns the `data` of the answer. */
	async request<T = unknown>(method: 'GET' | 'POST' | 'PATCH' | 'DELETE', path: string, body?: unknown): Promise<T> {
		const response = await fetch(`${this.url}${path}`, {
			method,
			headers: { cookie: this.cookie, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
			...(body === undefined ? {} : { body: JSON.stringify(body) }),
		});
		const text = await response.text();
		if (!response.ok) throw new N8nApiError(`${method} ${path}`, response.status, text);
		const session = response.headers.getSetCookie().find((cookie) => cookie.startsWith('n8n-auth='));
		if (session !== undefined) this.cookie = session.split(';', 1)[0] ?? '';
		return (JSON.parse(text) as { data: T }).data;
	}

	// From the list, which leaves the data out: an execution of thousands of items takes long to parse.
	// The list has no filter by id, only by what lies between two.
	private async executionStatus(executionId: string): Promise<ExecutionStatus> {
		const id = Number(executionId);
		const { results } = await this.request<{ results: Array<{ id: string; status: ExecutionStatus }> }>('GET', `/rest/executions?firstId=${id - 1}&lastId=${id + 1}&limit=1`);
		return results.find((execution) => execution.id === executionId)?.status ?? 'new';
	}
}

/** The items a node put out in its last run, from one of its outputs. */
export function outputOf(execution: Execution, nodeName: string, output = 0): readonly OutputItem[] {
	return execution.data.resultData.runData[nodeName]?.at(-1)?.data?.['main']?.[output] ?? [];
}

function firstTrigger({ name, nodes }: Workflow): WorkflowNode {
	const trigger = nodes.find(({ type }) => /trigger|webhook/i.test(type));
	if (!trigger) throw new Error(`${name} has no trigger`);
	return trigger;
}
