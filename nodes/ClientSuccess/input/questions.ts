/** Reads what is to be read from ClientSuccess, for one input item after another. */

import type { IExecuteFunctions } from 'n8n-workflow';
import type { ObjectDefinition } from '../objects/index.ts';
import { objects } from '../objects/index.ts';
import type { ReadOperation } from '../operations/index.ts';
import { Mismatch } from '../records/coerce.ts';
import { toIsoInstant } from '../records/instant.ts';
import { quote } from '../records/mappedRow.ts';
import type { Reference } from '../records/reference.ts';
import { toKeyValue } from '../records/reference.ts';
import { toCollection } from './collection.ts';
import type { Job } from './job.ts';
import { toLocated } from './locator.ts';
import type { ParameterReader } from './parameters.ts';
import { createParameterReader } from './parameters.ts';
import { explainExpression } from './rows.ts';

/** What one input item asks for. */
export interface Question {
	readonly item: number;
	/** Of the record that is asked for, or of the client whose records are. */
	readonly uuid?: string;
	/** Its only entry says how the UUID has to be found first. */
	readonly references?: readonly Reference[];
	/** What names that record or client, as it was given. */
	readonly asked: Readonly<Record<string, string>>;
	/** The most records to answer with. */
	readonly limit: number;
	/** ISO timestamp. */
	readonly modifiedAfter?: string;
	readonly simplify: boolean;
	/** What keeps the question from being asked, one phrase each. */
	readonly problems: readonly string[];
}

const isEmpty = (value: unknown) => value === undefined || value === null || (typeof value === 'string' && value.trim() === '');

type Named = Pick<Question, 'uuid' | 'references' | 'asked' | 'problems'>;

/** @param name of the parameter, for messages */
function locate(name: string, parameter: unknown, object: ObjectDefinition): Named {
	const { by, value } = toLocated(parameter, object);
	const refuse = (problem: string): Named => ({ asked: {}, problems: [`${name} ${problem}`] });
	if (isEmpty(value)) return refuse('is required, but has no value');
	const text = toKeyValue(by === 'uuid' ? 'externalId' : by, value);
	if (text === undefined) return refuse(new Mismatch('text or a number', value).reason);
	// As a path segment, dots lead elsewhere even when percent-encoded, and half a character can't be encoded.
	if (by === 'uuid') return /^\.{1,2}$|\p{Surrogate}/u.test(text) ? refuse(`can't be ${quote(text)}`) : { uuid: text, asked: { [name]: text }, problems: [] };
	return { references: [{ target: name, object: object.name, key: by, value: text }], asked: { [by]: text }, problems: [] };
}

function readLimit(item: number, parameters: ParameterReader): { limit: number; problems: string[] } {
	if (parameters.read('returnAll', item, false) === true) return { limit: Infinity, problems: [] };
	const limit = parameters.read('limit', item, 50);
	if (typeof limit === 'number' && Number.isInteger(limit) && limit >= 1) return { limit, problems: [] };
	return { limit: 0, problems: ['limit must be a whole number from 1'] };
}

/** @param timezone IANA name of the workflow's timezone */
function readSearch(item: number, object: ObjectDefinition, parameters: ParameterReader, timezone: string): Omit<Question, 'item' | 'simplify'> {
	const { limit, problems } = readLimit(item, parameters);
	const filters = toCollection(parameters.read('filters', item, {}));
	const { modifiedAfter, clientId } = filters;
	const after = isEmpty(modifiedAfter) ? undefined : toIsoInstant(modifiedAfter, timezone);
	if (after === undefined && !isEmpty(modifiedAfter)) problems.push(`modifiedAfter ${new Mismatch('a date such as 2026-01-31 or an ISO timestamp', modifiedAfter).reason}`);
	// An empty expression must not turn a search for one client's contracts into one for all.
	const isOfClient = object.name === 'contract' && Object.hasOwn(filters, 'clientId');
	const client: Named = isOfClient ? locate('clientId', clientId, objects.client) : { asked: {}, problems: [] };
	return { ...client, limit, ...(after !== undefined && { modifiedAfter: after }), problems: [...problems, ...client.problems] };
}

/** @returns one question for each input item */
export function readQuestions(context: IExecuteFunctions, { object, operation }: Job<ReadOperation>): Question[] {
	const parameters = createParameterReader(context);
	const timezone = context.getTimezone();
	return context.getInputData().map((_, item) => {
		try {
			const simplify = parameters.read('simplify', item, true) !== false;
			if (operation.name === 'getAll') return { item, simplify, ...readSearch(item, object, parameters, timezone) };
			return { item, simplify, limit: 1, ...locate('uuid', parameters.read('uuid', item, ''), object) };
		} catch (error) {
			return { item, simplify: false, limit: 0, asked: {}, problems: [explainExpression(error)] };
		}
	});
}
