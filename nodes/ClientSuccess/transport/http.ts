/** Sends one request through n8n, with its proxy settings, certificates and credential. */

import type { IExecuteFunctions, IHttpRequestMethods } from 'n8n-workflow';
import type { JsonObject } from '../json.ts';
import type { RawAnswer, Verdict } from './verdict.ts';
import { judgeAnswer, judgeFailure } from './verdict.ts';

export interface ApiRequest {
	readonly method: IHttpRequestMethods;
	/** Below the base URL, encoded. */
	readonly path: string;
	/** JSON to send. */
	readonly body?: JsonObject | JsonObject[];
	/** Whether the request writes a single record, and not a list. */
	readonly singleRecord: boolean;
}

/** One attempt at a request. Never throws: a failure is a verdict. */
export type Send = (request: ApiRequest, signal: AbortSignal | undefined) => Promise<Verdict>;

export interface HttpOptions {
	readonly baseUrl: string;
	/** Blotted out of every answer: a server may repeat what it was sent. */
	readonly apiKey: string;
	/** Milliseconds until a request without a whole answer is given up. */
	readonly timeout: number;
	/** Milliseconds since the epoch. */
	now(): number;
}

/** Shorter keys would blot out ordinary text. */
const MIN_SECRET = 6;

function toRawAnswer(response: unknown, apiKey: string): RawAnswer {
	const { statusCode, headers, body } = Object(response) as Record<string, unknown>;
	const text = typeof body === 'string' ? body : body === undefined || body === null ? '' : JSON.stringify(body);
	return {
		status: Number(statusCode),
		headers: Object(headers) as Record<string, unknown>,
		body: apiKey.length >= MIN_SECRET ? text.replaceAll(apiKey, '***') : text,
	};
}

/** @returns a sender for the node's execution */
export function createSend(context: IExecuteFunctions, { baseUrl, apiKey, timeout, now }: HttpOptions): Send {
	// n8n looks the credential up in its database, and decrypts it, for each request.
	let credential: ReturnType<IExecuteFunctions['getCredentials']> | undefined;
	const getCredentials = async () => await (credential ??= context.getCredentials('clientSuccessApi'));

	return async ({ method, path, body, singleRecord }, signal) => {
		const deadline = AbortSignal.timeout(timeout);
		const abortSignal = signal === undefined ? deadline : AbortSignal.any([signal, deadline]);
		// n8n's helper replaces a request's abortSignal by the execution's, and its own timeout starts anew
		// with each byte. So that a slow answer ends too, the helper is given this signal as the execution's.
		const caller: IExecuteFunctions = Object.create(context, {
			getExecutionCancelSignal: { value: () => abortSignal },
			getCredentials: { value: getCredentials },
		});
		try {
			const response: unknown = await context.helpers.httpRequestWithAuthentication.call(caller, 'clientSuccessApi', {
				method,
				url: `${baseUrl}${path}`,
				headers: { Accept: 'application/json', ...(body !== undefined && { 'Content-Type': 'application/json' }) },
				...(body !== undefined && { body }),
				encoding: 'text',
				returnFullResponse: true,
				ignoreHttpStatusErrors: true,
				// A redirect would lose a write's body, and could carry the key to another host.
				disableFollowRedirect: true,
				// n8n's own limit, 300 seconds by default, must not strike first.
				timeout: timeout + 1000,
				abortSignal,
			});
			return judgeAnswer(toRawAnswer(response, apiKey), singleRecord, now());
		} catch (error) {
			return judgeFailure(error, deadline.aborted && signal?.aborted !== true ? timeout : undefined);
		}
	};
}
