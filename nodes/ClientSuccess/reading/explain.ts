/** Puts a read that failed into words. */

import { explainKey, times } from '../sync/explain.ts';
import { ReadFailure } from '../sync/outcome.ts';
import { inSeconds } from '../transport/retryTiming.ts';
import type { Result } from '../transport/transport.ts';

export type Refused = Exclude<Result['verdict'], { kind: 'accepted' }>;

/**
 * @param what was to be read, such as "the client"
 * @param things which the key must be allowed to read, such as "clients"
 */
export function explainRead(
	{ verdict, attempts, askedWait }: Result & { readonly verdict: Refused },
	what: string,
	things: string,
): ReadFailure {
	const httpCode = 'status' in verdict ? verdict.status : null;
	const fail = (kind: ReadFailure['kind'], message: string, description: string) =>
		new ReadFailure(kind, { message, description, httpCode, attempts });
	const later = 'Try again later.';

	switch (verdict.kind) {
		case 'refused':
			return fail('rejected', `ClientSuccess refused to give ${what}: ${verdict.reason}`, "The reason is ClientSuccess's own. Check what was asked for, then try again.");
		case 'redirected':
			return fail('rejected', `ClientSuccess did not give ${what}: ${verdict.reason}`, 'Correct the Base URL of the credential, then try again.');
		case 'unauthorized': {
			const { message, description } = explainKey(verdict, 'read', things);
			return fail('rejected', message, description);
		}
		case 'rateLimited':
			return askedWait === undefined
				? fail('rejected', `ClientSuccess's rate limit still held after ${times(attempts)} to read ${what}: ${verdict.reason}`, `${later} Fewer concurrent requests or more retries may help.`)
				: fail('notSent', `ClientSuccess asked to wait ${inSeconds(askedWait)}, which is more than Max Retry Wait allows`, 'Try again later, or raise Max Retry Wait in the options.');
		case 'serverError':
			return fail(
				'rejected',
				`ClientSuccess failed to give ${what} (${times(attempts)}): ${verdict.reason}`,
				askedWait === undefined ? later : `It asked to wait ${inSeconds(askedWait)}. Try again later, or raise Max Retry Wait in the options.`,
			);
		case 'lost':
			return fail('rejected', `No answer came from ClientSuccess for ${what} (${times(attempts)}): ${verdict.reason}`, later);
		case 'unreachable':
			return fail('notSent', `ClientSuccess could not be reached for ${what} (${times(attempts)}): ${verdict.reason}`, 'Check the Base URL of the credential and the network of your n8n, then try again.');
		case 'notSent':
			return fail('notSent', `ClientSuccess was not asked for ${what}: ${verdict.reason}`, 'Try again once the cause is gone.');
	}
}
