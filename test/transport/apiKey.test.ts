import { isUsableKey, KEY_PROBLEM } from '../../nodes/ClientSuccess/transport/apiKey.ts';

describe('the API key', () => {
	it.each(['key-0123456789', 'a', '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~', 'x'.repeat(1000)])('may be %p', (key) => {
		expect(isUsableKey(key)).toBe(true);
	});

	it.each(['', ' ', ' key', 'key ', 'a key', 'key\n', '\nkey', 'key\r\nHost: evil.example', 'key\t', 'kéy', 'key\u00a0', 'key\u200b', 'key\u007f', 'key\u0000', undefined, null, 5, true, {}, ['key']])(
		'can’t be %p, which no header can carry as it is',
		(key) => {
			expect(isUsableKey(key)).toBe(false);
		},
	);

	it('is said to be at fault in words that fit all of these', () => {
		expect(KEY_PROBLEM).toBe('it is empty, or holds a space, a line break or a special character');
	});
});
