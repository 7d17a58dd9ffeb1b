/** Where the processor time of a large insert goes. */
import type { Profiler } from 'node:inspector';
import { Session } from 'node:inspector/promises';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Backend } from './backend.mts';
import type { Around } from './node.mts';
import { ROOT, runNode } from './node.mts';
import { contacts } from './rows.mts';
import type { Scale } from './scale.mts';

export interface ProfileEntry {
	readonly what: string;
	/** Of the processor time, from 0 to 1. */
	readonly share: number;
}

export interface Profile {
	/** By whose code it is, largest first. */
	readonly owners: readonly ProfileEntry[];
	/** By function, without what it calls; the largest. */
	readonly functions: readonly ProfileEntry[];
}

const FUNCTIONS = 10;

type Frame = Profiler.ProfileNode['callFrame'];

function fileOf({ url }: Frame): string {
	const path = url.startsWith('file:') ? fileURLToPath(url) : url;
	return path.startsWith('/') ? relative(ROOT, path).replace(/^.*node_modules\//, '') : path;
}

function functionOf(frame: Frame): string {
	const name = frame.functionName || '(anonymous)';
	const file = fileOf(frame);
	return file === '' ? `\`${name}\`` : `\`${name}\` in \`${file}\``;
}

function ownerOf(frame: Frame): string {
	const file = fileOf(frame);
	if (file.startsWith('dist/')) return 'the node';
	if (file.startsWith('n8n-') || file.startsWith('@n8n/')) return 'n8n';
	if (file.startsWith('node:')) return 'Node.js';
	if (file !== '') return 'the libraries of n8n\'s HTTP helper';
	if (frame.functionName === '(garbage collector)') return 'garbage collection';
	return 'system calls and V8 itself';
}

function shares(profile: Profiler.Profile, nameOf: (frame: Frame) => string): ProfileEntry[] {
	const frames = new Map(profile.nodes.map(({ id, callFrame }) => [id, callFrame]));
	const times = new Map<string, number>();
	let total = 0;
	profile.samples?.forEach((id, index) => {
		const frame = frames.get(id);
		if (frame === undefined || frame.functionName === '(idle)' || frame.url.startsWith('node:inspector')) return;
		const time = profile.timeDeltas?.[index] ?? 0;
		total += time;
		times.set(nameOf(frame), (times.get(nameOf(frame)) ?? 0) + time);
	});
	return [...times].sort(([, a], [, b]) => b - a).map(([what, time]) => ({ what, share: time / total }));
}

export async function profileInsert(backend: Backend, { profiled }: Scale): Promise<Profile> {
	const run = async (around?: Around) => {
		await backend.reset();
		await runNode(backend, { resource: 'contact', operation: 'insert' }, contacts(profiled), around);
	};
	// Compiled and optimised, as in an n8n that has run for a while.
	await run();

	const session = new Session();
	session.connect();
	await session.post('Profiler.enable');
	let profile: Profiler.Profile | undefined;
	await run(async (work) => {
		await session.post('Profiler.start');
		const items = await work();
		({ profile } = await session.post('Profiler.stop'));
		return items;
	});
	session.disconnect();
	if (profile === undefined) throw new Error('there is no profile');
	return { owners: shares(profile, ownerOf), functions: shares(profile, functionOf).slice(0, FUNCTIONS) };
}
