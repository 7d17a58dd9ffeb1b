/** Starts the server process and sets it up anew before each measurement. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Received, ServerSettings } from './server.mts';

export interface Backend {
	readonly url: string;
	readonly apiKey: string;
	/** Empties the server. Without settings it answers at once, without a limit. */
	reset(settings?: Partial<ServerSettings>): Promise<void>;
	/** What it was sent since it was emptied. */
	received(): Promise<Received>;
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
		async reset(settings = {}) {
			const ready = once(child, 'message');
			child.send({ latency: 0, perSecond: null, keepBodies: false, ...settings } satisfies ServerSettings);
			await ready;
		},
		async received() {
			const answer = once(child, 'message');
			child.send('received');
			const [received] = (await answer) as [Received];
			return received;
		},
		stop: () => void child.disconnect(),
	};
}
