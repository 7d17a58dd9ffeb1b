/** Rows as the mapper takes them, with the options a new node has. */
import { objects } from '../../nodes/ClientSuccess/objects/index.ts';
import type { ObjectDefinition } from '../../nodes/ClientSuccess/objects/index.ts';
import type { CustomField } from '../../nodes/ClientSuccess/records/customField.ts';
import type { MappedRow, RowInput } from '../../nodes/ClientSuccess/records/mappedRow.ts';
import { createRowMapper } from '../../nodes/ClientSuccess/records/mapRow.ts';
import type { RowMapper } from '../../nodes/ClientSuccess/records/mapRow.ts';
import type { MappingOptions } from '../../nodes/ClientSuccess/records/rowBuilder.ts';

export interface Given extends Partial<MappingOptions> {
	readonly object?: ObjectDefinition;
	readonly custom?: NonNullable<RowInput['custom']>;
	readonly named?: NonNullable<RowInput['named']>;
}

export const defaults: MappingOptions = {
	needs: 'requiredFields',
	matchOn: 'uuid',
	emptyValues: 'omit',
	unknownColumns: 'ignore',
	timezone: 'UTC',
};

export function mapperOf({ object = objects.client, ...options }: Omit<Given, 'custom' | 'named'> = {}): RowMapper {
	return createRowMapper(object, { ...defaults, ...options });
}

/** Maps one row with a mapper of its own. */
export function mapRow(columns: RowInput['columns'], given: Given = {}): MappedRow {
	const { custom, named, ...options } = given;
	return mapperOf(options).map({ item: 0, columns, ...(custom !== undefined && { custom }), ...(named !== undefined && { named }) });
}

/** Maps one row as an update does. */
export const mapUpdate = (columns: RowInput['columns'], given: Given = {}): MappedRow =>
	mapRow(columns, { ...given, needs: 'uuid' });

/** A custom field; a choice may be given as its value alone, which is its label then too. */
export function customField({ choices = [], ...given }: Partial<Omit<CustomField, 'choices'>> & { readonly choices?: ReadonlyArray<string | CustomField['choices'][number]> }): CustomField {
	return {
		key: 'region__cs',
		label: 'Region',
		typeName: 'Text',
		required: false,
		...given,
		choices: choices.map((choice) => (typeof choice === 'string' ? { label: choice, value: choice, archived: false } : choice)),
	};
}
