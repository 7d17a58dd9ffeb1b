/** `npm run bench`: prints every figure and writes them to docs/performance.md. `-- --print` only prints, `-- --rounds 1` is a quick look. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startVmExpressions } from '../engine/index.mts';
import { writeSections } from '../scripts/sections.mts';
import { startBackend } from './backend.mts';
import { measureInserts } from './inserts.mts';
import { measureMemory } from './memory.mts';
import { profileInsert } from './profile.mts';
import { conditions, figuresTable, profileTable } from './report.mts';
import { measureUpserts } from './upserts.mts';

const ROOT = join(import.meta.dirname, '..');

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '5' }, print: { type: 'boolean', default: false } } });
const rounds = Number(values.rounds);

function versionOf(name: string): string {
	const manifest: { version: string } = JSON.parse(readFileSync(join(ROOT, 'node_modules', name, 'package.json'), 'utf8'));
	return manifest.version;
}

const expressions = await startVmExpressions();
const backend = await startBackend();
try {
	const profile = await profileInsert(backend, 100_000, 10);
	const figures = [
		...(await measureInserts(backend, rounds)),
		...(await measureUpserts(backend, rounds)),
		await measureMemory(backend, rounds),
	];
	const versions = { node: process.version.slice(1), 'n8n-core': versionOf('n8n-core'), 'n8n-workflow': versionOf('n8n-workflow') };
	const sections = {
		conditions: conditions(versions, rounds),
		figures: figuresTable(figures),
		profile: profileTable(profile),
	};
	console.log(Object.values(sections).join('\n\n'));
	if (!values.print) await writeSections('docs/performance.md', sections);
} finally {
	backend.stop();
	await expressions.dispose();
}
