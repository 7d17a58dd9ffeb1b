/** Reads what the node is to do, and how. */

import type { IExecuteFunctions } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import type { ObjectDefinition } from '../objects/index.ts';
import { objects } from '../objects/index.ts';
import type { Operation } from '../operations/index.ts';
import { operations } from '../operations/index.ts';
import { booleanOptions, choiceOptions, numberOptions } from '../properties/options.ts';
import { toCollection } from './collection.ts';

type NumberOptions = { readonly [name in keyof typeof numberOptions]: number };
type BooleanOptions = { readonly [name in keyof typeof booleanOptions]: boolean };
type ChoiceOptions = {
	readonly [name in keyof typeof choiceOptions]: keyof (typeof choiceOptions)[name]['choices'];
};

export interface Options extends NumberOptions, BooleanOptions, ChoiceOptions {}

export interface Job<Kind extends Operation = Operation> {
	readonly object: ObjectDefinition;
	readonly operation: Kind;
	readonly options: Options;
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
		matchCustomFields: readBoolean('matchCustomFields'),
		retryInserts: readBoolean('retryInserts'),
		emptyValues: readChoice('emptyValues', choiceOptions.emptyValues.choices),
		matchOn: readChoice('matchOn', choiceOptions.matchOn.choices),
		sortDirection: readChoice('sortDirection', choiceOptions.sortDirection.choices),
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
