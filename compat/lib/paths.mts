/** Where things are. */
import { join } from 'node:path';

export const REPOSITORY = join(import.meta.dirname, '../..');

/** One folder for each n8n version, with what to install. */
export const VERSIONS = join(REPOSITORY, 'compat/versions');

/** One folder for each major version of Node.js, likewise. */
export const NODES = join(REPOSITORY, 'compat/node');

/** What was installed and compiled; may be deleted at any time. */
export const CACHE = join(REPOSITORY, 'compat/.cache');
