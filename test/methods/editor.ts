/** The node's lists, as the editor asks for them with a credential for a sandbox. */
import type { INodeParameters } from 'n8n-workflow';
import { ClientSuccessApi } from '../../credentials/ClientSuccessApi.credentials.ts';
import { forEditor } from '../../engine/index.mts';
import type { EditorMethods } from '../../engine/index.mts';
import { ClientSuccess } from '../../nodes/ClientSuccess/ClientSuccess.node.ts';
import type { Sandbox } from '../../sandbox/server.mts';

export interface Setting {
	readonly parameters?: INodeParameters;
	/** None if null. */
	readonly credential?: { readonly apiKey?: string; readonly baseUrl?: string } | null;
}

export function editor({ apiKey, url }: Sandbox, { parameters = {}, credential = {} }: Setting = {}): EditorMethods {
	return forEditor({
		type: 'n8n-nodes-clientsuccess.clientSuccess',
		parameters,
		nodeTypes: { 'n8n-nodes-clientsuccess.clientSuccess': ClientSuccess },
		credentialTypes: [ClientSuccessApi],
		credentials: credential === null ? {} : { clientSuccessApi: { apiKey, baseUrl: url, ...credential } },
	});
}

/** What was thrown, as the editor shows it, and all that there is to see of it. */
export async function problemOf(list: Promise<unknown>): Promise<{ message: string; all: string }> {
	const error: unknown = await list.then(
		() => undefined,
		(reason: unknown) => reason,
	);
	if (!(error instanceof Error)) throw new Error('It did not fail');
	return { message: error.message, all: `${JSON.stringify(error)}${error.stack ?? ''}` };
}
