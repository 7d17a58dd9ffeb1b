/** Reads which custom fields an account has for an object. */

import type { JsonObject } from '../json.ts';
import { isJsonObject } from '../json.ts';
import type { ObjectDefinition } from '../objects/index.ts';
import type { CustomField } from '../records/customField.ts';
import type { ReadFailure } from '../sync/outcome.ts';
import { listOf } from '../transport/answerBody.ts';
import type { Transport } from '../transport/transport.ts';
import { ALWAYS_RESEND } from '../transport/transport.ts';
import { explainRead } from './explain.ts';

const textOf = (value: unknown) => (typeof value === 'string' ? value.trim() : '');

function toChoices(values: unknown): CustomField['choices'] {
	if (!Array.isArray(values)) return [];
	return values.filter(isJsonObject).flatMap(({ label, value, archived }) => {
		const text = textOf(value) || textOf(label);
		return text === '' ? [] : [{ label: textOf(label) || text, value: text, archived: archived === true }];
	});
}

/** Reads `{fieldKey, fieldLabel, fieldName, fieldTypeName, required, picklistValues}` [live]. */
function toCustomField({ fieldKey, fieldLabel, fieldName, fieldTypeName, required, system, picklistValues }: JsonObject): CustomField[] {
	const key = textOf(fieldKey);
	// The object's own fields may be listed too.
	if (key === '' || system === true) return [];
	const label = textOf(fieldLabel) || textOf(fieldName) || key;
	return [{ key, label, typeName: textOf(fieldTypeName), required: required === true, choices: toChoices(picklistValues) }];
}

export async function readCustomFields(object: ObjectDefinition, transport: Transport): Promise<readonly CustomField[] | ReadFailure> {
	const request = { method: 'GET', path: `/customfield/all/${object.customFieldType}`, singleRecord: false } as const;
	const { verdict, ...rest } = await transport.request(request, ALWAYS_RESEND);
	const what = `the custom fields of ${object.plural.toLowerCase()}`;
	if (verdict.kind !== 'accepted') return explainRead({ ...rest, verdict }, what, what);
	const list = listOf(verdict.body);
	if (list !== undefined) return list.filter(isJsonObject).flatMap(toCustomField);
	const reason = 'its answer holds no list of fields';
	return explainRead({ ...rest, verdict: { kind: 'refused', status: verdict.status, reason } }, what, what);
}
