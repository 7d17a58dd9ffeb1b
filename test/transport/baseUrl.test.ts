import fc from 'fast-check';
import { parseBaseUrl } from '../../nodes/ClientSuccess/transport/baseUrl.ts';

describe('the Base URL', () => {
	it.each([
		['https://api.clientsuccess.com/v2', 'https://api.clientsuccess.com/v2'],
		['https://api.clientsuccess.com/v2/', 'https://api.clientsuccess.com/v2'],
		['https://api.clientsuccess.com/v2///', 'https://api.clientsuccess.com/v2'],
		['  https://api.clientsuccess.com/v2\n', 'https://api.clientsuccess.com/v2'],
		['\u00a0https://api.clientsuccess.com/v2\u00a0', 'https://api.clientsuccess.com/v2'],
		['HTTPS://API.ClientSuccess.com/v2', 'https://api.clientsuccess.com/v2'],
		['https://acme.example.com:8443/api/v2', 'https://acme.example.com:8443/api/v2'],
		['https://acme.example.com', 'https://acme.example.com'],
		['https://acme.example.com/', 'https://acme.example.com'],
		['http://localhost:3000/v2', 'http://localhost:3000/v2'],
		['http://LOCALHOST/v2', 'http://localhost/v2'],
		['http://127.0.0.1:3000/v2', 'http://127.0.0.1:3000/v2'],
		['http://127.8.9.10/v2', 'http://127.8.9.10/v2'],
		['http://[::1]:3000/v2', 'http://[::1]:3000/v2'],
		['https://[2001:db8::1]/v2', 'https://[2001:db8::1]/v2'],
	])('%p is used as %p', (value, url) => {
		expect(parseBaseUrl(value)).toEqual({ url });
	});

	it.each([undefined, null, '', '  ', 5, {}, 'api.clientsuccess.com/v2', '/v2', 'https://', 'https://exa mple.com', 'http://127.0.0.1:99999/'])(
		'%p is not a URL',
		(value) => {
			expect(parseBaseUrl(value)).toEqual({ problem: 'it is not a URL' });
		},
	);

	it.each([
		'http://api.clientsuccess.com/v2',
		'http://127.0.0.1.evil.example/v2',
		'http://localhost.evil.example/v2',
		'http://evil.example/localhost',
		'http://notlocalhost/v2',
		'http://evil.127.0.0.1.localhost/v2',
		'http://localhost@evil.example/v2',
		'http://localhost:80@evil.example/v2',
		'http://evil.example#localhost',
		'http://evil.example\\@localhost/v2',
		'http://128.0.0.1/v2',
		'http://10.0.0.1/v2',
		'http://[::2]/v2',
		'http://0.0.0.0/v2',
		'ftp://localhost/v2',
		'file:///etc/passwd',
		'javascript:alert(1)',
		'localhost:3000/v2',
		'ws://localhost/v2',
	])('%p is refused: the key would travel in the open', (value) => {
		expect(parseBaseUrl(value)).toEqual({ problem: 'it must start with https:// (http:// is for localhost only)' });
	});

	it.each(['https://user@api.clientsuccess.com/v2', 'https://user:secret@api.clientsuccess.com/v2', 'https://:secret@api.clientsuccess.com/v2'])(
		'%p is refused, and its password is not repeated',
		(value) => {
			expect(parseBaseUrl(value)).toEqual({ problem: 'it must not hold a user name or password' });
		},
	);

	it.each(['https://api.clientsuccess.com/v2?tenant=1', 'https://api.clientsuccess.com/v2#top'])('%p is refused: paths are added to its end', (value) => {
		expect(parseBaseUrl(value)).toEqual({ problem: 'it must end with the path, without ? or #' });
	});

	it('lets the key travel by https only, or to this machine', () => {
		const text = fc.oneof(
			fc.webUrl({ validSchemes: ['http', 'https', 'ftp'], withFragments: true, withQueryParameters: true }),
			fc.stringMatching(/^https?:[/\\]{1,3}[a-z0-9.:@[\]\\/?#-]{1,30}$/),
			fc.anything(),
		);
		fc.assert(
			fc.property(text, (value) => {
				const parsed = parseBaseUrl(value);
				if ('problem' in parsed) return;
				const { protocol, hostname } = new URL(`${parsed.url}/client/upsert`);
				expect(protocol === 'https:' || ['localhost', '[::1]'].includes(hostname) || /^127\.\d+\.\d+\.\d+$/.test(hostname)).toBe(true);
				expect(parsed.url).not.toMatch(/\/$/);
			}),
			{ numRuns: 500 },
		);
	});
});
