/** Where the processor time of a large insert goes. */
import { Session } from 'node:inspector/promises';
import type { Profiler } from 'node:inspector';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Backend } from './backend.mts';
import { runNode } from './node.mts';
import { contacts } from './rows.mts';

export interface ProfileEntry {
	/** A function with its file, or what V8 calls the time outside of functions. */
	readonly where: string;
	/** Of the processor time, from 0 to 1. */
	readonly share: number;
}

const ROOT = `${import.meta.dirname}/..`;

function placeOf({ functionName, url, lineNumber }: Profiler.ProfileNode['callFrame']): string {
	const name = functionName || '(anonymous)';
	if (url === '') return name;
	const file = url.startsWith('file:') ? relative(ROOT, fileURLToPath(url)) : url.startsWith('/') ? relative(ROOT, url) : url;
	return `${name} in ${file.replace(/^.*node_modules\//, '')}:${lineNumber + 1}`;
}

/** @returns the functions in which most time was spent itself, largest first */
export async function profileInsert(backend: Backend, count: number, most: number): Promise<ProfileEntry[]> {
	await backend.reset();
	const rows = contacts(count);
	const session = new Session();
	session.connect();
	await session.post('Profiler.enable');
	await session.post('Profiler.start');
	await runNode(backend, { resource: 'contact', operation: 'insert' }, rows);
	const { profile } = await session.post('Profiler.stop');
	session.disconnect();

	const frames = new Map(profile.nodes.map((node) => [node.id, placeOf(node.callFrame)]));
	const times = new Map<string, number>();
	profile.samples?.forEach((id, index) => {
		const where = frames.get(id) ?? '(unknown)';
		if (where !== '(idle)') times.set(where, (times.get(where) ?? 0) + (profile.timeDeltas?.[index] ?? 0));
	});
	const total = [...times.values()].reduce((sum, time) => sum + time, 0);
	return [...times]
		.sort(([, a], [, b]) => b - a)
		.slice(0, most)
		.map(([where, time]) => ({ where, share: time / total }));
}
