/**
 * `npm run test:faults -- --runs N --seed S`: random runs of the built node with faults, each compared with
 * what the sandbox knows. Three of five write rows, one reads, and one is a sequence of the trigger's polls.
 * A failing run is shrunk to a small one and can be repeated with the seed and path it prints.
 *
 * `-- --write` puts the counts into docs/reliability.md, `-- --verbose` tells of each run, `-- --only read`
 * draws runs of one kind, which are not those that the seed gives without it.
 */
import { parseArgs } from 'node:util';
import fc from 'fast-check';
import { writeSections } from '../scripts/sections.mts';
import { installVirtualTime, realSeconds } from './lib/virtualTime.mts';

const { values } = parseArgs({
	options: {
		runs: { type: 'string', default: '300' },
		seed: { type: 'string', default: String(Date.now() & 0x7fffffff) },
		path: { type: 'string' },
		only: { type: 'string' },
		verbose: { type: 'boolean', default: false },
		write: { type: 'boolean', default: false },
	},
});
const numRuns = Number(values.runs);
const seed = Number(values.seed);
const isKind = values.only === undefined || ['write', 'read', 'trigger'].includes(values.only);
if (!Number.isInteger(numRuns) || numRuns < 1 || !Number.isInteger(seed) || !isKind) {
	console.error('Usage: npm run test:faults -- [--runs N] [--seed S] [--path P] [--only write|read|trigger] [--write] [--verbose]');
	process.exit(2);
}

// Before anything that keeps a timer function for itself is loaded.
installVirtualTime();
const { Tally, drawRuns, examplesOf } = await import('./runs.mts');
const { stop } = await import('./lib/bench.mts');

console.log(`Fault campaign: ${numRuns} runs, seed ${seed}`);
const tally = new Tally();
let hasFailed = false;
let count = 0;
const property = fc.asyncProperty(drawRuns(values.only), async (run) => {
	// What shrinking tries is not part of the campaign.
	const breaches = await (hasFailed ? new Tally() : tally).carryOut(run);
	count += 1;
	if (values.verbose) console.log(`${count}: ${run.kind}, ${breaches.length} breaches`);
	if (breaches.length === 0) return;
	hasFailed = true;
	throw new Error(breaches.slice(0, 10).join('\n'));
});

const details = await fc.check(property, {
	numRuns,
	seed,
	examples: examplesOf(values.only).map((run) => [run]),
	...(values.path !== undefined && { path: values.path }),
});
await stop();

const report = `${tally.lines().join('\n')}\ntime                   ${realSeconds().toFixed(0)} s`;
console.log(`\n${report}`);
if (details.failed) {
	const only = values.only === undefined ? '' : ` --only ${values.only}`;
	console.log(`
FAILED after ${details.numRuns} runs, shrunk ${details.numShrinks} times. Repeat the smallest case with

  npm run test:faults -- --seed ${seed} --path ${details.counterexamplePath ?? ''}${only}

${details.errorInstance instanceof Error ? details.errorInstance.message : String(details.errorInstance)}

${JSON.stringify(details.counterexample?.[0], undefined, 1)}`);
	process.exitCode = 1;
} else {
	console.log('\nEvery outcome agrees with what ClientSuccess holds.');
	const command = `npm run test:faults -- --runs ${numRuns} --seed ${seed}`;
	if (values.write && values.only === undefined) await writeSections('docs/reliability.md', { faults: `\`${command}\`\n\n\`\`\`\n${report}\n\`\`\`\n\nRuns with a breach: 0.` });
}
