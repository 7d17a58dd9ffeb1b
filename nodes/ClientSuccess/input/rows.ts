/** Reads the rows to write from the input items, as the parameters say. */

import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { ExpressionError } from 'n8n-workflow';
import { objects } from '../objects/index.ts';
import type { WriteOperation } from '../operations/index.ts';
import { fieldsParameter } from '../properties/fields.ts';
import type { CustomField } from '../records/customField.ts';
import type { MappedRow, RowInput } from '../records/mappedRow.ts';
import { createRowMapper } from '../records/mapRow.ts';
import { toCollection } from './collection.ts';
import type { Job } from './job.ts';
import { toLocated } from './locator.ts';
import type { ParameterReader } from './parameters.ts';
import { createParameterReader } from './parameters.ts';

/** An expression that fails for one item is that item's problem. */
export function explainExpression(error: unknown): string {
	const reason = error instanceof Error ? error.message : String(error);
	const place = error instanceof ExpressionError ? error.context.parameter : undefined;
	const expression = typeof place === 'string' ? `the expression of ${place}` : 'an expression';
	return `${expression} could not be evaluated: ${reason}`;
}

/** Reads "Map Each Field Below" for one item. */
function readFields(item: number, { object, operation }: Job<WriteOperation>, parameters: ParameterReader): RowInput {
	const columns = toCollection(parameters.read(fieldsParameter(object), item, {}));
	const named: Array<NonNullable<RowInput['named']>[number]> = [];
	if (operation.needs === 'uuid') {
		const { by, value } = toLocated(parameters.read('uuid', item, ''), object);
		if (by === 'uuid') columns.uuid = value;
		else named.push({ target: 'uuid', object: object.name, key: by, value });
	} else {
		for (const { name, required } of object.fields) {
			if (required === true) columns[name] = parameters.read(name, item, '');
		}
	}
	for (const { name, refersTo } of object.fields) {
		if (refersTo === undefined || !Object.hasOwn(columns, name)) continue;
		const { by, value } = toLocated(columns[name], objects[refersTo]);
		columns[name] = by === 'uuid' ? value : '';
		if (by !== 'uuid') named.push({ target: name, object: refersTo, key: by, value });
	}
	const { field } = toCollection(parameters.read('customFields', item, {}));
	const entries: unknown[] = Array.isArray(field) ? field : [];
	const custom = entries.map((entry) => ({ key: undefined, value: undefined, ...toCollection(entry) }));
	return { item, columns, custom, named };
}

/**
 * @param customFields of the account, if they were read
 * @returns one row for each input item, valid or not, and the columns that fed no field
 */
export function readRows(context: IExecuteFunctions, job: Job<WriteOperation>, customFields: readonly CustomField[] | undefined) {
	const { operation, object, options } = job;
	const isAutomatic = context.getNodeParameter('dataMode', 0) !== 'defineBelow';
	const mapper = createRowMapper(object, {
		...options,
		needs: operation.needs,
		// The option may be left over from another object.
		matchOn: isAutomatic && options.matchOn === object.findBy ? options.matchOn : 'uuid',
		timezone: context.getTimezone(),
		customFields,
	});
	const parameters = createParameterReader(context);

	const mapAutomatically = ({ json }: INodeExecutionData, item: number) => mapper.map({ item, columns: json });
	const mapFields = (_: INodeExecutionData, item: number): MappedRow => {
		try {
			return mapper.map(readFields(item, job, parameters));
		} catch (error) {
			return { item, record: {}, problems: [explainExpression(error)] };
		}
	};
	const rows = context.getInputData().map(isAutomatic ? mapAutomatically : mapFields);
	return { rows, ignoredColumns: mapper.ignoredColumns() };
}
