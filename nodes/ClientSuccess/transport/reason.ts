/** Finds what a person should read in an answer that refuses something. */

import { isJsonObject } from '../json.ts';

const MAX_LENGTH = 500;
/** Levels of `error` inside `error` that are looked into. */
const MAX_DEPTH = 3;

const textOf = (value: unknown) => (typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined);

const toLine = (text: string | undefined) => text?.replace(/\s+/g, ' ').slice(0, MAX_LENGTH);

function entryText(entry: unknown): string | undefined {
	if (!isJsonObject(entry)) return textOf(entry);
	const text = textOf(entry.userMessage) ?? textOf(entry.message) ?? textOf(entry.error) ?? textOf(entry.defaultMessage);
	const field = textOf(entry.field);
	return text !== undefined && field !== undefined ? `${field}: ${text}` : (text ?? field);
}

/** What `errors` says: a list, one entry, or an object of messages by field. */
function detailsOf(errors: unknown): string[] {
	if (Array.isArray(errors)) return errors.flatMap((entry) => entryText(entry) ?? []);
	const text = entryText(errors);
	if (text !== undefined) return [text];
	if (!isJsonObject(errors)) return [];
	return Object.entries(errors).flatMap(([field, value]) => {
		const message = entryText(Array.isArray(value) ? value[0] : value);
		return message === undefined ? [] : [`${field}: ${message}`];
	});
}

/**
 * The message of an error body, which may hold `userMessage`, `message`, `error`, `errors[]` and `code` [live].
 *
 * @param status HTTP status, which is not repeated when a body gives it as its `code`
 * @returns one line of at most 500 characters; undefined if the body says nothing
 */
export function reasonOf(body: unknown, status?: number, depth = 0): string | undefined {
	if (!isJsonObject(body)) return toLine(textOf(body));
	const main =
		textOf(body.userMessage) ?? textOf(body.message) ?? (isJsonObject(body.error) && depth < MAX_DEPTH ? reasonOf(body.error, status, depth + 1) : textOf(body.error));
	const parts = [...new Set([...(main === undefined ? [] : [main]), ...detailsOf(body.errors)])];
	const code = typeof body.code === 'number' || typeof body.code === 'string' ? String(body.code) : '';
	if (parts.length === 0) return code === '' || code === String(status) ? undefined : `code ${code}`;
	return toLine(parts.join('; '));
}
