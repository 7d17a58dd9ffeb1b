/** Opens the way to ClientSuccess that one run of a node takes, with the node's credential. */

import { NodeOperationError } from 'n8n-workflow';
import { KEY_PROBLEM, isUsableKey } from './apiKey.ts';
import { parseBaseUrl } from './baseUrl.ts';
import { systemClock } from './clock.ts';
import type { ApiContext } from './http.ts';
import { createSend } from './http.ts';
import type { TransportOptions } from './transport.ts';
import { Transport } from './transport.ts';

/** @throws NodeOperationError if the credential can't be used safely */
async function readCredential(context: ApiContext): Promise<{ baseUrl: string; apiKey: string }> {
	const { baseUrl, apiKey } = await context.getCredentials('clientSuccessApi');
	const refuse = (message: string, description: string) =>
		new NodeOperationError(context.getNode(), message, { description });
	const parsed = parseBaseUrl(baseUrl);
	if ('problem' in parsed) {
		throw refuse(
			`The Base URL of the ClientSuccess credential can't be used: ${parsed.problem}`,
			'Open the credential and correct the Base URL. Most accounts use https://api.clientsuccess.com/v2.',
		);
	}
	if (!isUsableKey(apiKey)) {
		throw refuse(
			`The API Key of the ClientSuccess credential can't be used: ${KEY_PROBLEM}`,
			'Copy the key again from ClientSuccess under Global Settings > API Credentials.',
		);
	}
	return { baseUrl: parsed.url, apiKey };
}

export interface OpenOptions extends TransportOptions {
	/** Milliseconds until a request without a whole answer is given up. */
	readonly timeout: number;
}

/**
 * @param signal ends the run, also while it waits
 * @throws NodeOperationError if the credential can't be used safely
 */
export async function openTransport(context: ApiContext, options: OpenOptions, signal: AbortSignal | undefined): Promise<Transport> {
	const credential = await readCredential(context);
	const send = createSend(context, { ...credential, timeout: options.timeout, now: systemClock.now });
	return new Transport(send, systemClock, options, signal);
}
