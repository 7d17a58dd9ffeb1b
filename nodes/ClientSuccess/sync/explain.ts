/** Puts a request that failed into words, for every row it carried. */

import type { MappedRow } from '../records/mappedRow.ts';
import { inSeconds } from '../transport/retryTiming.ts';
import type { Result } from '../transport/transport.ts';
import type { NonEmpty } from './batches.ts';
import type { Failure, Outcome } from './outcome.ts';
import type { WritePlan } from './writePlan.ts';

type Failed = Exclude<Outcome, { kind: 'written' }>;
type FailedVerdict = Exclude<Result['verdict'], { kind: 'accepted' }>;

export const times = (attempts: number) => (attempts === 1 ? '1 attempt' : `${attempts} attempts`);

/**
 * @param verb what the key was used for, such as "update"
 * @param things it was used on, such as "clients"
 */
export function explainKey({ status, reason }: { status: number; reason: string }, verb: string, things: string) {
	return status === 401
		? {
				message: `ClientSuccess refused the API key: ${reason}`,
				description:
					'Compare the API Key of the credential with the one in ClientSuccess under Global Settings > API Credentials; it may have been revoked or regenerated.',
			}
		: {
				message: `The API key has no permission to ${verb} ${things}: ${reason}`,
				description: `Give the API user in ClientSuccess access to ${things}, or use another key.`,
			};
}

/**
 * @param result of a request that was not accepted
 * @param rows that it carried
 */
export function explain(
	result: Result & { readonly verdict: FailedVerdict },
	rows: NonEmpty<MappedRow>,
	plan: WritePlan,
): Failed {
	const { verdict, attempts, maybeWritten, askedWait } = result;
	const { object, verb } = plan;
	const thing = object.label.toLowerCase();
	const things = rows.length === 1 ? `the ${thing}` : `a request with this ${thing} and ${rows.length - 1} more`;
	const httpCode = 'status' in verdict ? verdict.status : null;

	const fail = (message: string, description: string): Failure => ({ message, description, httpCode, attempts });
	const unknown = (message: string): Failed => ({
		kind: 'unknown',
		failure: fail(
			message,
			plan.isRepeatSafe(rows)
				? `The ${thing} may have been written all the same. This item can safely be sent again.`
				: `The ${thing} may have been created all the same. Look for it in ClientSuccess before you send this item again, or it may be there twice.`,
		),
	});

	switch (verdict.kind) {
		case 'serverError':
			return unknown(
				`ClientSuccess failed to process ${things} (${times(attempts)}): ${verdict.reason}${
					askedWait === undefined ? '' : `; it asked to wait ${inSeconds(askedWait)}, which is more than Max Retry Wait allows`
				}`,
			);
		case 'lost':
			return unknown(`No answer came from ClientSuccess for ${things} (${times(attempts)}): ${verdict.reason}`);
		case 'refused':
			if (maybeWritten) return unknown(`ClientSuccess refused ${things} after an attempt that may have been carried out: ${verdict.reason}`);
			return {
				kind: 'rejected',
				failure: fail(
					`ClientSuccess refused ${things}: ${verdict.reason}`,
					'Nothing was written for this item. Correct its values, then send it again.',
				),
			};
		case 'redirected':
			if (maybeWritten) return unknown(`ClientSuccess redirected ${things} after an attempt that may have been carried out`);
			return {
				kind: 'rejected',
				failure: fail(
					`ClientSuccess did not take ${things}: ${verdict.reason}`,
					'Nothing was written for this item. Correct the Base URL of the credential, then send it again.',
				),
			};
		case 'unauthorized': {
			if (maybeWritten) return unknown(`ClientSuccess refused the API key after an attempt that may have been carried out: ${verdict.reason}`);
			const { message, description } = explainKey(verdict, verb, object.plural.toLowerCase());
			return { kind: 'rejected', failure: fail(message, `${description} Then send the items that were not written again.`) };
		}
		case 'rateLimited':
			if (maybeWritten) return unknown(`ClientSuccess's rate limit was reached after an attempt that may have been carried out: ${verdict.reason}`);
			if (askedWait !== undefined) {
				return {
					kind: 'notSent',
					failure: fail(
						`ClientSuccess asked to wait ${inSeconds(askedWait)}, which is more than Max Retry Wait allows`,
						'Nothing was written for this item. Send it again later, or raise Max Retry Wait in the options.',
					),
				};
			}
			return {
				kind: 'rejected',
				failure: fail(
					`ClientSuccess's rate limit still held after ${times(attempts)}: ${verdict.reason}`,
					'Nothing was written for this item. Send it again later, with fewer concurrent requests, or raise Max Retries in the options.',
				),
			};
		case 'unreachable':
			if (maybeWritten) return unknown(`ClientSuccess could no longer be reached after an attempt that may have been carried out: ${verdict.reason}`);
			return {
				kind: 'notSent',
				failure: fail(
					`ClientSuccess could not be reached (${times(attempts)}): ${verdict.reason}`,
					'Nothing was written for this item. Check the Base URL of the credential and the network of your n8n, then send it again.',
				),
			};
		case 'notSent':
			if (maybeWritten) return unknown(`The ${thing} was not sent again after an attempt that may have been carried out: ${verdict.reason}`);
			return {
				kind: 'notSent',
				failure: fail(
					`The ${thing} was not sent: ${verdict.reason}`,
					'Nothing was written for this item. It can be sent again once the cause is gone.',
				),
			};
	}
}
