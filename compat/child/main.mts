/** Runs every check in the engine this process was given, and reports. */
import { loadPackage } from '../../engine/index.mts';
import type { Report } from '../lib/report.mts';
import { Bench } from './bench.mts';
import { runChecks } from './check.mts';
import { checks } from './checks/index.mts';
import { installedVersion } from './installed.mts';
import { SandboxClient } from './sandboxClient.mts';

const [nodePackage = '', url = '', apiKey = ''] = process.argv.slice(2);
const bench = new Bench(await loadPackage(nodePackage), new SandboxClient(url), { baseUrl: url, apiKey });

const report: Report = {
	core: installedVersion('n8n-core'),
	workflow: installedVersion('n8n-workflow'),
	node: process.versions.node,
	checks: await runChecks(checks, bench),
};
// The engine may keep timers; whoever asked has the answer once it is sent.
process.send?.(report, () => process.exit());
