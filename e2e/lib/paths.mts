/** Where things are in this repository. */
import path from 'node:path';

/** The repository: what is packed and published. */
export const REPOSITORY = path.resolve(import.meta.dirname, '..', '..');

/** This folder: n8n and the end-to-end suite, with dependencies of their own. */
export const E2E = path.join(REPOSITORY, 'e2e');

/** The workflows users import. */
export const EXAMPLES = path.join(REPOSITORY, 'examples');

/** The pictures of README. */
export const PICTURES = path.join(REPOSITORY, 'docs', 'images');
