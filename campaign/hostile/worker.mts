/** Runs cases in a process of its own, so that one that takes the process down is seen, and its memory measured. */
import { join } from 'node:path';
import type { INodeExecutionData } from 'n8n-workflow';
import { loadPackage, runWorkflow } from '../../engine/index.mts';
import { API_KEY } from './answers.mts';
import { cases } from './cases.mts';
import type { RowReport } from './cases.mts';
import { FIRST, THIRD } from './server.mts';

const engine = await loadPackage(join(import.meta.dirname, '../..'));
const [baseUrl = ''] = process.argv.slice(2);
const MEGABYTE = 1024 * 1024;
const MAX_TEXT = 400;

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null;

function report({ json }: INodeExecutionData): RowReport {
	const { error } = json;
	if (!isObject(error) || typeof error['outcome'] !== 'string') return { outcome: 'written', message: '', size: 0 };
	const message = String(error['message']);
	return { outcome: error['outcome'], message: message.slice(0, MAX_TEXT * 10), size: message.length };
}

process.on('message', (index: number) => void work(index));

async function work(index: number): Promise<void> {
	const hostile = cases[index];
	if (hostile === undefined) return;
	const middle = hostile.row?.() ?? { name: 'Second', externalId: '2' };
	const memory = () => process.memoryUsage().rss / MEGABYTE;
	const before = memory();
	let most = before;
	const sampler = setInterval(() => (most = Math.max(most, memory())), 5);
	const began = performance.now();
	try {
		const result = await runWorkflow({
			workflow: {
				nodes: [
					{ id: '1', name: 'Rows', type: 'n8n-nodes-base.manualTrigger', typeVersion: 1, position: [0, 0], parameters: {} },
					{
						id: '2',
						name: 'ClientSuccess',
						type: 'n8n-nodes-clientsuccess.clientSuccess',
						typeVersion: 1,
						position: [200, 0],
						parameters: { resource: 'client', operation: 'upsert', options: { timeout: 20_000, retryBaseDelay: 0, ...hostile.options } },
						onError: 'continueRegularOutput',
					},
				],
				connections: { Rows: { main: [[{ node: 'ClientSuccess', type: 'main', index: 0 }]] } },
			},
			...engine,
			credentials: { clientSuccessApi: { apiKey: API_KEY, baseUrl: `${baseUrl}/${index}/v2` } },
			pinData: { Rows: [FIRST, middle, THIRD].map((json) => ({ json })) },
		});
		const items = result.output('ClientSuccess');
		const words = { items, hints: result.hints('ClientSuccess'), error: result.error() };
		process.send?.({
			rows: items.map(report),
			error: result.error()?.message,
			leaks: leaksIn(words),
			polluted: 'polluted' in {},
			seconds: (performance.now() - began) / 1000,
			megabytes: Math.max(most, memory()) - before,
			isPlain: isPlain(items),
		});
	} catch (error) {
		process.send?.({ rows: [], error: `it threw: ${String(error).slice(0, MAX_TEXT)}`, leaks: false, polluted: false, seconds: 0, megabytes: 0, isPlain: true });
	} finally {
		clearInterval(sampler);
	}
}

/** Whether the nodes that follow can copy and store the items. */
function isPlain(items: unknown): boolean {
	try {
		return JSON.stringify(items).length > 0;
	} catch {
		return false;
	}
}

/** Looks for the key without taking apart what is nested too deeply for that. */
function leaksIn(value: unknown): boolean {
	const stack: unknown[] = [value];
	const seen = new Set<unknown>();
	for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
		if (typeof next === 'string' && next.includes(API_KEY)) return true;
		if (!isObject(next) || seen.has(next)) continue;
		seen.add(next);
		for (const [key, entry] of Object.entries(Object.getOwnPropertyDescriptors(next))) {
			if (key.includes(API_KEY)) return true;
			const inner: unknown = entry.value;
			if (inner !== undefined) stack.push(inner);
		}
	}
	return false;
}
