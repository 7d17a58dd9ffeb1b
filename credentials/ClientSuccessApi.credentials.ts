import type {
	IAuthenticate,
	Icon,
	ICredentialTestRequest,
	ICredentialType,
	INodeProperties,
} from 'n8n-workflow';
import { ApplicationError } from 'n8n-workflow';
import { KEY_PROBLEM, isUsableKey } from '../nodes/ClientSuccess/transport/apiKey.ts';
import { parseBaseUrl } from '../nodes/ClientSuccess/transport/baseUrl.ts';

const CHECK_BASE_URL = 'Check the Base URL, which is https://api.clientsuccess.com/v2 for most accounts';

const WHERE_TO_FIND =
	'Copy the key from ClientSuccess under Global Settings > API Credentials, as an Admin, and paste it without "Bearer"';

export class ClientSuccessApi implements ICredentialType {
	name = 'clientSuccessApi';

	displayName = 'ClientSuccess API';

	icon: Icon = { light: 'file:clientsuccess.svg', dark: 'file:clientsuccess.dark.svg' };

	documentationUrl = 'https://github.com/n8n-nodes-clientsuccess/n8n-nodes-clientsuccess#credential';

	properties: INodeProperties[] = [
		{
			displayName: 'API Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			description:
				'In ClientSuccess, open Global Settings > API Credentials and generate a key. A user of its own, named "API Access", is recommended.',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			required: true,
			default: 'https://api.clientsuccess.com/v2',
			placeholder: 'e.g. https://api.clientsuccess.com/v2',
			description: 'Change it only if your account has a host of its own. It must start with https://.',
		},
	];

	/**
	 * Adds the key as it is: with a "Bearer " prefix ClientSuccess answers 401.
	 * A function, since n8n evaluates an expression anew for each request.
	 */
	authenticate: IAuthenticate = async ({ apiKey }, request) => {
		const target = parseBaseUrl(request.baseURL ?? new URL(request.url).origin);
		if ('problem' in target) throw new ApplicationError(`The Base URL can't be used: ${target.problem}`);
		if (!isUsableKey(apiKey)) throw new ApplicationError(`The API Key can't be used: ${KEY_PROBLEM}`);
		return { ...request, headers: { ...request.headers, Authorization: apiKey } };
	};

	test: ICredentialTestRequest = {
		request: {
			baseURL: '={{ $credentials.baseUrl }}',
			url: '/client/search',
			qs: { size: 1 },
			disableFollowRedirect: true,
			timeout: 30_000,
		},
		rules: [
			{
				type: 'responseCode',
				properties: { value: 401, message: `ClientSuccess does not know this API key. ${WHERE_TO_FIND}.` },
			},
			{
				type: 'responseCode',
				properties: {
					value: 403,
					message: `This API key may not read clients. Give its user access to them, or use another key. ${WHERE_TO_FIND}.`,
				},
			},
			{
				type: 'responseCode',
				properties: { value: 404, message: `There is no ClientSuccess API at this Base URL. ${CHECK_BASE_URL}.` },
			},
		],
	};
}
