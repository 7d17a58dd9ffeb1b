/** Reads one record. */

import type { JsonObject } from '../json.ts';
import type { ObjectDefinition } from '../objects/index.ts';
import { quote } from '../records/mappedRow.ts';
import { ReadFailure } from '../sync/outcome.ts';
import { listOf, unwrapRecord } from '../transport/answerBody.ts';
import type { Transport } from '../transport/transport.ts';
import { ALWAYS_RESEND } from '../transport/transport.ts';
import { explainRead } from './explain.ts';

/** @returns the record as ClientSuccess gave it; a record that doesn't exist is a failure with `httpCode` 404 */
export async function read(object: ObjectDefinition, uuid: string, transport: Transport): Promise<JsonObject | ReadFailure> {
	const request = { method: 'GET', path: `${object.path}/${encodeURIComponent(uuid)}`, singleRecord: false } as const;
	const { verdict, ...rest } = await transport.request(request, ALWAYS_RESEND);
	const thing = object.label.toLowerCase();
	const missing = new ReadFailure('rejected', {
		message: `ClientSuccess has no ${thing} with the UUID ${quote(uuid)}`,
		description: `Check the UUID. The ${thing} may have been deleted.`,
		httpCode: 404,
		attempts: rest.attempts,
	});
	if (verdict.kind === 'accepted') {
		const { body } = verdict;
		// Nothing, or null as v1 answers for what it doesn't have [live].
		if (typeof body !== 'object' || body === null || listOf(body)?.length === 0) return missing;
		const reason = 'its answer holds no record';
		return unwrapRecord(body) ?? explainRead({ ...rest, verdict: { kind: 'refused', status: verdict.status, reason } }, `the ${thing}`, object.plural.toLowerCase());
	}
	if (verdict.kind === 'refused' && verdict.status === 404) return missing;
	return explainRead({ ...rest, verdict }, `the ${thing}`, object.plural.toLowerCase());
}
