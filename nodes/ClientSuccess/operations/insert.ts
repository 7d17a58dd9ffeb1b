/** Creates records, in bulk where ClientSuccess has an endpoint for it. */

import type { WriteOperation } from './operation.ts';

export const insert: WriteOperation = {
	kind: 'write',
	name: 'insert',
	label: 'Insert',
	description: 'Create new records',
	action: ({ label }) => `Insert a ${label.toLowerCase()}`,
	needs: 'requiredFields',
	matches: false,
	plan(object, batchSize) {
		const bulk = object.bulkSize !== null;
		return {
			object,
			verb: 'insert',
			bulk,
			batchSize: Math.min(batchSize, object.bulkSize ?? 1),
			isIdempotent: () => false,
			isRepeatSafe: () => false,
			toRequest: (rows) => ({
				method: 'POST',
				path: bulk ? `${object.path}/bulk` : object.path,
				body: bulk ? rows.map(({ record }) => record) : rows[0].record,
				singleRecord: rows.length === 1,
			}),
		};
	},
};
