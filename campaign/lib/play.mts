/**
 * Turns planned faults into the sandbox's. The server may be slow, broken or odd, but it doesn't lie:
 * a refusal means that nothing was written, and an answer that says yes means that all of it was, unless
 * it names what was not.
 */
import { NULL_ANSWER, maintenancePage, redirectTo, tooManyRequests } from '../../sandbox/server.mts';
import type { Fault } from '../../sandbox/server.mts';
import type { CommonFault, PlannedFault, RetryAfter } from './conditions.mts';

function retryAfterValue(retryAfter: RetryAfter): number | string | undefined {
	switch (retryAfter.form) {
		case 'none':
			return undefined;
		case 'garbage':
			return 'soon';
		case 'seconds':
			return retryAfter.seconds;
		case 'date':
			return new Date(Date.now() + retryAfter.seconds * 1000).toUTCString();
	}
}

/** A request that ClientSuccess says no to. */
export function refusal(status: number): Fault {
	// With status 200 only the body says no.
	const body = status === 200 ? { success: false, message: 'It is not allowed' } : { message: 'It is not allowed' };
	return { name: `refused ${status}`, answer: { status, body } };
}

/** The fault planned for a request. */
export function faultAt<Fault>(faults: ReadonlyArray<PlannedFault<Fault>>, id: number): Fault | undefined {
	return faults.find(({ at, times }) => id >= at && id < at + times)?.fault;
}

/** @param request what the fault befalls: a write of one record, one of several, or a read */
export function playCommon(spec: CommonFault, request: 'single' | 'bulk' | 'read'): Fault {
	switch (spec.kind) {
		case 'rateLimited':
			return { answer: tooManyRequests(retryAfterValue(spec.retryAfter)) };
		case 'serverError': {
			const value = retryAfterValue(spec.retryAfter);
			const headers = value === undefined ? {} : { 'retry-after': String(value) };
			return { written: spec.written, answer: { status: spec.status, headers, body: { message: 'Something went wrong' } } };
		}
		case 'maintenance':
			return { written: spec.written, answer: maintenancePage(spec.status) };
		case 'reset':
		case 'hang':
			return { written: spec.written, delivery: spec.kind };
		case 'slowStart':
			return { delay: spec.milliseconds };
		case 'slowAnswer':
			return { delayAnswer: spec.milliseconds };
		case 'slowBody':
			return { delivery: { drip: spec.milliseconds } };
		case 'truncated':
			return { delivery: 'truncate' };
		case 'cut':
			return { delivery: 'cut' };
		case 'text':
			return request === 'read' ? { answer: { body: 'OK' } } : { shape: () => 'OK' };
		case 'redirect':
			return { answer: redirectTo('http://127.0.0.1:9/elsewhere') };
		case 'null':
			// For a write of one record, it means that nothing was written [live, v1].
			return { written: request === 'bulk', answer: NULL_ANSWER };
		case 'unauthorized':
			return { answer: { status: spec.status, body: { message: 'No' } } };
		case 'refused':
			return refusal(spec.status);
	}
}
