/** The output schemas that n8n's editor shows before a node has run, one for each object and operation. */
import { objects } from '../../nodes/ClientSuccess/objects/index.ts';
import type { FieldDefinition, FieldType, ObjectDefinition } from '../../nodes/ClientSuccess/objects/index.ts';
import { operations } from '../../nodes/ClientSuccess/operations/index.ts';
import type { Operation } from '../../nodes/ClientSuccess/operations/index.ts';

interface Property {
	readonly type: 'string' | 'number' | 'integer' | 'boolean';
}

/** n8n's format: a JSON schema of one output item, with a version of its own that counts changes. */
export interface OutputSchema {
	readonly type: 'object';
	readonly properties: Readonly<Record<string, Property>>;
	readonly version: 1;
}

const TYPES: Readonly<Record<FieldType, Property['type']>> = {
	string: 'string',
	number: 'number',
	integer: 'integer',
	boolean: 'boolean',
	date: 'string',
	status: 'string',
};

/** What ClientSuccess adds to a record [live]. */
const ANSWERED: OutputSchema['properties'] = {
	id: { type: 'integer' },
	uuid: { type: 'string' },
	createdTime: { type: 'string' },
	modifiedTime: { type: 'string' },
};

const property = ({ name, type }: FieldDefinition): [string, Property] => [name, { type: TYPES[type] }];

/** What an item holds: once it is written, the same after each operation; when it is read, what Simplify leaves of it. */
export function outputSchema({ fields, summary }: ObjectDefinition, { kind }: Operation): OutputSchema {
	const known: OutputSchema['properties'] = { ...Object.fromEntries(fields.map(property)), ...ANSWERED };
	// What isn't among them is the UUID of another record.
	const read = summary.map((name): [string, Property] => [name, known[name] ?? { type: 'string' }]);
	return { type: 'object', properties: kind === 'write' ? known : Object.fromEntries(read), version: 1 };
}

/** Below the node's folder; n8n looks for `__schema__/v<node version>/<resource>/<operation>.json`. */
export function outputSchemaFiles(): ReadonlyMap<string, string> {
	const files = Object.values(objects).flatMap((object) =>
		Object.values(operations).map(
			(operation) =>
				[`__schema__/v1.0.0/${object.name}/${operation.name}.json`, `${JSON.stringify(outputSchema(object, operation), null, '\t')}\n`] as const,
		),
	);
	return new Map(files);
}
