import type { ILoadOptionsFunctions } from 'n8n-workflow';
import { openTransport } from '../transport/open.ts';
import type { Transport } from '../transport/transport.ts';

/** Someone waits for it: a list that doesn't come soon is better not coming. Times in milliseconds. */
const PATIENCE = { maxConcurrency: 1, maxRetries: 1, retryBaseDelay: 500, maxRetryWait: 5000, timeout: 20_000 };

/** @throws NodeOperationError if the credential can't be used safely */
export async function openForEditor(context: ILoadOptionsFunctions): Promise<Transport> {
	return await openTransport(context, PATIENCE, undefined);
}
