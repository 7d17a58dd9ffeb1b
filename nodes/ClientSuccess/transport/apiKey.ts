/** The rule for the credential's API Key: what an HTTP header can carry, and no stray space or line break from copying. */
export const isUsableKey = (value: unknown): value is string => typeof value === 'string' && /^[\x21-\x7e]+$/.test(value);

export const KEY_PROBLEM = 'it is empty, or holds a space, a line break or a special character';
