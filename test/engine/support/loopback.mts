/** Servers on this machine that break off where nock, which has no sockets, can't. */
import { createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';

export interface Loopback {
	/** For the credential's Base URL. */
	readonly url: string;
	/** Each request that came in whole, as text. */
	readonly requests: readonly string[];
	/** Settles when that many have. */
	reached(count: number): Promise<void>;
	close(): Promise<void>;
}

const isWhole = (text: string): boolean => {
	const end = text.indexOf('\r\n\r\n');
	const length = Number(/content-length: (\d+)/i.exec(text)?.[1] ?? 0);
	return end >= 0 && Buffer.byteLength(text.slice(end + 4)) >= length;
};

/** @param answer is called with the connection once a request has been read */
export async function startLoopback(answer: (socket: Socket, count: number) => void): Promise<Loopback> {
	const requests: string[] = [];
	const sockets = new Set<Socket>();
	const arrivals = new EventTarget();
	const server = createServer((socket) => {
		sockets.add(socket);
		let text = '';
		socket.on('close', () => sockets.delete(socket));
		// The other side leaves when it gives up.
		socket.on('error', () => {});
		socket.on('data', (chunk) => {
			text += chunk.toString();
			if (!isWhole(text)) return;
			requests.push(text);
			text = '';
			arrivals.dispatchEvent(new Event('request'));
			answer(socket, requests.length);
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	return {
		url: `http://127.0.0.1:${port}/v2`,
		requests,
		async reached(count) {
			while (requests.length < count) {
				await new Promise((resolve) => arrivals.addEventListener('request', resolve, { once: true }));
			}
		},
		async close() {
			for (const socket of sockets) socket.destroy();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}

const reply = (body: string, length = Buffer.byteLength(body)): string =>
	`HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: ${length}\r\nConnection: close\r\n\r\n${body}`;

/** What a server can do with a request besides answering it. */
export const breakdowns = {
	'closes the connection': (socket: Socket) => void socket.end(),
	'resets the connection': (socket: Socket) => void socket.resetAndDestroy(),
	'breaks off within the headers': (socket: Socket) => void socket.end('HTTP/1.1 200 OK\r\nContent-Ty'),
	'breaks off within the body': (socket: Socket) => void socket.end(reply('[{"uuid":"cln', 400)),
	'answers nonsense': (socket: Socket) => void socket.end('220 mail.test ESMTP\r\n'),
};

export const hang = (): void => {};

export const accept = (socket: Socket): void => void socket.end(reply('{"uuid":"cln_1"}'));

/** Sends a byte now and then, for as long as anyone listens. */
export function trickle(socket: Socket): void {
	socket.write('HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 10000\r\n\r\n[');
	const timer = setInterval(() => socket.write(' '), 20);
	socket.on('close', () => clearInterval(timer));
}

/** A Base URL at which nothing listens. */
export async function closedPort(): Promise<string> {
	const loopback = await startLoopback(hang);
	await loopback.close();
	return loopback.url;
}
