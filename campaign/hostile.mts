/**
 * `npm run test:hostile`: servers and rows that mean harm. Each takes the middle one of three rows; the
 * other two must be written all the same, in bounded memory and time, and the API key must stay where it is.
 *
 * `-- 50MB` runs those whose name holds that text, `-- --write` puts the figures into docs/reliability.md.
 */
import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { writeSections } from '../scripts/sections.mts';
import { cases } from './hostile/cases.mts';
import type { HostileCase, RowReport } from './hostile/cases.mts';
import { startHostileServer } from './hostile/server.mts';

/** What a case may add to the memory of the process, in MB: an answer of 50 MB is held a few times over. */
const MAX_MEMORY = 350;
const MAX_SECONDS = 25;
/** Of the process, in MB: enough for n8n. */
const HEAP = 1024;

interface Report {
	readonly rows: readonly RowReport[];
	readonly error?: string;
	readonly leaks: boolean;
	readonly polluted: boolean;
	readonly seconds: number;
	readonly megabytes: number;
	/** Whether the items that came out can be turned into JSON. */
	readonly isPlain: boolean;
}

const isReport = (value: unknown): value is Report => typeof value === 'object' && value !== null && 'rows' in value;

const server = await startHostileServer();
const { values, positionals } = parseArgs({ options: { write: { type: 'boolean', default: false } }, allowPositionals: true });
const [only] = positionals;

function startWorker(): ChildProcess {
	return fork(join(import.meta.dirname, 'hostile/worker.mts'), [server.url], {
		execArgv: ['--disable-warning=MODULE_TYPELESS_PACKAGE_JSON', `--max-old-space-size=${HEAP}`],
		stdio: ['ignore', 'inherit', 'ignore', 'ipc'],
	});
}

let shared: ChildProcess | undefined;

/** Runs a case in the process that light ones share, or in one of its own. */
async function runCase(index: number, isHeavy: boolean): Promise<Report | string> {
	const worker = isHeavy ? startWorker() : (shared ??= startWorker());
	const over = new AbortController();
	worker.send(index);
	const endings = ['message', 'exit'].map(async (event) => await once(worker, event, { signal: over.signal }));
	const ending = await Promise.race(endings);
	over.abort();
	await Promise.allSettled(endings);
	const [first]: unknown[] = ending;
	const isDown = !isReport(first);
	if (isHeavy) worker.kill('SIGKILL');
	else if (isDown) shared = undefined;
	return isDown ? `the process ended (${ending.map(String).join(', ')})` : first;
}

function breachesOf(hostile: HostileCase, index: number, report: Report): string[] {
	const { rows, error, leaks, polluted, seconds, megabytes, isPlain } = report;
	if (error !== undefined) return [`the node failed: ${error}`];
	const [first, second, third] = rows;
	if (first === undefined || second === undefined || third === undefined) return [`${rows.length} items came out`];
	const breaches: string[] = [];
	if (first.outcome !== 'written' || third.outcome !== 'written') breaches.push(`the other rows are ${first.outcome} and ${third.outcome}: ${third.message}`);
	if (!hostile.outcomes.includes(second.outcome)) breaches.push(`it is ${second.outcome}: ${second.message.slice(0, 200)}`);
	if (second.outcome !== 'written' && second.message.length < 20) breaches.push(`its message says too little: ${second.message}`);
	if (second.size > 2000) breaches.push(`its message is ${second.size} characters long`);
	if (hostile.message && !hostile.message.test(second.message)) breaches.push(`its message is ${second.message.slice(0, 300)}`);
	if (hostile.received && !hostile.received(server.received.get(index))) breaches.push('the server received something else');
	if (leaks) breaches.push('the API key is in the output');
	if (polluted) breaches.push('Object.prototype was changed');
	if (!isPlain) breaches.push('its item is too deep for n8n to copy');
	if (seconds > MAX_SECONDS) breaches.push(`it took ${seconds.toFixed(0)} s`);
	if (megabytes > MAX_MEMORY) breaches.push(`it took ${megabytes.toFixed(0)} MB`);
	return breaches;
}

let failures = 0;
let count = 0;
let mostMemory = 0;
let longest = 0;
for (const [index, hostile] of cases.entries()) {
	if (only !== undefined && !hostile.name.includes(only)) continue;
	count += 1;
	const report = await runCase(index, hostile.isHeavy === true);
	const breaches = typeof report === 'string' ? [report] : breachesOf(hostile, index, report);
	if (server.strayed.length > 0) breaches.push(`${server.strayed.splice(0).length} requests went to another host`);
	if (typeof report !== 'string') {
		mostMemory = Math.max(mostMemory, report.megabytes);
		longest = Math.max(longest, report.seconds);
	}
	const figures = typeof report === 'string' ? '' : `${report.rows[1]?.outcome ?? ''}, ${report.seconds.toFixed(1)} s, ${report.megabytes.toFixed(0)} MB`;
	console.log(`${breaches.length === 0 ? 'ok    ' : 'FAILED'}  ${hostile.name}: ${figures}${breaches.map((breach) => `\n          ${breach}`).join('')}`);
	if (breaches.length > 0) failures += 1;
}
shared?.kill('SIGKILL');
server.close();
const report = `cases                  ${count}
cases with a breach    ${failures}
most memory for one    ${mostMemory.toFixed(0)} MB (at most ${MAX_MEMORY} MB allowed)
longest                ${longest.toFixed(1)} s (at most ${MAX_SECONDS} s allowed)`;
console.log(`\n${report}`);
if (failures > 0) process.exitCode = 1;
else if (values.write) await writeSections('docs/reliability.md', { hostile: `\`npm run test:hostile\`\n\n\`\`\`\n${report}\n\`\`\`` });
