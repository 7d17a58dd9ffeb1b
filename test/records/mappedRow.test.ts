import fc from 'fast-check';
import { listColumns, quote } from '../../nodes/ClientSuccess/records/mappedRow.ts';
import { anyText } from './text.ts';

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
			fc.property(anyText(200), (text) => {
				const quoted = quote(text);
				expect(quoted).not.toMatch(/[\r\n]/);
				expect(quoted.length).toBeLessThanOrEqual(60 * 6 + 2);
			}),
		);
	});
});

describe('columns in a message', () => {
	const columns = (count: number) => Array.from({ length: count }, (_, index) => `column ${index}`);

	it('are quoted, one after another', () => {
		expect(listColumns(['rating'])).toBe('"rating"');
		expect(listColumns(['rating', 'the "owner"'])).toBe('"rating", "the \\"owner\\""');
	});

	it('are all named up to twenty, and the first twenty beyond', () => {
		const first = columns(20).map((column) => `"${column}"`).join(', ');
		expect(listColumns(columns(20))).toBe(first);
		expect(listColumns(columns(21))).toBe(`${first} and 1 more`);
		expect(listColumns(columns(10_000))).toBe(`${first} and 9980 more`);
	});
});
