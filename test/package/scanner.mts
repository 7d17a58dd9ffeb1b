/** The checks of `@n8n/scan-community-package` that need no network: what n8n runs before it verifies a package. */
import { runScript } from './tarball.mts';

export const SCANS = [
	['the source', 'source'],
	['the tarball', 'tarball'],
] as const;

/** What the scanner reads where; the tarball's patterns are written out in its `analyzePackageByName`. */
const SCRIPT = `
	import { SOURCE_FILE_PATTERNS, analyzePackage } from '@n8n/scan-community-package/scanner/scanner.mjs';
	const [folder, target] = process.argv.slice(1);
	const patterns = target === 'source' ? SOURCE_FILE_PATTERNS : ['**/*.js', 'package.json'];
	const { passed, message, details } = await analyzePackage(folder, patterns);
	console.log(JSON.stringify({ passed, message, details }));`;

/** In a process of its own: the scanner is an ES module, and brings its own ESLint. */
export async function scan(folder: string, target: (typeof SCANS)[number][1]): Promise<unknown> {
	return await runScript(SCRIPT, [folder, target], { module: true });
}
