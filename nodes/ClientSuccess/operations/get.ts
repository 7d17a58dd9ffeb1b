/** Reads one record. */

import type { ReadOperation } from './operation.ts';

export const get: ReadOperation = {
	kind: 'read',
	name: 'get',
	label: 'Get',
	description: 'Get a record',
	action: ({ label }) => `Get a ${label.toLowerCase()}`,
};
