import fc from 'fast-check';
import type { JsonValue } from '../../nodes/ClientSuccess/json.ts';
import { createRedactor } from '../../nodes/ClientSuccess/transport/redact.ts';

const KEY = 'key-0123456789';

/** What is left of an answer to a request that carried the key. */
function shown(value: JsonValue, key = KEY, source = JSON.stringify(value)): JsonValue {
	return createRedactor(key)(value, source);
}

describe('the API key in an answer', () => {
	it('is blotted out wherever it stands', () => {
		expect(shown(KEY)).toBe('***');
		expect(shown(`Key ${KEY} of ${KEY} is not valid`)).toBe('Key *** of *** is not valid');
		expect(shown([KEY, [KEY]])).toEqual(['***', ['***']]);
		expect(shown({ uuid: 'cln_1', note: KEY, custom: { tags: ['a', KEY], [KEY]: 1 } })).toEqual({
			uuid: 'cln_1',
			note: '***',
			custom: { tags: ['a', '***'], '***': 1 },
		});
	});

	it('takes nothing with it', () => {
		const value = { echo: KEY, amount: 1.5, zero: 0, active: true, closed: false, none: null, empty: '', list: [], object: {} };
		expect(shown(value)).toEqual({ ...value, echo: '***' });
	});

	it.each(['abcdef', 'a-b-c-', '------', '+key/key=', 'a$&b$1c'])('may look like %s', (key) => {
		expect(shown({ message: `Key ${key} is not valid` }, key)).toEqual({ message: 'Key *** is not valid' });
	});

	it.each(['-abcdefgh-ij', 'ij-abcdefgh-', 'ab-cd-efgh'])('is found where JSON escapes its signs: %s', (key) => {
		const escaped = `{"message":"${key.replaceAll('-', '\\u002d')}"}`;
		expect(shown(JSON.parse(escaped), key, escaped)).toEqual({ message: '***' });
	});

	it('is found where JSON escapes all of it', () => {
		const escaped = `"${[...KEY].map((sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`).join('')}"`;
		expect(shown(JSON.parse(escaped), KEY, escaped)).toBe('***');
	});

	it('is left where it is too short to be told from ordinary text', () => {
		for (const key of ['a', 'name', 'abcde']) expect(shown({ name: `${key} name` }, key)).toEqual({ name: `${key} name` });
	});

	it('is in no text any more, whatever the answer', () => {
		const secret = fc.string({ minLength: 4 }).filter((text) => !text.includes('*')).map((text) => `k${text}y`);
		fc.assert(
			fc.property(fc.jsonValue({ maxDepth: 4 }), secret, (value, key) => {
				const answer = JSON.parse(JSON.stringify({ value, [key]: [`a ${key} b`, { key }] }));
				const escaped = JSON.stringify(key).slice(1, -1);
				expect(JSON.stringify(answer)).toContain(escaped);
				expect(JSON.stringify(shown(answer, key))).not.toContain(escaped);
			}),
		);
	});
});

describe('an answer without the key', () => {
	it('is not copied', () => {
		const answer = { uuid: 'cln_1', tags: ['a'], note: 'key-' };
		expect(shown(answer)).toBe(answer);
	});
});

describe('an answer as nested as none is', () => {
	it.each<[string, (inner: JsonValue) => JsonValue, JsonValue]>([
		['objects', (inner) => ({ inner }), {}],
		['lists', (inner) => [inner], []],
	])('of %s is cut off, before the stack ends', (_, wrap, rest) => {
		const nested = (levels: number, core: JsonValue) => Array.from({ length: levels }).reduce<JsonValue>((inner) => wrap(inner), core);
		expect(shown(nested(100, KEY))).toEqual(nested(100, '***'));
		expect(shown(nested(50_000, KEY), KEY, KEY)).toEqual(nested(100, rest));
	});
});
