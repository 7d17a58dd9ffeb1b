/** A real execution of n8n's engine to send requests from, and real servers that misbehave. */
import { createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import type { IExecuteFunctions, INodeExecutionData, INodeType, INodeTypeDescription } from 'n8n-workflow';
import { ClientSuccessApi } from '../../credentials/ClientSuccessApi.credentials.ts';
import { runWorkflow } from '../../engine/index.mts';

export const API_KEY = 'key-0123456789';

const description: INodeTypeDescription = {
	displayName: 'Sender',
	name: 'sender',
	group: ['output'],
	version: 1,
	description: 'Lends its execution',
	defaults: { name: 'Sender' },
	inputs: ['main'],
	outputs: ['main'],
	credentials: [{ name: 'clientSuccessApi', required: true }],
	properties: [],
};

/** Does some work with the context that n8n gives to a node, and returns what came of it. */
export async function inExecution<T>(work: (context: IExecuteFunctions) => Promise<T>, apiKey = API_KEY): Promise<T> {
	const results: T[] = [];
	class Sender implements INodeType {
		description = description;

		async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
			results.push(await work(this));
			return [[]];
		}
	}
	const run = await runWorkflow({
		workflow: {
			nodes: [
				{ name: 'Start', type: 'n8n-nodes-base.manualTrigger', typeVersion: 1, position: [0, 0], parameters: {} },
				{ name: 'Sender', type: 'test.sender', typeVersion: 1, position: [200, 0], parameters: {} },
			],
			connections: { Start: { main: [[{ node: 'Sender', type: 'main', index: 0 }]] } },
		},
		nodeTypes: { 'test.sender': Sender },
		credentialTypes: [ClientSuccessApi],
		credentials: { clientSuccessApi: { apiKey } },
	});
	const [result] = results;
	if (result === undefined) throw run.error() ?? new Error('The work gave nothing');
	return result;
}

/** A server that answers each request, once its head has come, by what `answer` does to the connection. */
export async function serve<T>(answer: (socket: Socket) => void, use: (url: string) => Promise<T>): Promise<T> {
	const sockets = new Set<Socket>();
	const server = createServer((socket) => {
		sockets.add(socket);
		socket.on('error', () => {});
		socket.once('data', () => answer(socket));
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	try {
		// A TCP server's address is no text, which the types can't know.
		const { port } = server.address() as AddressInfo;
		return await use(`http://127.0.0.1:${port}/v2`);
	} finally {
		for (const socket of sockets) socket.destroy();
		await new Promise((resolve) => server.close(resolve));
	}
}

/** Writes a byte every 20 ms, without an end. */
export function drip(socket: Socket): void {
	socket.write('HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n{"name":"');
	const timer = setInterval(() => socket.write('x'), 20);
	socket.on('close', () => clearInterval(timer));
}

/** Answers with a JSON text. */
export function answer(socket: Socket, json: string): void {
	const length = Buffer.byteLength(json);
	socket.end(`HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: ${length}\r\n\r\n${json}`);
}

/** Runs something after a while. */
export function after(milliseconds: number, action: () => void): void {
	setTimeout(action, milliseconds);
}
