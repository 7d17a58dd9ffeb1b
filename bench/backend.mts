/** Starts the server process and sets it up anew before each measurement. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

export interface Backend {
	readonly url: string;
	readonly apiKey: string;
	/**
	 * Empties the server.
	 * @param latency milliseconds that every request takes at least
	 * @param perSecond requests per second before it answers 429, null for no limit
	 */
	reset(latency?: number, perSecond?: number | null): Promise<void>;
	stop(): void;
}

export async function startBackend(): Promise<Backend> {
	const child = fork(join(import.meta.dirname, 'server.mts'), {
		execArgv: ['--disable-warning=MODULE_TYPELESS_PACKAGE_JSON'],
	});
	const [{ url, apiKey }] = (await once(child, 'message')) as [{ url: string; apiKey: string }];
	return {
		url,
		apiKey,
		async reset(latency = 0, perSecond = null) {
			const ready = once(child, 'message');
			child.send({ latency, perSecond });
			await ready;
		},
		stop: () => void child.disconnect(),
	};
}
