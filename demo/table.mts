/** Aligned columns of text. */

const lengthOf = (text: string): number => [...text].length;

/** Breaks a text between words into lines of at most `width` characters, where its words allow it. */
export function wrap(text: string, width: number): string {
	const lines: string[] = [];
	for (const word of text.split(/\s+/)) {
		const line = lines.at(-1);
		if (line !== undefined && lengthOf(line) + 1 + lengthOf(word) <= width) lines[lines.length - 1] = `${line} ${word}`;
		else lines.push(word);
	}
	return lines.join('\n');
}

// A cell of several lines needs as many rows.
function splitLines(row: readonly string[]): string[][] {
	const cells = row.map((cell) => cell.split('\n'));
	const height = Math.max(...cells.map(({ length }) => length));
	return Array.from({ length: height }, (_, index) => cells.map((lines) => lines[index] ?? ''));
}

/** Rows under a header; columns that hold only numbers are aligned right. */
export function table(header: readonly string[], rows: ReadonlyArray<readonly unknown[]>, indent = '   '): string {
	const text = [header, ...rows]
		.map((row) => row.map((value) => (value === null || value === undefined ? '' : String(value))))
		.flatMap(splitLines);
	const isNumeric = header.map((_, column) => rows.length > 0 && rows.every((row) => typeof row[column] === 'number'));
	const widths = header.map((_, column) => Math.max(...text.map((row) => lengthOf(row[column] ?? ''))));
	const line = (row: readonly string[]): string =>
		row
			.map((cell, column) => {
				const padding = ' '.repeat((widths[column] ?? 0) - lengthOf(cell));
				return isNumeric[column] ? padding + cell : cell + padding;
			})
			.join('  ')
			.trimEnd();
	const [head = [], ...body] = text;
	return [line(head), widths.map((width) => '-'.repeat(width)).join('  '), ...body.map(line)]
		.map((content) => indent + content)
		.join('\n');
}
