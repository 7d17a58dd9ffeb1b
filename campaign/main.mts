/**
 * `npm run test:faults -- --runs N --seed S`: random rows, operations, options and faults through the
 * built node, each run compared with the sandbox's ledger. A failing run is shrunk to a small one and can
 * be repeated with the seed and path it prints.
 */
import { parseArgs } from 'node:util';
import fc from 'fast-check';
import { examples } from './examples.mts';
import { check } from './invariants/index.mts';
import { describeTally } from './report.mts';
import { scenarios } from './scenarios.mts';
import { Tally } from './tally.mts';
import { installVirtualTime, realSeconds } from './virtualTime.mts';

const { values } = parseArgs({
	options: {
		runs: { type: 'string', default: '300' },
		seed: { type: 'string', default: String(Date.now() & 0x7fffffff) },
		path: { type: 'string' },
		verbose: { type: 'boolean', default: false },
	},
});
const numRuns = Number(values.runs);
const seed = Number(values.seed);
if (!Number.isInteger(numRuns) || numRuns < 1 || !Number.isInteger(seed)) {
	console.error('Usage: npm run test:faults -- [--runs N] [--seed S] [--path P]');
	process.exit(2);
}

// Before anything that keeps a timer function for itself is loaded.
installVirtualTime();
const { run, stop } = await import('./run.mts');

console.log(`Fault campaign: ${numRuns} runs, seed ${seed}`);
const tally = new Tally();
let hasFailed = false;
const property = fc.asyncProperty(scenarios, async (scenario) => {
	const verdict = check(await run(scenario));
	if (values.verbose) console.log(`${tally.runs + 1}: ${verdict.context.observation.sent} requests, ${verdict.breaches.length} breaches`);
	if (verdict.breaches.length > 0) {
		hasFailed = true;
		throw new Error(verdict.breaches.slice(0, 10).join('\n'));
	}
	// What shrinking tries is not part of the campaign.
	if (!hasFailed) tally.add(verdict);
});

const details = await fc.check(property, {
	numRuns,
	seed,
	examples: examples.map((scenario) => [scenario]),
	...(values.path !== undefined && { path: values.path }),
});
await stop();

console.log(`\n${describeTally(tally)}\ntime                   ${realSeconds().toFixed(0)} s`);
if (details.failed) {
	console.log(`
FAILED after ${details.numRuns} runs, shrunk ${details.numShrinks} times. Repeat the smallest case with

  npm run test:faults -- --seed ${seed} --path ${details.counterexamplePath ?? ''}

${details.errorInstance instanceof Error ? details.errorInstance.message : String(details.errorInstance)}

${JSON.stringify(details.counterexample?.[0], undefined, 1)}`);
	process.exitCode = 1;
} else console.log('\nEvery outcome agrees with the ledger.');
