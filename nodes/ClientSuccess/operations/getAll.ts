/** Reads the records that a search finds, page by page. */

import type { ReadOperation } from './operation.ts';

export const getAll: ReadOperation = {
	kind: 'read',
	name: 'getAll',
	label: 'Get Many',
	description: 'Get many records, the last changed first',
	action: ({ plural }) => `Get many ${plural.toLowerCase()}`,
};
