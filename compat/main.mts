/**
 * `npm run test:compat`: packs the node and checks it in n8n's engine of several versions, each on a
 * version of Node.js that this n8n supports, against one sandbox.
 *
 * `-- --only 2.0.3` checks one version, `-- --package FOLDER` a node that was built already, `-- --write`
 * puts the table into README.
 */
import { parseArgs } from 'node:util';
import { startSandbox } from '../sandbox/server.mts';
import { writeSections } from '../scripts/sections.mts';
import { compileHarness } from './lib/harness.mts';
import { installEngine, installNode } from './lib/install.mts';
import { builtNode, packedNode } from './lib/nodePackage.mts';
import type { Report } from './lib/report.mts';
import { runVersion } from './lib/runVersion.mts';
import { isGood, toLines, toTable } from './lib/table.mts';
import { versions } from './lib/versions.mts';

const { values } = parseArgs({
	options: { only: { type: 'string' }, package: { type: 'string' }, write: { type: 'boolean', default: false } },
});
const chosen = versions.filter(({ n8n }) => values.only === undefined || n8n === values.only);
if (chosen.length === 0) {
	console.error(`There is no version ${values.only}, only ${versions.map(({ n8n }) => n8n).join(', ')}`);
	process.exit(2);
}

const began = performance.now();
const script = await compileHarness();
const nodePackage = values.package === undefined ? await packedNode() : builtNode(values.package);
// Unlike anything else in a run, so that a leak is seen.
const sandbox = await startSandbox({ apiKey: 'key-7Xq2compat' });
const reports = new Map<string, Report | string>();
try {
	for (const version of chosen) {
		console.log(`n8n ${version.n8n} on Node.js ${version.node}`);
		const engine = await installEngine(version);
		const place = { engine, node: await installNode(version), nodePackage: await nodePackage.placeBeside(engine), script };
		const report = await runVersion(place, sandbox);
		reports.set(version.n8n, report);
		console.log(`${toLines(report)}\n`);
	}
} finally {
	await sandbox.close();
	await nodePackage.dispose();
}

console.log(toTable(reports));
console.log(`\n${((performance.now() - began) / 1000).toFixed(0)} s`);
if (values.write) await writeSections('README.md', { compat: toTable(reports) });
if (![...reports.values()].every(isGood)) process.exitCode = 1;
