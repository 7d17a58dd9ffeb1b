/** README's tables, from the same definitions the node is made of. */
import { STATUSES, objects } from '../../nodes/ClientSuccess/objects/index.ts';
import type { FieldDefinition, ObjectDefinition } from '../../nodes/ClientSuccess/objects/index.ts';
import { operations } from '../../nodes/ClientSuccess/operations/index.ts';
import type { Operation } from '../../nodes/ClientSuccess/operations/index.ts';
import { booleanOptions, choiceOptions, numberOptions, optionsProperty } from '../../nodes/ClientSuccess/properties/options.ts';

const allObjects = Object.values(objects);
const allOperations = Object.values(operations);

const code = (text: string | number | boolean): string => `\`${text}\``;

/** A Markdown table; a cell may not hold a line break. */
function table(header: readonly string[], rows: ReadonlyArray<readonly string[]>): string {
	const line = (cells: readonly string[]): string => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
	return [line(header), line(header.map(() => '---')), ...rows.map(line)].join('\n');
}

/** "a", "a or b", "a, b or c". */
function list(words: readonly string[], conjunction: 'and' | 'or'): string {
	return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} ${conjunction} ${words.at(-1) ?? ''}`;
}

function request(operation: Operation, object: ObjectDefinition): string {
	const { method, path } = operation.plan(object, object.bulkSize ?? 1).toRequest([{ item: 0, uuid: '{uuid}', record: {}, problems: [] }]);
	return code(`${method} ${decodeURIComponent(path)}`);
}

function matchedOn(operation: Operation, { naturalKey }: ObjectDefinition): string {
	if (operation.needs === 'uuid') return code('uuid');
	if (!operation.matches) return '–';
	return naturalKey.length > 0 ? naturalKey.map(code).join(', else ') : 'not stated by ClientSuccess';
}

function neededFields(operation: Operation, { fields }: ObjectDefinition): string {
	const names = operation.needs === 'uuid' ? ['uuid'] : fields.filter(({ required }) => required).map(({ name }) => name);
	return names.map(code).join(', ');
}

function operationsTable(): string {
	const rows = allObjects.flatMap((object) =>
		allOperations.map((operation) => [
			object.label,
			operation.label,
			neededFields(operation, object),
			matchedOn(operation, object),
			request(operation, object),
			String(operation.plan(object, object.bulkSize ?? 1).batchSize),
		]),
	);
	return table(['Object', 'Operation', 'Required', 'Matched on', 'Request', 'Rows per request, at most'], rows);
}

function typeOf({ type, min, max }: FieldDefinition): string {
	switch (type) {
		case 'string':
			return 'text';
		case 'number':
			return 'number';
		case 'integer':
			return min === undefined || max === undefined ? 'whole number' : `whole number, ${min} to ${max}`;
		case 'boolean':
			return 'true or false';
		case 'date':
			return 'date';
		case 'status':
			return list(STATUSES.map(code), 'or');
	}
}

/** What the README calls the source of a fact; it explains the words below the tables. */
const SOURCES: Readonly<Record<FieldDefinition['source'], string>> = {
	spec: 'documented',
	official: 'official',
	live: 'recorded',
};

function fieldsTable({ fields }: ObjectDefinition): string {
	const rows = fields.map((field) => [
		code(field.name),
		field.label,
		typeOf(field),
		`${field.description}${field.required ? '. **Required** to create a record' : ''}`,
		SOURCES[field.source],
	]);
	return table(['Field', 'In the editor', 'Type', 'Description', 'Source'], rows);
}

/** Where the editor offers an option: everywhere, or for some operations, objects or data modes only. */
function shownFor(name: string): string {
	const property = optionsProperty.options?.find((option) => option.name === name);
	const shown = property && 'displayOptions' in property ? property.displayOptions?.show : undefined;
	if (!shown) return 'all';
	const chosen = (key: string): readonly unknown[] => shown[key] ?? [];
	const labels = [
		list(allOperations.filter((operation) => chosen('/operation').includes(operation.name)).map(({ label }) => label), 'and'),
		list(allObjects.filter((object) => chosen('/resource').includes(object.name)).map(({ label }) => label), 'and'),
		chosen('/dataMode').includes('autoMapInputData') ? 'Map Automatically' : '',
	];
	return labels.filter((label) => label !== '').join(': ');
}

function optionsTable(): string {
	const number = new Intl.NumberFormat('en-US');
	const rows = [
		...Object.entries(numberOptions).map(([name, option]) => ({
			...option,
			name,
			value: number.format(option.default),
			range: `${number.format(option.min)} to ${number.format(option.max)}`,
		})),
		...Object.entries(booleanOptions).map(([name, option]) => ({ ...option, name, value: option.default ? 'on' : 'off', range: 'on or off' })),
		...Object.entries(choiceOptions).map(([name, option]) => {
			const choices: ReadonlyArray<readonly [string, { readonly name: string; readonly description: string }]> = Object.entries(option.choices);
			const chosen = choices.find(([value]) => value === option.default)?.[1].name ?? '';
			return {
				...option,
				name,
				value: chosen,
				range: list(choices.map(([, choice]) => choice.name), 'or'),
				description: `${option.description}. ${choices.map(([, choice]) => `${choice.name}: ${choice.description}`).join('. ')}`,
			};
		}),
	].sort((a, b) => a.displayName.localeCompare(b.displayName));
	return table(
		['Option', 'Default', 'Values', 'Offered for', 'What it does'],
		rows.map(({ displayName, value, range, name, description }) => [displayName, value, range, shownFor(name), description.replace(/\.$/, '')]),
	);
}

/** The generated sections by the name that their markers carry. */
export function renderSections(): ReadonlyMap<string, string> {
	return new Map([
		['operations', operationsTable()],
		...allObjects.map((object) => [`${object.name}-fields`, fieldsTable(object)] as const),
		['options', optionsTable()],
	]);
}

const SECTION = /(<!-- generated:([\w-]+) -->\n)[^]*?(<!-- \/generated -->)/g;

/** The README with each generated section brought up to date. Throws if one is missing, unknown or there twice. */
export function updateReadme(readme: string): string {
	const missing = new Map(renderSections());
	const updated = readme.replace(SECTION, (_, start: string, name: string, end: string) => {
		const section = missing.get(name);
		if (section === undefined) throw new Error(`README has an unknown generated section, or one twice: ${name}`);
		missing.delete(name);
		return `${start}\n${section}\n\n${end}`;
	});
	if (missing.size > 0) throw new Error(`README has no generated section ${[...missing.keys()].join(', ')}`);
	return updated;
}
