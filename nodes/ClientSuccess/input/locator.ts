/** How a parameter names a record: by its UUID, chosen from a list or given, or by another of its fields. */

import type { FindKey, ObjectDefinition } from '../objects/index.ts';

export interface Located {
	/** By which field `value` names the record. */
	readonly by: 'uuid' | FindKey;
	readonly value: unknown;
}

/**
 * @param parameter a resource locator's value, or the UUID alone: workflows saved before there were locators hold it,
 *   and expressions may give it
 * @param object that is located
 */
export function toLocated(parameter: unknown, { findBy }: ObjectDefinition): Located {
	if (typeof parameter !== 'object' || parameter === null || !('value' in parameter)) return { by: 'uuid', value: parameter };
	const { value } = parameter;
	return findBy !== null && 'mode' in parameter && parameter.mode === findBy ? { by: findBy, value } : { by: 'uuid', value };
}
