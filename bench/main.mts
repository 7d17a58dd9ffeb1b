/**
 * `npm run bench`: prints every figure and writes them to docs/performance.md. `-- --print` only prints,
 * `-- --rounds 1` takes each figure once; `-- --quick` measures fewer rows once, and only prints.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startVmExpressions } from '../engine/index.mts';
import { writeSections } from '../scripts/sections.mts';
import { measureAdaptive } from './adaptive.mts';
import type { Backend } from './backend.mts';
import { startBackend } from './backend.mts';
import { measureInserts } from './inserts.mts';
import { measureMapping } from './mapping.mts';
import type { Figure } from './measure.mts';
import { measureMemory } from './memory.mts';
import { ROOT } from './node.mts';
import { profileInsert } from './profile.mts';
import { conditions, figuresTable, profileTable } from './report.mts';
import type { Scale } from './scale.mts';
import { full, quick } from './scale.mts';
import { measureUpserts } from './upserts.mts';

const { values } = parseArgs({
	options: {
		rounds: { type: 'string', default: '5' },
		print: { type: 'boolean', default: false },
		quick: { type: 'boolean', default: false },
	},
});
const rounds = Number(values.rounds);
if (!Number.isInteger(rounds) || rounds < 1) {
	console.error('Usage: npm run bench -- [--rounds N] [--print] [--quick]');
	process.exit(2);
}
const scale = values.quick ? quick : full(rounds);
const command = `npm run bench${values.quick ? ' -- --quick' : rounds === 5 ? '' : ` -- --rounds ${rounds}`}`;

function versionOf(name: string): string {
	const manifest: { version: string } = JSON.parse(readFileSync(join(ROOT, 'node_modules', name, 'package.json'), 'utf8'));
	return manifest.version;
}

/** What is measured, in the order of the table. */
const MEASUREMENTS: Readonly<Record<string, (backend: Backend, scale: Scale) => Promise<Figure[]>>> = {
	'bulk inserts': measureInserts,
	'mapped expressions': measureMapping,
	'upserts': measureUpserts,
	'upserts against a rate limit': measureAdaptive,
	'memory': async (...about) => [await measureMemory(...about)],
};

/** Says on the side how far it has come: the whole of it takes a while. */
async function told<T>(what: string, measure: () => Promise<T>): Promise<T> {
	const start = performance.now();
	process.stderr.write(`${what} … `);
	const result = await measure();
	process.stderr.write(`${Math.round((performance.now() - start) / 1000)} s\n`);
	return result;
}

const expressions = await startVmExpressions();
const backend = await startBackend();
try {
	const profile = await told('profile', async () => await profileInsert(backend, scale));
	const figures: Figure[] = [];
	for (const [what, measure] of Object.entries(MEASUREMENTS)) {
		const measured = await told(what, async () => await measure(backend, scale));
		// Should a later one fail, these are not lost.
		for (const figure of measured) process.stderr.write(`  ${figure.value.toFixed(2)}  ${figure.what}\n`);
		figures.push(...measured);
	}
	const versions = { node: process.version.slice(1), 'n8n-core': versionOf('n8n-core'), 'n8n-workflow': versionOf('n8n-workflow') };
	const sections = {
		conditions: conditions(command, versions, scale.rounds),
		figures: figuresTable(figures),
		profile: `${profileTable('whose code', profile.owners)}\n\n${profileTable('function, without what it calls', profile.functions)}`,
	};
	console.log(`\n${Object.values(sections).join('\n\n')}`);
	if (!values.print && !values.quick) await writeSections('docs/performance.md', sections);
} finally {
	backend.stop();
	await expressions.dispose();
}
