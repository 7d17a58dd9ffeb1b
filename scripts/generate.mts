/**
 * Brings everything that follows from the object definitions up to date: README's tables and the
 * output schemas. Without `--write` it only says what is out of date, and fails if anything is.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { outputSchemaFiles } from './generated/outputSchemas.mts';
import { updateReadme } from './generated/readmeTables.mts';

const root = new URL('../', import.meta.url);
const readme = new URL('README.md', root);
const files = new Map([[readme.href, updateReadme(await readFile(readme, 'utf8'))]]);
for (const [path, content] of outputSchemaFiles()) files.set(new URL(`nodes/ClientSuccess/${path}`, root).href, content);

const write = process.argv.includes('--write');
for (const [href, content] of files) {
	const file = new URL(href);
	const current = await readFile(file, 'utf8').catch(() => undefined);
	if (current === content) continue;
	const name = href.slice(root.href.length);
	if (write) {
		await mkdir(new URL('.', file), { recursive: true });
		await writeFile(file, content);
		console.log(`Updated ${name}`);
	} else {
		console.error(`Out of date: ${name}`);
		process.exitCode = 1;
	}
}
