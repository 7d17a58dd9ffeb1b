/** A server that answers the second row's request as the case wants, and another host that must never be asked. */
import { createServer } from 'node:http';
import type { IncomingMessage, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { cases } from './cases.mts';

/** What goes before and after the odd row. */
export const FIRST = { name: 'First', externalId: '1' };
export const THIRD = { name: 'Third', externalId: '3' };

/** What the two hosts saw. */
export interface HostileServer {
	readonly url: string;
	/** Bodies for the second row, by case. */
	readonly received: ReadonlyMap<number, unknown>;
	/** Requests at the other host. */
	readonly strayed: IncomingMessage[];
	close(): void;
}

async function listen(server: Server): Promise<string> {
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const address: AddressInfo | string | null = server.address();
	if (typeof address !== 'object' || address === null) throw new Error('no address');
	return `http://127.0.0.1:${address.port}`;
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
	const chunks: Uint8Array[] = [];
	for await (const chunk of request) chunks.push(chunk);
	return JSON.parse(Buffer.concat(chunks).toString());
}

const nameOf = (body: unknown) => (typeof body === 'object' && body !== null && 'name' in body ? body.name : undefined);

/** Starts both. */
export async function startHostileServer(): Promise<HostileServer> {
	const received = new Map<number, unknown>();
	const strayed: IncomingMessage[] = [];
	const other = createServer((request, response) => {
		strayed.push(request);
		response.end('{}');
	});
	const elsewhere = await listen(other);
	const server = createServer({ maxHeaderSize: 1024 * 1024 }, (request, response) => {
		response.on('error', () => undefined);
		void (async () => {
			const index = Number(request.url?.split('/')[1]);
			const body = await bodyOf(request);
			const name = nameOf(body);
			if (name !== FIRST.name && name !== THIRD.name) {
				received.set(index, body);
				const answer = cases[index]?.answer;
				if (answer !== undefined) return await answer(response, request, elsewhere);
			}
			response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ uuid: 'cln_1' }));
			return undefined;
		})().catch(() => response.destroy());
	});
	return {
		url: await listen(server),
		received,
		strayed,
		close: () => {
			for (const one of [server, other]) {
				one.closeAllConnections();
				one.close();
			}
		},
	};
}
