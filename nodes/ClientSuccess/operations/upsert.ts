/** Creates records or, where ClientSuccess finds one with the same natural key, updates them. */

import { naturalKeysOf } from '../transport/naturalKeys.ts';
import type { WriteOperation } from './operation.ts';

export const upsert: WriteOperation = {
	kind: 'write',
	name: 'upsert',
	label: 'Create or Update',
	// The wording n8n prescribes for upserts.
	description: 'Create a new record, or update the current one if it already exists (upsert)',
	action: ({ label }) => `Create or update a ${label.toLowerCase()}`,
	needs: 'requiredFields',
	matches: true,
	plan: (object) => ({
		object,
		verb: 'create or update',
		bulk: false,
		batchSize: 1,
		// Without a natural key each request creates a record. Contracts are matched too, though it isn't documented on what.
		isIdempotent: ([{ record }]) => object.naturalKey.length === 0 || naturalKeysOf(record, object).length > 0,
		isRepeatSafe: ([{ record }]) => naturalKeysOf(record, object).length > 0,
		toRequest: ([{ record }]) => ({
			method: 'POST',
			path: `${object.path}/upsert`,
			body: record,
			singleRecord: true,
		}),
	}),
};
