/** JSON schemas of the request bodies, built from the node's own object definitions so they can't drift. */
import { STATUSES } from '../nodes/ClientSuccess/objects/index.ts';
import type { FieldDefinition, ObjectDefinition } from '../nodes/ClientSuccess/objects/index.ts';

type Schema = Readonly<Record<string, unknown>>;

/** The values a custom field takes: a multi-select picklist takes an array [official]. */
const SCALARS = ['string', 'number', 'boolean', 'null'];
const CUSTOM: Schema = {
	type: ['object', 'null'],
	additionalProperties: {
		type: [...SCALARS, 'array'],
		items: { type: SCALARS },
	},
};

function typeSchema(field: FieldDefinition): Schema & { readonly type: string } {
	switch (field.type) {
		case 'integer':
			return {
				type: 'integer',
				...(field.min === undefined ? {} : { minimum: field.min }),
				...(field.max === undefined ? {} : { maximum: field.max }),
			};
		case 'date':
			// The `date` format of ajv-formats also refuses days that no calendar has, as 2026-02-30.
			return { type: 'string', format: 'date' };
		case 'status':
			return { type: 'string', enum: STATUSES };
		case 'string':
			return field.required ? { type: 'string', minLength: 1 } : { type: 'string' };
		case 'number':
		case 'boolean':
			return { type: field.type };
	}
}

function fieldSchema(field: FieldDefinition): Schema {
	const schema = typeSchema(field);
	if (field.required) return schema;
	const values = schema['enum'];
	return {
		...schema,
		type: [schema.type, 'null'],
		...(Array.isArray(values) ? { enum: [...values, null] } : {}),
	};
}

/** The body of an update: any of the object's fields. */
export function updateSchema(definition: ObjectDefinition): Schema {
	const fields = definition.fields.map((field) => [field.name, fieldSchema(field)]);
	return {
		type: 'object',
		properties: { ...Object.fromEntries(fields), custom: CUSTOM },
		additionalProperties: false,
	};
}

/** The body of an insert or upsert of one record: the required fields must be there. */
export function createSchema(definition: ObjectDefinition): Schema {
	const required = definition.fields.filter((field) => field.required);
	return { ...updateSchema(definition), required: required.map((field) => field.name) };
}

/** The body of a bulk insert. */
export function bulkSchema(definition: ObjectDefinition, bulkSize: number): Schema {
	return { type: 'array', minItems: 1, maxItems: bulkSize, items: createSchema(definition) };
}
