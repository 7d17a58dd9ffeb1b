/** JSON as TypeScript knows it. */

export type JsonValue = string | number | boolean | null | JsonValue[] | JsonObject;
export interface JsonObject {
	[key: string]: JsonValue;
}

/** @param value parsed from JSON, so that an object holds nothing but JSON */
export function isJsonObject(value: unknown): value is JsonObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Sets an own property whatever its name: plain assignment of `__proto__` would set the prototype. */
export function setOwn(target: JsonObject, key: string, value: JsonValue): void {
	if (key === '__proto__') {
		Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true });
	} else {
		target[key] = value;
	}
}
