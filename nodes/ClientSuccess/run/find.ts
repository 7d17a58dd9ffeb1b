/** Finds the UUIDs that rows and questions name otherwise: each kind of name with one reading of the records that have it. */

import { objects } from '../objects/index.ts';
import { lookUp } from '../reading/lookUp.ts';
import type { Directory, Lookup, Reference, Resolved } from '../records/reference.ts';
import { resolve } from '../records/reference.ts';
import { ReadFailure } from '../sync/outcome.ts';
import type { Transport } from '../transport/transport.ts';

export interface Found {
	/** For what all records were read. */
	readonly lookups: readonly Lookup[];
	/** @returns why nothing can be said of a row or question, if a lookup that it needs failed */
	resolve(referring: Referring): Resolved | ReadFailure;
}

/** Anything that may name records otherwise than by UUID. */
export interface Referring {
	readonly references?: readonly Reference[];
}

const kindOf = ({ object, key }: Lookup) => `${object} ${key}`;

export async function findAll(referring: readonly Referring[], transport: Transport): Promise<Found> {
	const wanted = new Map<string, Lookup & { readonly values: Set<string> }>();
	for (const { references = [] } of referring) {
		for (const reference of references) {
			const { object, key, value } = reference;
			const known = wanted.get(kindOf(reference));
			if (known === undefined) wanted.set(kindOf(reference), { object, key, values: new Set([value]) });
			else known.values.add(value);
		}
	}
	const lookups: Lookup[] = [];
	const directories = new Map<string, Directory>();
	const failures = new Map<string, ReadFailure>();
	for (const [kind, { object, key, values }] of wanted) {
		const directory = await lookUp(objects[object], key, values, transport);
		if (directory instanceof ReadFailure) failures.set(kind, directory);
		else {
			directories.set(kind, directory);
			lookups.push({ object, key });
		}
	}
	return {
		lookups,
		resolve({ references = [] }) {
			const failure = references.map((reference) => failures.get(kindOf(reference))).find((each) => each !== undefined);
			return failure ?? resolve(references, (reference) => directories.get(kindOf(reference)) ?? new Map());
		},
	};
}
