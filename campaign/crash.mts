/**
 * `npm run test:crash -- --kills N --seed S`: a process that upserts 2,000 rows is killed at a random
 * moment and started again; afterwards every row must be there once. `-- --write` puts the counts into
 * docs/reliability.md.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { startSandbox } from '../sandbox/server.mts';
import { writeSections } from '../scripts/sections.mts';
import { breachesOf } from './crash/checks.mts';
import { startRun } from './crash/process.mts';
import { COUNT } from './crash/rows.mts';
import { createRandom } from './lib/random.mts';

const { values } = parseArgs({
	options: {
		kills: { type: 'string', default: '5' },
		seed: { type: 'string', default: String(Date.now() & 0x7fffffff) },
		write: { type: 'boolean', default: false },
	},
});
const kills = Number(values.kills);
const seed = Number(values.seed);
if (!Number.isInteger(kills) || kills < 1 || !Number.isInteger(seed)) {
	console.error('Usage: npm run test:crash -- [--kills N] [--seed S] [--write]');
	process.exit(2);
}

/** Milliseconds within the request at which the process is killed: before, during and after the write. */
const WITHIN_REQUEST = 6;

const random = createRandom(seed);
const upTo = (limit: number) => Math.floor(random() * limit);
const began = performance.now();
const sandbox = await startSandbox({ logBodies: false });
let failures = 0;
let twice = 0;

console.log(`Crash test: ${kills} kills, seed ${seed}, upserts of ${COUNT.toLocaleString('en-US')} rows`);
for (let kill = 1; kill <= kills; kill++) {
	const concurrency = 1 + upTo(20);
	const atRequest = 1 + upTo(COUNT);
	const within = upTo(WITHIN_REQUEST);
	sandbox.reset();
	sandbox.settings.latency = upTo(3);

	const first = startRun(sandbox, concurrency);
	sandbox.script((request) => {
		if (request.id === atRequest) void sleep(within).then(() => first.kill());
		return undefined;
	});
	const { isKilled } = await first.ended;
	await sandbox.idle();
	const before = sandbox.ledger.length;
	sandbox.clearScript();

	const { written, error } = await startRun(sandbox, concurrency).ended;
	const breaches = breachesOf(sandbox);
	if (error !== undefined) breaches.push(`the second run failed: ${error}`);
	if (written !== COUNT) breaches.push(`the second run says it wrote ${written} rows`);
	twice += sandbox.ledger.filter(({ kind }) => kind === 'update').length;
	const verdict = breaches.length === 0 ? 'every row there once' : `FAILED: ${breaches.slice(0, 5).join('; ')}`;
	console.log(`${String(kill).padStart(4)}  ${isKilled ? 'killed' : 'ended '} after ${String(before).padStart(4)} writes, ${String(concurrency).padStart(2)} at once: ${verdict}`);
	if (breaches.length > 0) failures += 1;
}
await sandbox.close();

const command = `npm run test:crash -- --kills ${kills} --seed ${seed}`;
const report = `kills                  ${kills}
rows                   ${(kills * COUNT).toLocaleString('en-US')}
written a second time  ${twice.toLocaleString('en-US')} (as updates of the same record)
runs with a breach     ${failures}
time                   ${((performance.now() - began) / 1000).toFixed(0)} s`;
console.log(`\n${report}`);
if (failures > 0) {
	console.log(`\nRepeat it with  ${command}`);
	process.exitCode = 1;
} else if (values.write) await writeSections('docs/reliability.md', { crash: `\`${command}\`\n\n\`\`\`\n${report}\n\`\`\`` });
