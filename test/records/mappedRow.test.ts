import fc from 'fast-check';
import { quote } from '../../nodes/ClientSuccess/records/mappedRow.ts';

describe('a text in a message', () => {
	it.each([
		['Acme', '"Acme"'],
		['say "hi"', '"say \\"hi\\""'],
		['two\nlines', '"two\\nlines"'],
		['', '""'],
	])('%p is quoted', (text, quoted) => {
		expect(quote(text)).toBe(quoted);
	});

	it('is whole up to 60 characters, and cut beyond', () => {
		expect(quote('x'.repeat(60))).toBe(`"${'x'.repeat(60)}"`);
		expect(quote('x'.repeat(61))).toBe(`"${'x'.repeat(57)}..."`);
	});

	it('is one short line, whatever it holds', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
				const quoted = quote(text);
				expect(quoted).not.toMatch(/[\r\n]/);
				expect(quoted.length).toBeLessThanOrEqual(60 * 6 + 2);
			}),
		);
	});
});
