/** Parts of documents that hold what a command printed: between `<!-- measured:name -->` and `<!-- /measured -->`. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..');

/** @returns the text with the section's content exchanged. Throws if there is no section of that name */
export function replaceSection(text: string, name: string, content: string): string {
	const section = new RegExp(`(<!-- measured:${name} -->\\n)[^]*?(<!-- /measured -->)`);
	if (!section.test(text)) throw new Error(`there is no section measured:${name}`);
	return text.replace(section, (_, start: string, end: string) => `${start}\n${content}\n\n${end}`);
}

/**
 * Brings sections of a document up to date.
 *
 * @param file path from the repository's root
 * @param sections Markdown by the section's name
 */
export async function writeSections(file: string, sections: Readonly<Record<string, string>>): Promise<void> {
	const path = join(ROOT, file);
	let text = await readFile(path, 'utf8');
	for (const [name, content] of Object.entries(sections)) text = replaceSection(text, name, content);
	await writeFile(path, text);
	console.log(`\nUpdated ${file}`);
}
