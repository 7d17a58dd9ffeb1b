/**
 * Compiles the engine harness and the checks to JavaScript: Node.js 20, on which older n8n versions run,
 * doesn't strip types.
 */
import { copyFile, glob, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import ts from 'typescript';
import { CACHE, REPOSITORY } from './paths.mts';

const SOURCES = ['engine/*.mts', 'compat/child/**/*.mts'];
/** JavaScript already. */
const AS_IS = ['engine/n8n.cjs'];

/** @returns the path of the script that runs the checks */
export async function compileHarness(): Promise<string> {
	const target = join(CACHE, 'harness');
	await rm(target, { recursive: true, force: true });
	for await (const source of glob(SOURCES, { cwd: REPOSITORY })) {
		const file = join(target, source.replace(/\.mts$/, '.mjs'));
		const { outputText } = ts.transpileModule(await readFile(join(REPOSITORY, source), 'utf8'), {
			fileName: source,
			compilerOptions: {
				target: ts.ScriptTarget.ES2022,
				module: ts.ModuleKind.NodeNext,
				rewriteRelativeImportExtensions: true,
			},
		});
		await mkdir(dirname(file), { recursive: true });
		await writeFile(file, outputText);
	}
	for (const source of AS_IS) await copyFile(join(REPOSITORY, source), join(target, source));
	return join(target, 'compat/child/main.mjs');
}
