/** What an answer of ClientSuccess, or the lack of one, means. Every assumption about answers is made here. */

import { causeOf } from '../n8nVersions.ts';
import { refusalIn, refusalOfAll } from './answerBody.ts';
import { reasonOf } from './reason.ts';
import { retryAfter } from './retryTiming.ts';

/** An answer as it came. */
export interface RawAnswer {
	readonly status: number;
	readonly headers: Readonly<Record<string, unknown>>;
	readonly body: string;
}

export type Verdict =
	/** The request was accepted; `body` is what it answered, undefined if that was nothing. */
	| { readonly kind: 'accepted'; readonly status: number; readonly body: unknown }
	/** The request as a whole was refused: nothing was written. */
	| { readonly kind: 'refused'; readonly status: number; readonly reason: string }
	/** It points elsewhere: the Base URL is wrong. Nothing was written. */
	| { readonly kind: 'redirected'; readonly status: number; readonly reason: string }
	/** The API key doesn't work (401) or may not do this (403). */
	| { readonly kind: 'unauthorized'; readonly status: number; readonly reason: string }
	/** Too many requests; `retryAfter` is in milliseconds. */
	| { readonly kind: 'rateLimited'; readonly status: number; readonly reason: string; readonly retryAfter: number | undefined }
	/** ClientSuccess failed: what it had done until then is not known. */
	| { readonly kind: 'serverError'; readonly status: number; readonly reason: string; readonly retryAfter: number | undefined }
	/** No connection came about: nothing was sent. */
	| { readonly kind: 'unreachable'; readonly reason: string }
	/** The request was sent, and no whole answer came back. */
	| { readonly kind: 'lost'; readonly reason: string };

const MAINTENANCE = 'it answered with a web page, as it does during maintenance';
const NO_REASON = 'no reason was given';

type Parsed = { readonly json: unknown } | 'html' | 'broken' | 'text';

function parse(body: string): Parsed {
	const text = body.trim();
	if (text.startsWith('<')) return 'html';
	try {
		return { json: JSON.parse(text) };
	} catch {
		return /^["[{]/.test(text) ? 'broken' : 'text';
	}
}

/**
 * @param singleRecord whether one record was written: a `null` answer then means it was not [live, v1]
 * @param now milliseconds since the epoch, for a Retry-After date
 */
export function judgeAnswer({ status, headers, body }: RawAnswer, singleRecord: boolean, now: number): Verdict {
	const parsed = parse(body);
	const json = typeof parsed === 'object' ? parsed.json : undefined;
	const reason = reasonOf(json, status) ?? (parsed === 'text' ? reasonOf(body) : undefined);
	const wait = retryAfter(headers['retry-after'], now);

	if (status === 401 || status === 403) {
		return { kind: 'unauthorized', status, reason: reason ?? NO_REASON };
	}
	if (status === 429) {
		return { kind: 'rateLimited', status, reason: reason ?? 'too many requests', retryAfter: wait };
	}
	// 408 and 425 say that the request was not processed in time [RFC 9110, RFC 8470].
	if (status >= 500 || status === 408 || status === 425) {
		const said = parsed === 'html' ? MAINTENANCE : reason;
		return { kind: 'serverError', status, reason: said ?? NO_REASON, retryAfter: wait };
	}
	if (status >= 300 && status < 400) {
		return { kind: 'redirected', status, reason: 'it redirects elsewhere; check the Base URL of the credential' };
	}
	if (status >= 400) return { kind: 'refused', status, reason: reason ?? NO_REASON };

	// A maintenance page may come with status 200 [live].
	if (parsed === 'html') return { kind: 'serverError', status, reason: MAINTENANCE, retryAfter: wait };
	if (parsed === 'broken') return { kind: 'lost', reason: 'the answer broke off in the middle' };
	if (json === null && singleRecord) {
		return { kind: 'refused', status, reason: 'it answered null, which means that nothing was written' };
	}
	const refusal = singleRecord ? refusalIn(json) : refusalOfAll(json);
	if (refusal !== undefined) return { kind: 'refused', status, reason: reasonOf(refusal) ?? reason ?? NO_REASON };
	return { kind: 'accepted', status, body: json };
}

/** What keeps a connection from coming about, by Node.js error code: nothing was sent. */
const CONNECT_FAILURES: Readonly<Record<string, string>> = {
	ECONNREFUSED: 'the connection was refused',
	ENOTFOUND: 'its host name could not be found',
	EAI_AGAIN: 'its host name could not be looked up',
	EHOSTUNREACH: 'its host could not be reached',
	ENETUNREACH: 'its network could not be reached',
	CERT_HAS_EXPIRED: 'its certificate has expired',
	DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is self-signed',
	SELF_SIGNED_CERT_IN_CHAIN: 'its certificate is self-signed',
	UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its certificate could not be verified',
	ERR_TLS_CERT_ALTNAME_INVALID: "its certificate is another host's",
};

const LOSSES: Readonly<Record<string, string>> = {
	ECONNRESET: 'the connection was closed before the answer came',
	EPIPE: 'the connection was closed while sending',
	ECONNABORTED: 'the connection was closed before the answer came',
	ETIMEDOUT: 'the connection timed out',
};

/** The code and system call of an error, looked for in what it wraps too: n8n and axios wrap it, and drop parts. */
function errnoOf(error: unknown): { code: string | undefined; syscall: string | undefined } {
	let code: string | undefined;
	let current = error;
	for (let depth = 0; depth < 6 && typeof current === 'object' && current !== null; depth++) {
		if (code === undefined && 'code' in current && typeof current.code === 'string') code = current.code;
		if ('syscall' in current && typeof current.syscall === 'string') return { code, syscall: current.syscall };
		// Node.js tries each address of a host, and reports them together.
		if ('errors' in current && Array.isArray(current.errors)) current = current.errors[0];
		else current = causeOf(current);
	}
	return { code, syscall: undefined };
}

/** @param timeout milliseconds after which the request was given up; undefined if it was not */
export function judgeFailure(error: unknown, timeout: number | undefined): Verdict {
	if (timeout !== undefined) return { kind: 'lost', reason: `no answer came within ${timeout} ms` };
	const { code = '', syscall } = errnoOf(error);
	const failure = CONNECT_FAILURES[code];
	if (failure !== undefined) return { kind: 'unreachable', reason: failure };
	if (syscall === 'connect') return { kind: 'unreachable', reason: 'no connection came about' };
	const unexplained = `the connection failed before a whole answer came${code === '' ? '' : ` (${code})`}`;
	return { kind: 'lost', reason: LOSSES[code] ?? unexplained };
}
