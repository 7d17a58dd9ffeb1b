import nock from 'nock';
import { ClientSuccessApi } from '../../credentials/ClientSuccessApi.credentials.ts';
import { parseBaseUrl } from '../../nodes/ClientSuccess/transport/baseUrl.ts';
import { testCredential } from './test-request.mts';

const credential = new ClientSuccessApi();
const property = (wanted: string) => credential.properties.find(({ name }) => name === wanted);
const HOST = 'https://api.clientsuccess.com';

describe('the credential', () => {
	it('has the names that workflows store', () => {
		expect(credential.name).toBe('clientSuccessApi');
		expect(credential.displayName).toBe('ClientSuccess API');
		expect(credential.properties.map(({ name }) => name)).toEqual(['apiKey', 'baseUrl']);
	});

	it('hides the key, and says where to find one', () => {
		expect(property('apiKey')).toMatchObject({ required: true, default: '', typeOptions: { password: true }, description: expect.stringContaining('Global Settings > API Credentials') });
		expect(property('apiKey')?.description).toContain('API Access');
	});

	it('knows the Base URL', () => {
		expect(property('baseUrl')).toMatchObject({ required: true, default: `${HOST}/v2` });
		expect(parseBaseUrl(property('baseUrl')?.default)).toEqual({ url: `${HOST}/v2` });
	});
});

describe('the test of a credential', () => {
	beforeEach(() => nock.disableNetConnect());
	afterEach(() => nock.cleanAll());
	// The patched http module outlives this file in jest's worker.
	afterAll(() => {
		nock.enableNetConnect();
		nock.restore();
	});

	it('asks for one client, with the key verbatim', async () => {
		const scope = nock(HOST, { reqheaders: { authorization: 'key-0123456789' } }).get('/v2/client/search?size=1').reply(200, { data: [] });
		expect(await testCredential({ apiKey: 'key-0123456789' })).toBeUndefined();
		scope.done();
	});

	it.each([
		['https://acme.example.com/api/v2', 'https://acme.example.com', '/api/v2'],
		['https://acme.example.com/api/v2//', 'https://acme.example.com', '/api/v2'],
		['https://acme.example.com', 'https://acme.example.com', ''],
		['HTTPS://acme.example.com:8443/v2', 'https://acme.example.com:8443', '/v2'],
		['http://localhost:3000/v2', 'http://localhost:3000', '/v2'],
		['http://127.0.0.1:3000/v2/', 'http://127.0.0.1:3000', '/v2'],
	])('goes to the Base URL %s', async (baseUrl, host, path) => {
		const scope = nock(host).get(`${path}/client/search?size=1`).reply(200, { data: [] });
		expect(await testCredential({ apiKey: 'key-0123456789', baseUrl })).toBeUndefined();
		scope.done();
	});

	it.each([
		'http://api.clientsuccess.com/v2',
		'http://localhost.evil.example/v2',
		'http://127.0.0.1.evil.example/v2',
		'http://localhost@evil.example/v2',
		'http://localhost:80@evil.example/v2',
		'http://evil.example\\@localhost/v2',
		'ftp://localhost/v2',
		'api.clientsuccess.com/v2',
		'',
	])('sends the key nowhere if the Base URL is %p', async (baseUrl) => {
		const keys: unknown[] = [];
		const anyHost = nock(/./, { reqheaders: { authorization: (key) => keys.push(key) > 0 } });
		anyHost.get(() => true).reply(200, {}).persist();
		expect(await testCredential({ apiKey: 'key-0123456789', baseUrl })).toBeDefined();
		expect(keys).toEqual([]);
	});

	it.each(['', ' key-0123456789', 'key-0123456789\n', 'Bearer key-0123456789'])('refuses the key %p, as the node does', async (apiKey) => {
		nock(HOST).get('/v2/client/search?size=1').reply(200, { data: [] }).persist();
		expect(await testCredential({ apiKey })).toBeDefined();
	});

	it.each([401, 403, 500])('fails at a %d', async (status) => {
		nock(HOST).get('/v2/client/search?size=1').reply(status, { message: 'no' }).persist();
		expect(await testCredential({ apiKey: 'key-0123456789' })).toMatchObject({ httpCode: String(status) });
	});

	it('does not follow a redirect with the key', async () => {
		const elsewhere = nock('https://elsewhere.example').get('/').reply(200, {});
		nock(HOST).get('/v2/client/search?size=1').reply(302, '', { Location: 'https://elsewhere.example/' });
		await testCredential({ apiKey: 'key-0123456789' });
		expect(elsewhere.pendingMocks()).toHaveLength(1);
	});

	it('says what to do about a bad key', () => {
		const messages = new Map(credential.test.rules?.map(({ properties }) => ['value' in properties ? properties.value : undefined, properties.message]));
		expect(messages.get(401)).toContain('does not know this API key');
		expect(messages.get(401)).toContain('Global Settings > API Credentials');
		expect(messages.get(401)).toContain('without "Bearer"');
		expect(messages.get(403)).toContain('may not read clients');
	});
});
