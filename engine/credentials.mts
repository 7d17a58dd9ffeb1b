/** Credentials without n8n's database: the values a run was given, applied to requests as n8n applies them. */
import type {
	ICredentialDataDecryptedObject,
	ICredentials,
	ICredentialType,
	IHttpRequestOptions,
	INode,
	INodeCredentialsDetails,
	INodeProperties,
	IRequestOptionsSimplified,
	IWorkflowExecuteAdditionalData,
	Workflow,
} from 'n8n-workflow';
import { workflow as n8n } from './n8n.cjs';

/** Decrypted values by credential type, e.g. `{ clientSuccessApi: { apiKey, baseUrl } }`. */
export type CredentialValues = Readonly<Record<string, ICredentialDataDecryptedObject>>;

/** Credential types: their classes, or instances. */
export type CredentialTypeList = ReadonlyArray<ICredentialType | (new () => ICredentialType)>;

/** Stands in for the helper of n8n's server; one set of values per credential type serves every node. */
export class CredentialsFromValues extends n8n.ICredentialsHelper {
	private readonly types: ReadonlyMap<string, ICredentialType>;
	private readonly values: CredentialValues;

	constructor(types: CredentialTypeList, values: CredentialValues) {
		super();
		const instances = types.map((type) => (typeof type === 'function' ? new type() : type));
		this.types = new Map(instances.map((type) => [type.name, type]));
		this.values = values;
	}

	private type(name: string): ICredentialType {
		const type = this.types.get(name);
		if (type) return type;
		throw new Error(`Credential type ${name} is not registered. Known: ${[...this.types.keys()].join(', ')}`);
	}

	/** The values with the type's defaults filled in, as n8n hands them to a node. */
	async getDecrypted(
		_additionalData: IWorkflowExecuteAdditionalData,
		_nodeCredentials: INodeCredentialsDetails,
		typeName: string,
	): Promise<ICredentialDataDecryptedObject> {
		const values = this.values[typeName];
		if (!values) throw new Error(`No credential of type ${typeName} was given to this run`);
		const properties = this.getCredentialsProperties(typeName);
		const defaults = properties.map((property) => [property.name, property.default]);
		return { ...Object.fromEntries(defaults), ...values };
	}

	/** Puts the credential into a request as its type's `authenticate` says. */
	async authenticate(
		credentials: ICredentialDataDecryptedObject,
		typeName: string,
		requestOptions: IHttpRequestOptions | IRequestOptionsSimplified,
		workflow: Workflow,
		node: INode,
	): Promise<IHttpRequestOptions> {
		// n8n's own helper makes the same assertion: the two types describe one object, which by now has its url.
		const request = requestOptions as IHttpRequestOptions;
		const { authenticate } = this.type(typeName);
		if (!authenticate) return request;
		if (typeof authenticate === 'function') return await authenticate(credentials, request);

		const resolve = (value: unknown): unknown =>
			typeof value === 'string' && value.startsWith('=')
				? String(
						workflow.expression.getSimpleParameterValue(
							node,
							value,
							'internal',
							{ $credentials: credentials },
							undefined,
							'',
						) || '',
					)
				: value;
		const resolveAll = (entries: object | undefined): Array<[string, unknown]> =>
			Object.entries(entries ?? {}).map(([key, value]) => [String(resolve(key)), resolve(value)]);

		for (const [part, entries] of Object.entries(authenticate.properties)) {
			const existing: unknown = Reflect.get(request, part);
			Reflect.set(request, part, {
				...(typeof existing === 'object' ? existing : {}),
				...Object.fromEntries(resolveAll(entries)),
			});
		}
		return request;
	}

	getCredentialsProperties(typeName: string): INodeProperties[] {
		return this.type(typeName).properties;
	}

	getParentTypes(): string[] {
		return [];
	}

	isCredentialUsableByNode(): boolean {
		return true;
	}

	async preAuthentication(): Promise<undefined> {
		return undefined;
	}

	async runPreAuthentication(): Promise<undefined> {
		return undefined;
	}

	async getCredentials(): Promise<ICredentials> {
		throw new Error('There are no stored credentials here');
	}

	async updateCredentials(): Promise<void> {
		throw new Error('There are no stored credentials here');
	}

	async updateCredentialsOauthTokenData(): Promise<void> {
		throw new Error('There are no stored credentials here');
	}
}
