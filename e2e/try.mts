/** Real n8n with the node, to try by hand: `npm run n8n`. Nothing of it is kept; Ctrl-C ends everything it started. */
import { installDependencies } from './lib/install.mts';
import type { CleanUp } from './lib/tryOut.mts';

const cleanUp: CleanUp = [];
let ending = false;

async function end(exitCode: number): Promise<void> {
	if (ending) return;
	ending = true;
	console.log('\nEnding n8n and the sandbox …');
	// First the children, also those whose start was interrupted: they may still write into folders that go next.
	const { stopAllProcesses } = await import('./lib/processes.mts');
	await stopAllProcesses();
	for (const step of cleanUp.reverse()) await step();
	process.exit(exitCode);
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void end(0));

try {
	await installDependencies();
	// Only now: these modules use what was just installed.
	const { OWNER } = await import('./lib/n8nClient.mts');
	const { startTryOut } = await import('./lib/tryOut.mts');
	const { url, sandboxUrl, logFile, workflows } = await startTryOut(cleanUp, (step) => console.log(`${step} …`));

	console.log(`
n8n runs with the ClientSuccess node installed.

  Address    ${url}
  Email      ${OWNER.email}
  Password   ${OWNER.password}

  Sandbox    ${sandboxUrl} (what the credential "ClientSuccess account" points at)
  Log        ${logFile}

Workflows: ${workflows.length === 0 ? 'none yet' : ''}
${workflows.map((name) => `  - ${name}`).join('\n')}

Try first: ${workflows.length === 0 ? 'create a workflow, press +, search for ClientSuccess and choose an action' : 'open "ClientSuccess: first workflow" and press "Execute workflow"; then turn Dry Run off in its node, and do it again'}.
What arrived: ${new URL('/_sandbox/ledger', sandboxUrl).href}

Ctrl-C ends everything.
`);
} catch (error) {
	if (!ending) {
		console.error(error instanceof Error ? error.message : error);
		await end(1);
	}
}
