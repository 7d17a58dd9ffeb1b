/** The requests of this process as they leave it, however the server sees them. */
import { subscribe } from 'node:diagnostics_channel';
import type { ClientRequest, IncomingMessage } from 'node:http';

interface Started {
	readonly request: ClientRequest;
}

interface Answered extends Started {
	readonly response: IncomingMessage;
}

const isStarted = (message: unknown): message is Started => typeof message === 'object' && message !== null && 'request' in message;
const isAnswered = (message: unknown): message is Answered => isStarted(message) && 'response' in message;

const open = new Set<ClientRequest>();
const responses = new WeakMap<ClientRequest, IncomingMessage>();
let count = 0;
let most = 0;

function isOpen(request: ClientRequest): boolean {
	return !request.destroyed && responses.get(request)?.complete !== true;
}

function sweep(): void {
	for (const request of open) if (!isOpen(request)) open.delete(request);
}

subscribe('http.client.request.start', (message) => {
	if (!isStarted(message)) return;
	sweep();
	open.add(message.request);
	count += 1;
	most = Math.max(most, open.size);
});
subscribe('http.client.response.finish', (message) => {
	if (isAnswered(message)) responses.set(message.request, message.response);
});

/** Counts of the requests sent since `reset`. */
export const wire = {
	/** Requests without a whole answer that have not been given up. */
	get open(): number {
		sweep();
		return open.size;
	},
	get count(): number {
		return count;
	},
	/** The most that were open at once. */
	get most(): number {
		return most;
	},
	reset(): void {
		open.clear();
		count = 0;
		most = 0;
	},
};
