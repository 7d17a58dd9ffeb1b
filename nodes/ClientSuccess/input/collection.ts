/** The values of a collection, whatever an expression made of it. */
export function toCollection(value: unknown): Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}
