/** The repository's documents and examples, as the tests here read them. */
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';

export const ROOT = path.resolve(__dirname, '../..');

export const read = (file: string): string => readFileSync(path.join(ROOT, file), 'utf8');

/** Names of the files directly in a folder. */
export const list = (folder: string): string[] => readdirSync(path.join(ROOT, folder)).sort();

export const EXAMPLES = list('examples').filter((name) => name.endsWith('.json'));

/** The CREATE TABLE statements of a text, each up to its semicolon. */
export const tablesIn = (text: string): string[] => [...text.matchAll(/^CREATE TABLE [^]*?^\);/gm)].map(([statement]) => statement);
