import type {
	IAuthenticateGeneric,
	Icon,
	ICredentialTestRequest,
	ICredentialType,
	INodeProperties,
} from 'n8n-workflow';

const WHERE_TO_FIND =
	'Copy the key from ClientSuccess under Global Settings > API Credentials, as an Admin, and paste it without "Bearer"';

/** The Base URL if the key may travel there (the rule of transport/baseUrl.ts), else a host that can't exist. */
const SAFE_BASE_URL =
	'={{ /^(https:\\/\\/[^\\s@?#]+|http:\\/\\/(localhost|127(\\.\\d{1,3}){3}|\\[::1\\])(:\\d+)?(\\/[^\\s@?#]*)?)$/i.test($credentials.baseUrl) ? $credentials.baseUrl.replace(/\\/+$/, "") : "https://base-url-must-start-with-https.invalid" }}';

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

	// The key as it is: with a "Bearer " prefix ClientSuccess answers 401.
	authenticate: IAuthenticateGeneric = {
		type: 'generic',
		properties: { headers: { Authorization: '={{$credentials.apiKey}}' } },
	};

	test: ICredentialTestRequest = {
		request: {
			baseURL: SAFE_BASE_URL,
			url: '/client/search',
			qs: { size: 1 },
			disableFollowRedirect: true,
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
		],
	};
}
