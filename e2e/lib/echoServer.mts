/** A server that repeats what it was sent, the API key included, as careless proxies and error pages do. */
import { createServer } from 'node:http';
import type { IncomingMessage } from 'node:http';

/** A running echo. */
export interface EchoServer {
	/** A base URL under which every request is answered with this status, and the key in all places a client may read. */
	url(status: number, as?: 'json' | 'text' | 'html'): string;
	/** How many requests carried the key. */
	keysSeen(): number;
	close(): Promise<void>;
}

/** Starts an echo on loopback. */
export async function startEchoServer(apiKey: string): Promise<EchoServer> {
	let keysSeen = 0;
	const server = createServer((request, response) => {
		request.resume();
		const { authorization = '' } = request.headers;
		if (authorization.includes(apiKey)) keysSeen++;
		const [, status = '', as = 'json'] = (request.url ?? '').split('/');
		response.writeHead(Number(status), {
			'content-type': { text: 'text/plain', html: 'text/html' }[as] ?? 'application/json',
			'x-echo': authorization,
			'www-authenticate': authorization,
			...(Number(status) >= 300 && Number(status) < 400 ? { location: `https://elsewhere.example/?key=${authorization}` } : {}),
		});
		response.end({ text: `Who is ${authorization}?`, html: `<title>${authorization}</title>` }[as] ?? JSON.stringify(echo(request, authorization, Number(status))));
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const address = server.address();
	if (address === null || typeof address === 'string') throw new Error('The echo has no port');
	return {
		url: (status, as = 'json') => `http://127.0.0.1:${address.port}/${status}/${as}`,
		keysSeen: () => keysSeen,
		async close() {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}

function echo({ headers }: IncomingMessage, authorization: string, status: number): Readonly<Record<string, unknown>> {
	const record = { uuid: authorization, name: authorization, headers };
	if (status < 300) return record;
	return { ...record, message: `Key ${authorization} is not known`, errors: [{ field: authorization, message: authorization }] };
}
