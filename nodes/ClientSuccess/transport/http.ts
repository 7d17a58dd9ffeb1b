/** Sends one request through n8n, with its proxy settings, certificates and credential. */

import type { IExecuteFunctions, IHttpRequestMethods, ILoadOptionsFunctions, IPollFunctions } from 'n8n-workflow';
import type { JsonObject } from '../json.ts';
import { createRedactor } from './redact.ts';
import type { RawAnswer, Verdict } from './verdict.ts';
import { judgeAnswer, judgeFailure } from './verdict.ts';

/** Where n8n lets a node send requests: while it runs, while its parameters are set, and when it polls. */
export type ApiContext = IExecuteFunctions | ILoadOptionsFunctions | IPollFunctions;

export interface ApiRequest {
	readonly method: IHttpRequestMethods;
	/** Below the base URL, encoded. */
	readonly path: string;
	/** JSON to send. */
	readonly body?: JsonObject | JsonObject[];
	/** Whether the request writes a single record: not a list, and not nothing. */
	readonly singleRecord: boolean;
}

/** One attempt at a request. Never throws: a failure is a verdict. */
export type Send = (request: ApiRequest, signal: AbortSignal | undefined) => Promise<Verdict>;

export interface HttpOptions {
	readonly baseUrl: string;
	/** Blotted out of every answer. */
	readonly apiKey: string;
	/** Milliseconds until a request without a whole answer is given up. */
	readonly timeout: number;
	/** Milliseconds since the epoch. */
	now(): number;
}

/** Bytes of an answer that are read. A hundred records take some tens of kilobytes; without a limit one answer could fill the memory. */
const MAX_ANSWER = 64 * 1024 * 1024;

class AnswerTooLarge extends Error {}

function isByteStream(body: unknown): body is AsyncIterable<Uint8Array> {
	return typeof body === 'object' && body !== null && Symbol.asyncIterator in body;
}

/** Leaving the loop early closes the connection. */
async function readText(body: unknown): Promise<string> {
	if (!isByteStream(body)) return '';
	const decoder = new TextDecoder();
	let text = '';
	let size = 0;
	for await (const chunk of body) {
		size += chunk.byteLength;
		if (size > MAX_ANSWER) throw new AnswerTooLarge();
		text += decoder.decode(chunk, { stream: true });
	}
	return text + decoder.decode();
}

async function readAnswer(response: unknown): Promise<RawAnswer> {
	const { statusCode, headers, body } = Object(response) as Record<string, unknown>;
	return {
		status: Number(statusCode),
		headers: Object(headers) as Record<string, unknown>,
		body: await readText(body),
	};
}

/** @returns a sender for one run of the node */
export function createSend(context: ApiContext, { baseUrl, apiKey, timeout, now }: HttpOptions): Send {
	const redact = createRedactor(apiKey);
	// n8n looks the credential up in its database, and decrypts it, for each request.
	let credential: ReturnType<ApiContext['getCredentials']> | undefined;
	const getCredentials = async () => await (credential ??= context.getCredentials('clientSuccessApi'));

	return async ({ method, path, body, singleRecord }, signal) => {
		const deadline = AbortSignal.timeout(timeout);
		const abortSignal = signal === undefined ? deadline : AbortSignal.any([signal, deadline]);
		// n8n's helper replaces a request's abortSignal by the execution's, and its own timeout starts anew
		// with each byte. So that a slow answer ends too, the helper is given this signal as the execution's.
		const caller: ApiContext = Object.create(context, {
			getExecutionCancelSignal: { value: () => abortSignal },
			getCredentials: { value: getCredentials },
		});
		let answer: RawAnswer;
		try {
			const response: unknown = await context.helpers.httpRequestWithAuthentication.call(caller, 'clientSuccessApi', {
				method,
				url: `${baseUrl}${path}`,
				headers: { Accept: 'application/json', ...(body !== undefined && { 'Content-Type': 'application/json' }) },
				// Axios drops keys such as `constructor` from an object, though not from those in a list, and a text it parses again.
				...(body !== undefined && { body: Array.isArray(body) ? body : JSON.stringify(body) }),
				// As it arrives, so that it can be measured; and unparsed, since n8n's own parsing hides what it can't parse.
				encoding: 'stream',
				returnFullResponse: true,
				ignoreHttpStatusErrors: true,
				// A redirect would lose a write's body, and could carry the key to another host.
				disableFollowRedirect: true,
				// n8n's own limit, 300 seconds by default, must not strike first.
				timeout: timeout + 1000,
				abortSignal,
			});
			answer = await readAnswer(response);
		} catch (error) {
			if (error instanceof AnswerTooLarge) return { kind: 'lost', reason: 'the answer is larger than 64 MB' };
			return judgeFailure(error, deadline.aborted && signal?.aborted !== true ? timeout : undefined);
		}
		return redact(judgeAnswer(answer, singleRecord, now()), answer.body);
	};
}
