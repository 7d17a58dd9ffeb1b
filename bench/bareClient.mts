/** What the node is compared with: the same requests over kept-alive connections, their answers parsed, and nothing else. */
import { Agent, request } from 'node:http';
import type { Backend } from './backend.mts';

async function post(agent: Agent, { url, apiKey }: Backend, path: string, body: unknown): Promise<unknown> {
	const json = JSON.stringify(body);
	return await new Promise((resolve, reject) => {
		const outgoing = request(`${url}${path}`, {
			agent,
			method: 'POST',
			// The headers that n8n sends for the node, in its order; only `Connection: close` is left out.
			headers: {
				Accept: 'application/json',
				'Content-Type': 'application/json',
				Authorization: apiKey,
				'User-Agent': 'n8n',
				'Content-Length': Buffer.byteLength(json),
				'Accept-Encoding': 'gzip, compress, deflate, br',
			},
		});
		outgoing.on('error', reject).on('response', (response) => {
			const chunks: Buffer[] = [];
			response.on('data', (chunk: Buffer) => chunks.push(chunk)).on('error', reject);
			response.on('end', () => {
				const text = Buffer.concat(chunks).toString();
				if (response.statusCode === 200 || response.statusCode === 201) resolve(JSON.parse(text));
				else reject(new Error(`status ${response.statusCode}: ${text}`));
			});
		});
		outgoing.end(json);
	});
}

/** Works through the list in order, `concurrency` at a time. */
export async function inLanes<T>(list: readonly T[], concurrency: number, work: (entry: T) => Promise<unknown>): Promise<void> {
	const entries = list.values();
	// All lanes take from the one iterator.
	const lane = async () => {
		for (const entry of entries) await work(entry);
	};
	await Promise.all(Array.from({ length: concurrency }, lane));
}

/** Sends the bodies in order, `concurrency` at a time, and reads every answer. */
export async function sendAll(backend: Backend, path: string, bodies: readonly unknown[], concurrency: number): Promise<void> {
	const agent = new Agent({ keepAlive: true, maxSockets: concurrency });
	await inLanes(bodies, concurrency, async (body) => await post(agent, backend, path, body));
	agent.destroy();
}
