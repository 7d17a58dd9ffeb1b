/** Keeps the API key out of what is shown and stored: a server may repeat what it was sent. */

/** A shorter key would take ordinary text with it. */
const MIN_LENGTH = 6;

/** Deeper values are cut off: recursion must end before the stack does. */
const MAX_DEPTH = 100;

/** The longest part of a key that JSON writes as it is, unless it writes it as \u…. */
function plainPart(apiKey: string): string {
	return (apiKey.match(/[A-Za-z0-9]+/g) ?? []).reduce((longest, part) => (part.length > longest.length ? part : longest), '');
}

/** @returns a function that blots the key out of every text in a value, given the JSON it came from */
export function createRedactor(apiKey: string): <T>(value: T, source: string) => T {
	const trace = plainPart(apiKey);
	const blot = (value: unknown, depth = 0): unknown => {
		if (typeof value === 'string') return value.replaceAll(apiKey, '***');
		if (Array.isArray(value)) return depth < MAX_DEPTH ? value.map((entry) => blot(entry, depth + 1)) : [];
		if (typeof value !== 'object' || value === null) return value;
		const entries = depth < MAX_DEPTH ? Object.entries(value) : [];
		return Object.fromEntries(entries.map(([key, entry]) => [key.replaceAll(apiKey, '***'), blot(entry, depth + 1)]));
	};
	// Blotting changes texts and nothing else, so the type holds.
	return <T>(value: T, source: string) =>
		apiKey.length >= MIN_LENGTH && (source.includes(trace) || source.includes('\\u')) ? (blot(value) as T) : value;
}
