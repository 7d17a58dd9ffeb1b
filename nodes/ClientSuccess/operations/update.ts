/** Changes records that are addressed by UUID. */

import type { Operation } from './operation.ts';

export const update: Operation = {
	name: 'update',
	label: 'Update',
	description: 'Change existing records by their UUID',
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
