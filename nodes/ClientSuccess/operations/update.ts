/** Changes records that are addressed by UUID. */

import type { WriteOperation } from './operation.ts';

export const update: WriteOperation = {
	kind: 'write',
	name: 'update',
	label: 'Update',
	description: 'Change existing records by their UUID',
	action: ({ label }) => `Update a ${label.toLowerCase()}`,
	needs: 'uuid',
	matches: false,
	plan: (object) => ({
		object,
		verb: 'update',
		bulk: false,
		batchSize: 1,
		isIdempotent: () => true,
		isRepeatSafe: () => true,
		toRequest: ([{ uuid = '', record }]) => ({
			method: 'PUT',
			path: `${object.path}/${encodeURIComponent(uuid)}`,
			body: record,
			singleRecord: true,
		}),
	}),
};
