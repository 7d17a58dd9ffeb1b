/** What the node is compared with: the same requests over kept-alive connections, and nothing else. */
import { Agent, request } from 'node:http';
import type { Backend } from './backend.mts';

async function post(agent: Agent, { url, apiKey }: Backend, path: string, body: unknown): Promise<unknown> {
	const json = JSON.stringify(body);
	return await new Promise((resolve, reject) => {
		const outgoing = request(`${url}${path}`, {
			agent,
			method: 'POST',
			headers: { Authorization: apiKey, 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(json) },
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

/** Sends the bodies in order, `concurrency` at a time, and reads every answer. */
export async function sendAll(backend: Backend, path: string, bodies: readonly unknown[], concurrency: number): Promise<void> {
	const agent = new Agent({ keepAlive: true, maxSockets: concurrency });
	let next = 0;
	const lane = async () => {
		for (let at = next++; at < bodies.length; at = next++) await post(agent, backend, path, bodies[at]);
	};
	await Promise.all(Array.from({ length: concurrency }, lane));
	agent.destroy();
}
