/** Finds what a person should read in an answer that refuses something. */

import { isJsonObject } from '../json.ts';

const MAX_LENGTH = 500;

const textOf = (value: unknown) => (typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined);

function entryText(entry: unknown): string | undefined {
	if (!isJsonObject(entry)) return textOf(entry);
	const text = textOf(entry.userMessage) ?? textOf(entry.message) ?? textOf(entry.error) ?? textOf(entry.defaultMessage);
	const field = textOf(entry.field);
	return text !== undefined && field !== undefined ? `${field}: ${text}` : (text ?? field);
}

/**
 * The message of an error body, which may hold `userMessage`, `message`, `error`, `errors[]` and `code` [live].
 *
 * @param status HTTP status, which is not repeated when a body gives it as its `code`
 * @returns one line of at most 500 characters; undefined if the body says nothing
 */
export function reasonOf(body: unknown, status?: number): string | undefined {
	if (!isJsonObject(body)) return textOf(body)?.slice(0, MAX_LENGTH);
	const main =
		textOf(body.userMessage) ?? textOf(body.message) ?? (isJsonObject(body.error) ? reasonOf(body.error) : textOf(body.error));
	const errors = Array.isArray(body.errors) ? body.errors : isJsonObject(body.errors) ? [body.errors] : [];
	const details = errors.flatMap((entry) => entryText(entry) ?? []);
	if (typeof body.errors === 'string') details.push(body.errors);
	const parts = [...new Set([...(main === undefined ? [] : [main]), ...details])];
	const code = typeof body.code === 'number' || typeof body.code === 'string' ? String(body.code) : '';
	if (parts.length === 0) return code === '' || code === String(status) ? undefined : `code ${code}`;
	return parts.join('; ').replace(/\s+/g, ' ').slice(0, MAX_LENGTH);
}
