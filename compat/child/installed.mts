/** Which engine this process has. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The version of a package beside the engine, as its own `package.json` says. */
export function installedVersion(name: string): string {
	const folder = process.env.ENGINE_FOLDER;
	if (folder === undefined) throw new Error('ENGINE_FOLDER must name the folder of the engine');
	const manifest: unknown = JSON.parse(readFileSync(join(folder, 'node_modules', name, 'package.json'), 'utf8'));
	return String(Reflect.get(Object(manifest), 'version'));
}
