/**
 * `npm run bench:e2e`: the same insert by the ClientSuccess node and by what one would otherwise build, in real
 * n8n. Writes the figures to docs/performance.md; `-- --print` only prints them, `-- --rounds 1` takes each once.
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { startBackend } from '../bench/backend.mts';
import type { Backend } from '../bench/backend.mts';
import { figure, inTurn } from '../bench/measure.mts';
import type { Figure } from '../bench/measure.mts';
import { conditions, figuresTable } from '../bench/report.mts';
import { count } from '../bench/rows.mts';
import { writeSections } from '../scripts/sections.mts';
import { insertWays } from './lib/insertWays.mts';
import type { InsertWay, WayName } from './lib/insertWays.mts';
import { startMain } from './lib/n8n.mts';
import { N8nClient } from './lib/n8nClient.mts';
import { installNode, packNode } from './lib/nodePackage.mts';
import { E2E } from './lib/paths.mts';
import type { CleanUp } from './lib/tryOut.mts';

const ROWS = 5_000;

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '5' }, print: { type: 'boolean', default: false } } });
const rounds = Number(values.rounds);
if (!Number.isInteger(rounds) || rounds < 1) {
	console.error('Usage: npm run bench:e2e -- [--rounds N] [--print]');
	process.exit(2);
}

/** Makes a workflow ready to run; each run answers the milliseconds that n8n recorded for the nodes that insert. */
async function prepare(client: N8nClient, backend: Backend, { workflow, nodes }: InsertWay): Promise<() => Promise<number>> {
	const clientSuccessApi = await client.createCredential('clientSuccessApi', workflow.name, { apiKey: backend.apiKey, baseUrl: backend.url });
	const httpHeaderAuth = await client.createCredential('httpHeaderAuth', workflow.name, { name: 'Authorization', value: backend.apiKey });
	const stored = await client.importWorkflow(workflow, { clientSuccessApi, httpHeaderAuth });
	return async () => {
		await backend.reset();
		const { status, data } = await client.runToEnd(stored, { timeoutMs: 600_000 });
		const { records } = await backend.received();
		if (status !== 'success' || records !== ROWS) {
			throw new Error(`${workflow.name}: ${status}, ${records} of ${ROWS} rows written. ${data.resultData.error?.message ?? ''}`);
		}
		return nodes.reduce((sum, node) => sum + (data.resultData.runData[node]?.at(-1)?.executionTime ?? NaN), 0);
	};
}

async function measure(client: N8nClient, backend: Backend): Promise<Figure[]> {
	const ways = insertWays(backend.url, ROWS);
	const runs: Record<WayName, () => Promise<number>> = {
		node: await prepare(client, backend, ways.node),
		perRow: await prepare(client, backend, ways.perRow),
		inChunks: await prepare(client, backend, ways.inChunks),
	};
	const taken = await inTurn(rounds, runs);
	const what = `Insert of ${count(ROWS)} contacts`;
	return [
		figure(`${what}: HTTP Request for each row ÷ ClientSuccess node`, taken.ratio('perRow', 'node'), { aim: { atLeast: 20 } }),
		figure(`${what}: Code in chunks of 100, HTTP Request for each chunk ÷ ClientSuccess node`, taken.ratio('inChunks', 'node')),
	];
}

async function n8nVersion(): Promise<string> {
	const manifest: { version: string } = JSON.parse(await readFile(path.join(E2E, 'node_modules', 'n8n', 'package.json'), 'utf8'));
	return manifest.version;
}

const tell = (step: string) => process.stderr.write(`${step} …\n`);
const cleanUp: CleanUp = [];
try {
	tell('Building and packing the node');
	const packed = await packNode();
	cleanUp.push(async () => await rm(path.dirname(packed.tarball), { recursive: true, force: true }));
	const userFolder = await mkdtemp(path.join(tmpdir(), 'clientsuccess-bench-'));
	cleanUp.push(async () => await rm(userFolder, { recursive: true, force: true }));
	await installNode(packed, userFolder);
	const backend = await startBackend();
	cleanUp.push(async () => backend.stop());
	tell('Starting n8n');
	const n8n = await startMain({ userFolder, encryptionKey: 'bench' });
	cleanUp.push(async () => await n8n.stop());
	const client = new N8nClient(n8n.url);
	await client.setUpOwner();

	tell(`Inserting in three ways, ${rounds + 1} times each`);
	const figures = await measure(client, backend);
	const command = `npm run bench:e2e${rounds === 5 ? '' : ` -- --rounds ${rounds}`}`;
	const versions = { node: process.version.slice(1), n8n: await n8nVersion() };
	const sections = { otherwise: `${conditions(command, versions, rounds)}\n\n${figuresTable(figures)}` };
	console.log(Object.values(sections).join('\n\n'));
	if (!values.print) await writeSections('docs/performance.md', sections);
} finally {
	for (const step of cleanUp.reverse()) await step();
}
