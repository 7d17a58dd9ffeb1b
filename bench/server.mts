/** The sandbox in a process of its own, so that what is measured shares no processor time with it. */
import { createHash } from 'node:crypto';
import { startSandbox } from '../sandbox/server.mts';

/** How the server is to behave from now on. */
export interface ServerSettings {
	/** Milliseconds that every request takes at least. */
	readonly latency: number;
	/** Requests per second before it answers 429, null for no limit. */
	readonly perSecond: number | null;
	/** Whether it keeps the bodies, for the digest. */
	readonly keepBodies: boolean;
}

/** What reached the server since it was set up. */
export interface Received {
	readonly requests: number;
	readonly records: number;
	/** Requests that were answered with 429. */
	readonly refused: number;
	/** Of the requests in their order, with their bodies if those were kept. */
	readonly digest: string;
}

const sandbox = await startSandbox({ requireParent: false, logBodies: false });

function reset({ latency, perSecond, keepBodies }: ServerSettings): void {
	sandbox.reset();
	sandbox.settings.latency = latency;
	sandbox.settings.rateLimit = perSecond === null ? undefined : { perSecond };
	sandbox.settings.logBodies = keepBodies;
}

function received(): Received {
	const { requests, ledger } = sandbox;
	const digest = createHash('sha256');
	for (const { method, path, body } of requests) digest.update(JSON.stringify([method, path, body]));
	return {
		requests: requests.length,
		records: ledger.length,
		refused: requests.filter(({ status }) => status === 429).length,
		digest: digest.digest('hex'),
	};
}

process.on('message', (settings: ServerSettings | 'received') => {
	if (settings !== 'received') reset(settings);
	process.send?.(settings === 'received' ? received() : 'ready');
});
process.on('disconnect', () => process.exit());
process.send?.({ url: sandbox.url, apiKey: sandbox.apiKey });
