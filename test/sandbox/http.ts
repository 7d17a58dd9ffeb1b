/** A plain client of the sandbox, and a sandbox that is closed when its test ends. */
import { startSandbox } from '../../sandbox/server.mts';
import type { Sandbox, SandboxOptions } from '../../sandbox/server.mts';

export interface Reply {
	readonly status: number;
	readonly headers: Headers;
	readonly text: string;
	readonly body: unknown;
}

export interface Call {
	readonly key?: string | null;
	readonly redirect?: 'follow' | 'manual';
	readonly timeout?: number;
}

/** The value of a JSON text, or undefined. */
export function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

/** Sends one request; a string body goes as it is. */
export async function send(sandbox: Sandbox, method: string, path: string, body?: unknown, call: Call = {}): Promise<Reply> {
	const { key = sandbox.apiKey, redirect = 'follow', timeout = 10_000 } = call;
	const response = await fetch(`${sandbox.url}${path}`, {
		method,
		redirect,
		signal: AbortSignal.timeout(timeout),
		headers: { ...(key === null ? {} : { authorization: key }), ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
		body: body === undefined ? null : typeof body === 'string' ? body : JSON.stringify(body),
	});
	const text = await response.text();
	return { status: response.status, headers: response.headers, text, body: parsed(text) };
}

/** Calls a control endpoint. */
export async function control(sandbox: Sandbox, method: string, path: string, body?: unknown): Promise<Reply> {
	return await send({ ...sandbox, url: new URL('/_sandbox', sandbox.url).href }, method, path, body, { key: null });
}

const running: Sandbox[] = [];

/** Starts a sandbox for one test. */
export async function open(options?: SandboxOptions): Promise<Sandbox> {
	const sandbox = await startSandbox(options);
	running.push(sandbox);
	return sandbox;
}

afterEach(async () => {
	await Promise.all(running.splice(0).map(async (sandbox) => await sandbox.close()));
});
