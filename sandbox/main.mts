/**
 * Starts the sandbox alone: `npm run sandbox -- [port] [API key]`, or the environment's PORT and
 * API_KEY. Prints each request; Ctrl-C ends it.
 */
import { CONTROLS } from './control.mts';
import { startSandbox } from './server.mts';
import type { RequestEntry } from './server.mts';

const DEFAULT_PORT = '8787';

function describe({ id, method, path, status, startedAt, endedAt = startedAt, keyOk, fault, body }: RequestEntry): string {
	const count = Array.isArray(body) ? `, ${body.length} records` : '';
	const key = keyOk ? '' : ', wrong key';
	const scripted = fault ? `, fault: ${fault.name ?? JSON.stringify(fault)}` : '';
	return `${String(id).padStart(5)}  ${method.padEnd(5)} ${path} → ${status ?? ''} (${endedAt - startedAt} ms${count}${key}${scripted})`;
}

const [port = process.env['PORT'] ?? DEFAULT_PORT, apiKey = process.env['API_KEY'] ?? 'sandbox-key'] = process.argv.slice(2);
if (!/^\d{1,5}$/.test(port)) {
	console.error(`Not a port: ${port}`);
	process.exit(1);
}

const sandbox = await startSandbox({ port: Number(port), apiKey, onRequestEnd: (entry) => console.log(describe(entry)) });
const control = new URL('/_sandbox/', sandbox.url).href;

console.log(`
A local ClientSuccess is running. In n8n, create a ClientSuccess API credential with

  API Key    ${sandbox.apiKey}
  Base URL   ${sandbox.url}

See and steer it (no key needed) below ${control}

${CONTROLS.map(([endpoint, purpose]) => `  ${endpoint.padEnd(24)} ${purpose}`).join('\n')}

Ctrl-C ends it. Requests:
`);

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
	process.once(signal, () => void sandbox.close());
}
