import { NodeOperationError } from 'n8n-workflow';
import type { IExecuteFunctions } from 'n8n-workflow';
import { openTransport } from '../../nodes/ClientSuccess/transport/open.ts';
import { ALWAYS_RESEND } from '../../nodes/ClientSuccess/transport/transport.ts';
import { startSandbox } from '../../sandbox/server.mts';
import { API_KEY, inExecution } from './execution.mts';

const OPTIONS = { maxConcurrency: 1, maxRetries: 0, retryBaseDelay: 0, maxRetryWait: 0, timeout: 5000 };

/** The context of an execution, but for its credential. */
const withCredential = (context: IExecuteFunctions, credential: { apiKey?: unknown; baseUrl?: unknown }): IExecuteFunctions =>
	Object.create(context, { getCredentials: { value: async () => ({ apiKey: API_KEY, baseUrl: 'https://api.clientsuccess.com/v2', ...credential }) } });

const messageOf = (error: unknown) => (error instanceof NodeOperationError ? { message: error.message, description: error.description } : error);

/** Why the way to ClientSuccess is not opened with a credential. */
const refusal = async (credential: { apiKey?: unknown; baseUrl?: unknown }) =>
	await inExecution(async (context) => await openTransport(withCredential(context, credential), OPTIONS, undefined).then(() => 'opened', messageOf));

describe('the way to ClientSuccess', () => {
	it('leads to the Base URL, with the key', async () => {
		const sandbox = await startSandbox({ apiKey: API_KEY });
		try {
			const result = await inExecution(async (context) => {
				const transport = await openTransport(withCredential(context, { baseUrl: ` ${sandbox.url}/ ` }), OPTIONS, undefined);
				return await transport.request({ method: 'GET', path: '/client/search?size=1', singleRecord: false }, ALWAYS_RESEND);
			}, API_KEY);
			expect(result).toMatchObject({ verdict: { kind: 'accepted', body: { data: [] } }, attempts: 1 });
			expect(sandbox.requests).toMatchObject([{ path: '/client/search?size=1', keyOk: true }]);
		} finally {
			await sandbox.close();
		}
	});

	it.each(['http://api.clientsuccess.com/v2', 'https://user:pass@api.clientsuccess.com', 'https://api.clientsuccess.com/?x', 'nothing', '', undefined])('is not opened to %j', async (baseUrl) => {
		expect(await refusal({ baseUrl })).toEqual({
			message: expect.stringContaining("The Base URL of the ClientSuccess credential can't be used: it "),
			description: 'Open the credential and correct the Base URL. Most accounts use https://api.clientsuccess.com/v2.',
		});
	});

	it.each(['', 'two words', 'line\nbreak', undefined])('is not opened with the key %j', async (apiKey) => {
		expect(await refusal({ apiKey })).toEqual({
			message: expect.stringContaining("The API Key of the ClientSuccess credential can't be used: it "),
			description: 'Copy the key again from ClientSuccess under Global Settings > API Credentials.',
		});
	});
});
