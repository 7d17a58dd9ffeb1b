/** README's tables, from the same definitions the node is made of. */
import { STATUSES, objects } from '../../nodes/ClientSuccess/objects/index.ts';
import type { FieldDefinition, ObjectDefinition } from '../../nodes/ClientSuccess/objects/index.ts';
import { operations, writeOperations } from '../../nodes/ClientSuccess/operations/index.ts';
import type { Operation, WriteOperation } from '../../nodes/ClientSuccess/operations/index.ts';
import { booleanOptions, choiceOptions, numberOptions, optionsProperty } from '../../nodes/ClientSuccess/properties/options.ts';
import { PAGE_SIZE } from '../../nodes/ClientSuccess/reading/page.ts';

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

/** What names a record that exists. */
const address = ({ findBy }: ObjectDefinition): string => list(['uuid', ...(findBy === null ? [] : [findBy])].map(code), 'or');

/** What an operation needs, matches on and asks of the API, and how many records one request carries. */
function operationRow(operation: Operation, object: ObjectDefinition): string[] {
	if (operation.kind === 'read') {
		return operation.name === 'get'
			? [address(object), '–', code(`GET ${object.path}/{uuid}`), '1']
			: ['–', '–', code(`GET ${object.path}/search`), String(PAGE_SIZE)];
	}
	const plan = operation.plan(object, object.bulkSize ?? 1);
	const { method, path } = plan.toRequest([{ item: 0, uuid: '{uuid}', record: {}, problems: [] }]);
	return [neededFields(operation, object), matchedOn(operation, object), code(`${method} ${decodeURIComponent(path)}`), String(plan.batchSize)];
}

function matchedOn({ needs, matches }: WriteOperation, object: ObjectDefinition): string {
	if (needs === 'uuid') return address(object);
	if (!matches) return '–';
	return object.naturalKey.length > 0 ? object.naturalKey.map(code).join(', else ') : 'not stated by ClientSuccess';
}

function neededFields({ needs }: WriteOperation, object: ObjectDefinition): string {
	if (needs === 'uuid') return address(object);
	return object.fields.filter(({ required }) => required).map(({ name }) => code(name)).join(', ');
}

function operationsTable(): string {
	const rows = allObjects.flatMap((object) =>
		allOperations.map((operation) => [object.label, operation.label, ...operationRow(operation, object)]),
	);
	return table(['Object', 'Operation', 'Required', 'Matched on', 'Request', 'Records per request, at most'], rows);
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

/** "Insert and Update"; nothing if it is all of them. */
function someOf(labelled: ReadonlyArray<{ readonly name: string; readonly label: string }>, shown: ReadonlySet<unknown>): string {
	const chosen = labelled.filter(({ name }) => shown.has(name)).map(({ label }) => label);
	return chosen.length === labelled.length ? '' : list(chosen, 'and');
}

/** Where the editor offers an option: everywhere, or for some operations, objects or data modes only. */
function shownFor(name: string): string {
	// An option may be there once for each object.
	const shown = (optionsProperty.options ?? []).flatMap((option) =>
		option.name === name && 'displayOptions' in option && option.displayOptions?.show ? [option.displayOptions.show] : [],
	);
	if (shown.length === 0) return 'all';
	const chosen = (key: string): ReadonlySet<unknown> => new Set(shown.flatMap((show): readonly unknown[] => show[key] ?? []));
	const isAutomatic = chosen('/dataMode').has('autoMapInputData');
	// The data mode itself is offered for all writes.
	const operationLabels = isAutomatic && someOf(writeOperations, chosen('/operation')) === '' ? '' : someOf(allOperations, chosen('/operation'));
	const objectLabels = someOf(allObjects, chosen('/resource'));
	const where = [operationLabels, objectLabels].filter((labels) => labels !== '').join(': ');
	return [where, isAutomatic ? 'Map Automatically' : ''].filter((part) => part !== '').join(', ');
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
				description: `${option.description.replace(/\.$/, '')}. ${choices.map(([, choice]) => `${choice.name}: ${choice.description}`).join('. ')}`,
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
