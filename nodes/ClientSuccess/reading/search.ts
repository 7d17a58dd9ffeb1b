/** Reads the records of a search, page by page, while others may change them. */

import type { JsonObject } from '../json.ts';
import type { ObjectDefinition } from '../objects/index.ts';
import { ReadFailure } from '../sync/outcome.ts';
import type { Transport } from '../transport/transport.ts';
import { ALWAYS_RESEND } from '../transport/transport.ts';
import { explainRead } from './explain.ts';
import type { Page } from './page.ts';
import { PAGE_SIZE, toPage } from './page.ts';
import type { Versions } from './pass.ts';
import { PATIENCE, Pass } from './pass.ts';
import { identityOf } from './record.ts';

export interface Query {
	readonly object: ObjectDefinition;
	/** By the time of the last change, the only order that is known to work [live]. */
	readonly direction: 'asc' | 'desc';
	/** ISO timestamp. */
	readonly modifiedAfter?: string | undefined;
	/** UUID of the client; it filters contracts alone [live]. */
	readonly clientId?: string | undefined;
	/** Records per page, at most `PAGE_SIZE`, which it is if not given. */
	readonly size?: number;
}

/** @param number of the page, from 0 */
export async function readPage(query: Query, number: number, transport: Transport): Promise<Page | ReadFailure> {
	const { object, direction, modifiedAfter, clientId, size = PAGE_SIZE } = query;
	const parameters = new URLSearchParams({ page: String(number), size: String(size), sortBy: 'modifiedTime', sortDirection: direction });
	if (modifiedAfter !== undefined) parameters.set('modifiedAfter', modifiedAfter);
	if (clientId !== undefined) parameters.set('tenantClientId', clientId);
	const request = { method: 'GET', path: `${object.path}/search?${parameters}`, singleRecord: false } as const;
	const { verdict, ...rest } = await transport.request(request, ALWAYS_RESEND);
	const things = object.plural.toLowerCase();
	if (verdict.kind !== 'accepted') return explainRead({ ...rest, verdict }, things, things);
	const reason = 'its answer holds no list of records';
	return toPage(verdict.body, number) ?? explainRead({ ...rest, verdict: { kind: 'refused', status: verdict.status, reason } }, things, things);
}

class Search {
	readonly #taken = new Set<string>();
	/** What the passes so far have seen. */
	readonly #seen: Versions = new Map();
	readonly #query: Query;
	readonly #transport: Transport;
	readonly #take: (records: JsonObject[]) => boolean;

	constructor(query: Query, transport: Transport, take: (records: JsonObject[]) => boolean) {
		this.#query = query;
		this.#transport = transport;
		this.#take = take;
	}

	async run(): Promise<ReadFailure | undefined> {
		for (let passes = 0; passes <= PATIENCE; passes++) {
			const hasMoved = await this.#pass();
			if (hasMoved instanceof ReadFailure) return hasMoved;
			if (!hasMoved) break;
		}
		return undefined;
	}

	/** @returns whether records have moved past it */
	async #pass(): Promise<boolean | ReadFailure> {
		const pass = new Pass(this.#seen);
		while (!pass.isOver) {
			const page = await readPage(this.#query, pass.number, this.#transport);
			if (page instanceof ReadFailure) return page;
			const fresh = this.#fresh(page.records);
			if (fresh.length > 0 && !this.#take(fresh)) return false;
			pass.note(page, fresh.length > 0, this.#taken.size);
		}
		for (const [identity, time] of pass.seen) this.#seen.set(identity, time);
		return pass.hasMoved;
	}

	/** @returns those of the records that were never taken before */
	#fresh(records: readonly JsonObject[]): JsonObject[] {
		return records.filter((record) => this.#taken.size < this.#taken.add(identityOf(record)).size);
	}
}

/**
 * Takes pages in turn until one says that it is the last. A short page, or an empty one, is no end if it says so.
 *
 * @param take is given each record once; it returns whether to go on
 * @returns why the search could not be read to its end; undefined if it was
 */
export async function search(query: Query, transport: Transport, take: (records: JsonObject[]) => boolean): Promise<ReadFailure | undefined> {
	return await new Search(query, transport, take).run();
}
