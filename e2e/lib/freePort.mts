/** Ports nobody listens on. */
import { createServer } from 'node:net';

/** A TCP port that was free on loopback a moment ago. */
export async function freePort(): Promise<number> {
	return await listenOnce(0);
}

/** The given port if it is free on loopback, else any. */
export async function portOrFree(port: number): Promise<number> {
	return await listenOnce(port).catch(freePort);
}

async function listenOnce(wanted: number): Promise<number> {
	return await new Promise((resolve, reject) => {
		const server = createServer();
		server.once('error', reject);
		server.listen(wanted, '127.0.0.1', () => {
			const address = server.address();
			server.close(() => {
				if (address === null || typeof address === 'string') reject(new Error('No free port on loopback'));
				else resolve(address.port);
			});
		});
	});
}
