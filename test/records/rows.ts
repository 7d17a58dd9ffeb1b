/** Rows as the mapper takes them, with the options a new node has. */
import { objects } from '../../nodes/ClientSuccess/objects/index.ts';
import type { ObjectDefinition } from '../../nodes/ClientSuccess/objects/index.ts';
import type { MappedRow, RowInput } from '../../nodes/ClientSuccess/records/mappedRow.ts';
import { createRowMapper } from '../../nodes/ClientSuccess/records/mapRow.ts';
import type { MappingOptions, RowMapper } from '../../nodes/ClientSuccess/records/mapRow.ts';

export interface Given extends Partial<MappingOptions> {
	readonly object?: ObjectDefinition;
	readonly custom?: NonNullable<RowInput['custom']>;
}

export const defaults: MappingOptions = {
	needs: 'requiredFields',
	emptyValues: 'omit',
	unknownColumns: 'ignore',
	timezone: 'UTC',
};

export function mapperOf({ object = objects.client, ...options }: Given = {}): RowMapper {
	return createRowMapper(object, { ...defaults, ...options });
}

/** Maps one row with a mapper of its own. */
export function mapRow(columns: RowInput['columns'], given: Given = {}): MappedRow {
	const row = given.custom === undefined ? { item: 0, columns } : { item: 0, columns, custom: given.custom };
	return mapperOf(given).map(row);
}

/** Maps one row as an update does. */
export const mapUpdate = (columns: RowInput['columns'], given: Given = {}): MappedRow =>
	mapRow(columns, { ...given, needs: 'uuid' });
