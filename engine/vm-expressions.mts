/** n8n 2.x evaluates expressions in an isolated VM, n8n-core alone doesn't; this switches to the former. */
import { workflow as n8n } from './n8n.cjs';

/**
 * Evaluates the expressions of every run as n8n 2.x does, with its default limits, until disposed.
 * Holds for the whole process, so not for tests that run side by side.
 */
export async function startVmExpressions(): Promise<{ dispose(): Promise<void> }> {
	await n8n.Expression.initExpressionEngine({
		engine: 'vm',
		poolSize: 1,
		maxCodeCacheSize: 1024,
		bridgeTimeout: 5000,
		bridgeMemoryLimit: 128,
	});
	return {
		async dispose() {
			await n8n.Expression.disposeExpressionEngine();
			n8n.Expression.setExpressionEngine('legacy');
		},
	};
}
