/** Turns what fastify and its schema validation complain about into the API's own refusals. */
import type { FastifyError, FastifyRequest } from 'fastify';
import { Refusal } from './answers.mts';

type Validation = NonNullable<FastifyError['validation']>[number];

/** The field at fault, as `name`, or `3.name` in a bulk request. */
function fieldOf({ instancePath, params }: Validation): string {
	const missing = params['missingProperty'] ?? params['additionalProperty'];
	const path = instancePath.split('/').slice(1);
	return [...path, ...(typeof missing === 'string' ? [missing] : [])].join('.');
}

function validationRefusal(validation: readonly Validation[], request: FastifyRequest): Refusal {
	const errors = validation.map((error) => ({ field: fieldOf(error), message: error.message ?? error.keyword }));
	const has = (keyword: string): boolean => validation.some((error) => error.keyword === keyword);
	if (request.method === 'GET') return new Refusal(400, 'Invalid query', errors);
	// A body of another kind than expected can't be read at all.
	if (validation.some((error) => error.instancePath === '' && error.keyword === 'type')) return unparseable();
	if (has('maxItems')) return new Refusal(413, 'Too many records', errors);
	if (has('additionalProperties')) return new Refusal(400, 'Unrecognized field', errors);
	// One bad record and the whole bulk request is refused [spec].
	return new Refusal(request.entry.operation === 'bulkInsert' ? 400 : 417, 'Validation failed', errors);
}

function unparseable(): Refusal {
	return new Refusal(400, 'Unable to parse request body');
}

/** The refusal an error stands for; what isn't known is a 500, which names the sandbox's own fault. */
export function refusalOf(error: FastifyError, request: FastifyRequest): Refusal {
	if (error instanceof Refusal) return error;
	if (error.validation) return validationRefusal(error.validation, request);
	const { statusCode = 500 } = error;
	return statusCode === 400 ? unparseable() : new Refusal(statusCode, error.message);
}
