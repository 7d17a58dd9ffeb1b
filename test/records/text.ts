import fc from 'fast-check';

/** Any character, half a surrogate pair too. fast-check's own unit for this, `binary`, takes a second to build. */
const character = fc.integer({ min: 0, max: 0x10ffff }).map((code) => String.fromCodePoint(code));

/** Any text that JavaScript can hold. */
export const anyText = (maxLength?: number): fc.Arbitrary<string> => fc.string({ unit: character, ...(maxLength !== undefined && { maxLength }) });
