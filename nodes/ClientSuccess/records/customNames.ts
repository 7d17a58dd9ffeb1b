/** Finds custom fields by what a column is called. */

import type { CustomField } from './customField.ts';

/** `First Name`, `first_name` and `FIRST-NAME` are all `firstname`. */
export const loosen = (name: string) => name.replace(/[\s_-]/g, '').toLowerCase();

/** How well a name fits: the lower, the better. */
export type Rank = typeof EXACT | typeof BY_LABEL | typeof LOOSE;
export const EXACT = 0;
export const BY_LABEL = 1;
export const LOOSE = 2;

export interface CustomMatch {
	/** More than one if none can be chosen. */
	readonly keys: readonly string[];
	readonly rank: Rank;
}

function add(names: Map<string, string[]>, name: string, key: string): void {
	const keys = names.get(name);
	if (keys === undefined) names.set(name, [key]);
	else if (!keys.includes(key)) keys.push(key);
}

export class CustomNames {
	readonly #keys = new Set<string>();
	readonly #byLabel = new Map<string, string[]>();
	readonly #byLooseName = new Map<string, string[]>();

	constructor(customFields: readonly CustomField[]) {
		for (const { key, label } of customFields) {
			this.#keys.add(key);
			add(this.#byLabel, label, key);
			add(this.#byLooseName, loosen(key), key);
			add(this.#byLooseName, loosen(label), key);
		}
	}

	/** @returns what fits best; undefined if nothing does */
	find(name: string): CustomMatch | undefined {
		if (this.#keys.has(name)) return { keys: [name], rank: EXACT };
		const labelled = this.#byLabel.get(name);
		if (labelled !== undefined) return { keys: labelled, rank: BY_LABEL };
		const loose = this.#byLooseName.get(loosen(name));
		return loose && { keys: loose, rank: LOOSE };
	}
}
