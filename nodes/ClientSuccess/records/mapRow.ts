/** Turns an input row into the record that is sent, with everything that is wrong with it. */

import type { ObjectDefinition } from '../objects/index.ts';
import type { ColumnPlan } from './columns.ts';
import { columnPlanner } from './columns.ts';
import { customCoercion } from './customField.ts';
import type { MappedRow, RowInput } from './mappedRow.ts';
import type { MappingOptions, RowRules } from './rowBuilder.ts';
import { RowBuilder, nameOf } from './rowBuilder.ts';

export interface RowMapper {
	map(row: RowInput): MappedRow;
	/** Columns that fed no field in any row so far, in the order they were met. */
	ignoredColumns(): readonly string[];
}

/** @returns a mapper for the rows of one execution, which remembers their columns */
export function createRowMapper(object: ObjectDefinition, options: MappingOptions): RowMapper {
	const { needs, matchOn, customFields = [], timezone } = options;
	const planFor = columnPlanner(object, { withUuid: needs === 'uuid' && matchOn === 'uuid', customFields });
	const rules: RowRules = {
		object,
		options,
		required: object.fields.filter(({ required }) => required === true).map(({ name }) => name),
		coercions: new Map(customFields.map((field) => [field.key, customCoercion(field, timezone)])),
	};
	const ignored = new Set<string>();
	let lastPlan: ColumnPlan | undefined;

	const noteIgnored = (plan: ColumnPlan) => {
		if (plan === lastPlan) return;
		lastPlan = plan;
		for (const column of plan.outranked) ignored.add(column);
		if (options.unknownColumns === 'ignore') for (const column of plan.unknown) ignored.add(column);
	};

	return {
		map({ item, columns, custom = [], named = [] }) {
			const plan = planFor(Object.keys(columns));
			noteIgnored(plan);
			const row = new RowBuilder(rules);
			if (plan.uuid !== undefined) row.setUuid(plan.uuid, columns[plan.uuid]);
			row.addFields(plan, columns);
			for (const { column, name, wanted } of plan.references) row.addReference(nameOf(name, column), columns[column], wanted);
			for (const { value, ...wanted } of named) row.addReference(wanted.target, value, wanted);
			row.addAmbiguous(plan);
			for (const { column, key } of plan.custom) row.addCustom(key, columns[column]);
			for (const { key, value } of custom) row.addCustom(key, value);
			if (plan.customObject !== undefined) row.addCustomObject(plan.customObject, columns[plan.customObject]);
			row.addUnknown(plan.unknown, columns);
			return row.finish(item);
		},
		ignoredColumns: () => [...ignored],
	};
}
