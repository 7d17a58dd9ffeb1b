/** The sandbox in a process of its own, so that what is measured shares no processor time with it. */
import { startSandbox } from '../sandbox/server.mts';

const sandbox = await startSandbox({ requireParent: false, logBodies: false });
process.send?.({ url: sandbox.url, apiKey: sandbox.apiKey });
process.on('message', (settings: { latency: number; perSecond: number | null }) => {
	sandbox.reset();
	sandbox.settings.latency = settings.latency;
	sandbox.settings.rateLimit = settings.perSecond === null ? undefined : { perSecond: settings.perSecond };
	process.send?.('ready');
});
process.on('disconnect', () => process.exit());
