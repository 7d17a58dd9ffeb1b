/** Reads the node's parameters and input items: the only place that asks n8n for them. */

import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { ExpressionError, NodeOperationError } from 'n8n-workflow';
import type { ObjectDefinition } from './objects/index.ts';
import { objects } from './objects/index.ts';
import type { Operation } from './operations/index.ts';
import { operations } from './operations/index.ts';
import { fieldsParameter } from './properties/fields.ts';
import { booleanOptions, choiceOptions, numberOptions } from './properties/options.ts';
import type { ParameterReader } from './parameters.ts';
import { createParameterReader } from './parameters.ts';
import type { MappedRow, RowInput } from './records/mappedRow.ts';
import { createRowMapper } from './records/mapRow.ts';
import { KEY_PROBLEM, isUsableKey } from './transport/apiKey.ts';
import { parseBaseUrl } from './transport/baseUrl.ts';

type NumberOptions = { readonly [name in keyof typeof numberOptions]: number };
type BooleanOptions = { readonly [name in keyof typeof booleanOptions]: boolean };
type ChoiceOptions = {
	readonly [name in keyof typeof choiceOptions]: keyof (typeof choiceOptions)[name]['choices'];
};

export interface Options extends NumberOptions, BooleanOptions, ChoiceOptions {}

export interface Job {
	readonly object: ObjectDefinition;
	readonly operation: Operation;
	readonly options: Options;
}

/** The values of a collection, whatever an expression made of it. */
function toCollection(value: unknown): Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}

function readOptions(context: IExecuteFunctions): Options {
	const given = toCollection(context.getNodeParameter('options', 0, {}));
	const refuse = (label: string, expected: string) =>
		new NodeOperationError(context.getNode(), `The option ${label} must be ${expected}`, {
			description: 'No row was sent. Correct the option, then execute the node again.',
		});

	const readNumber = (name: keyof NumberOptions): number => {
		const { displayName, default: fallback, min, max } = numberOptions[name];
		const value = given[name] ?? fallback;
		if (typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max) return value;
		throw refuse(displayName, `a whole number from ${min} to ${max}`);
	};
	const readBoolean = (name: keyof BooleanOptions): boolean => {
		const { displayName, default: fallback } = booleanOptions[name];
		const value = given[name] ?? fallback;
		if (typeof value === 'boolean') return value;
		throw refuse(displayName, 'true or false');
	};
	const readChoice = <Choice extends string>(
		name: keyof ChoiceOptions,
		choices: Readonly<Record<Choice, unknown>>,
	): Choice => {
		const { displayName, default: fallback } = choiceOptions[name];
		const value = given[name] ?? fallback;
		const isChoice = (text: unknown): text is Choice => typeof text === 'string' && Object.hasOwn(choices, text);
		if (isChoice(value)) return value;
		throw refuse(displayName, `one of ${Object.keys(choices).join(', ')}`);
	};

	return {
		batchSize: readNumber('batchSize'),
		maxConcurrency: readNumber('maxConcurrency'),
		maxRetries: readNumber('maxRetries'),
		maxRetryWait: readNumber('maxRetryWait'),
		retryBaseDelay: readNumber('retryBaseDelay'),
		timeout: readNumber('timeout'),
		dryRun: readBoolean('dryRun'),
		isolateRejected: readBoolean('isolateRejected'),
		retryInserts: readBoolean('retryInserts'),
		emptyValues: readChoice('emptyValues', choiceOptions.emptyValues.choices),
		unknownColumns: readChoice('unknownColumns', choiceOptions.unknownColumns.choices),
	};
}

/** @throws NodeOperationError if an option is out of its range */
export function readJob(context: IExecuteFunctions): Job {
	const resource = context.getNodeParameter('resource', 0);
	const operation = context.getNodeParameter('operation', 0);
	const object = Object.values(objects).find(({ name }) => name === resource);
	const action = Object.values(operations).find(({ name }) => name === operation);
	if (object === undefined || action === undefined) {
		throw new NodeOperationError(context.getNode(), `There is no operation "${operation}" for the object "${resource}"`, {
			description: 'Choose an Object and an Operation from the lists.',
		});
	}
	return { object, operation: action, options: readOptions(context) };
}

/** Reads "Map Each Field Below" for one item. */
function readFields(item: number, { object, operation }: Job, parameters: ParameterReader): RowInput {
	const columns = toCollection(parameters.read(fieldsParameter(object), item, {}));
	if (operation.needs === 'uuid') columns.uuid = parameters.read('uuid', item, '');
	else {
		for (const { name, required } of object.fields) {
			if (required === true) columns[name] = parameters.read(name, item, '');
		}
	}
	const { field } = toCollection(parameters.read('customFields', item, {}));
	const entries: unknown[] = Array.isArray(field) ? field : [];
	return { item, columns, custom: entries.map((entry) => ({ key: undefined, value: undefined, ...toCollection(entry) })) };
}

/** @returns one row for each input item, valid or not, and the columns that fed no field */
export function readRows(context: IExecuteFunctions, job: Job) {
	const { operation, object, options } = job;
	const mapper = createRowMapper(object, { ...options, needs: operation.needs, timezone: context.getTimezone() });
	const parameters = createParameterReader(context);

	const mapAutomatically = ({ json }: INodeExecutionData, item: number) => mapper.map({ item, columns: json });
	const mapFields = (_: INodeExecutionData, item: number): MappedRow => {
		try {
			return mapper.map(readFields(item, job, parameters));
		} catch (error) {
			// An expression that fails for one item is that item's problem.
			const reason = error instanceof Error ? error.message : String(error);
			const place = error instanceof ExpressionError ? error.context.parameter : undefined;
			const expression = typeof place === 'string' ? `the expression of ${place}` : 'an expression';
			return { item, record: {}, problems: [`${expression} could not be evaluated: ${reason}`] };
		}
	};
	const isAutomatic = context.getNodeParameter('dataMode', 0) !== 'defineBelow';
	const rows = context.getInputData().map(isAutomatic ? mapAutomatically : mapFields);
	return { rows, ignoredColumns: mapper.ignoredColumns() };
}

/** @throws NodeOperationError if the credential can't be used safely */
export async function readCredential(context: IExecuteFunctions): Promise<{ baseUrl: string; apiKey: string }> {
	const { baseUrl, apiKey } = await context.getCredentials('clientSuccessApi');
	const refuse = (message: string, description: string) =>
		new NodeOperationError(context.getNode(), message, { description });
	const parsed = parseBaseUrl(baseUrl);
	if ('problem' in parsed) {
		throw refuse(
			`The Base URL of the ClientSuccess credential can't be used: ${parsed.problem}`,
			'Open the credential and correct the Base URL. Most accounts use https://api.clientsuccess.com/v2.',
		);
	}
	if (!isUsableKey(apiKey)) {
		throw refuse(
			`The API Key of the ClientSuccess credential can't be used: ${KEY_PROBLEM}`,
			'Copy the key again from ClientSuccess under Global Settings > API Credentials.',
		);
	}
	return { baseUrl: parsed.url, apiKey };
}
