/** The lists to choose a record from, searched as someone types. */

import type { ILoadOptionsFunctions, INodeListSearchItems, INodeListSearchResult } from 'n8n-workflow';
import type { JsonObject } from '../json.ts';
import type { ObjectDefinition } from '../objects/index.ts';
import { objects } from '../objects/index.ts';
import { toReadError } from '../output.ts';
import { searchMethod } from '../properties/locators.ts';
import { readPage } from '../reading/search.ts';
import { ReadFailure } from '../sync/outcome.ts';
import { openForEditor } from './editorTransport.ts';

/** Pages that are read at once in the hope of a match: ClientSuccess has no filter by name [live]. */
const MAX_PAGES = 100;

/** An ID may come as a number. */
const textOf = (value: unknown) => (typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '');

/** Such as "Acme Inc. (ACC-1042)". */
function nameOf(record: JsonObject, { title, findBy }: ObjectDefinition): string {
	const name = title.map((field) => textOf(record[field])).filter((text) => text !== '').join(' ');
	const key = findBy === null ? '' : textOf(record[findBy]);
	if (name === '') return key || textOf(record.uuid);
	return key === '' ? name : `${name} (${key})`;
}

function toResults(records: readonly JsonObject[], object: ObjectDefinition, filter: string): INodeListSearchItems[] {
	return records.flatMap((record) => {
		const value = textOf(record.uuid);
		const name = nameOf(record, object);
		// A part of a UUID means nothing: any short word is somewhere in one.
		const isMatch = name.toLowerCase().includes(filter) || value.toLowerCase() === filter;
		return value !== '' && isMatch ? [{ name, value }] : [];
	});
}

/**
 * @param filter what was typed
 * @param token the page to go on with
 * @returns what matches on the next page that has a match
 */
async function searchRecords(context: ILoadOptionsFunctions, object: ObjectDefinition, filter = '', token = '0'): Promise<INodeListSearchResult> {
	const transport = await openForEditor(context);
	const first = Number(token);
	for (let number = first; ; number++) {
		const page = await readPage({ object, direction: 'desc' }, number, transport);
		if (page instanceof ReadFailure) throw toReadError(page, context.getNode());
		const results = toResults(page.records, object, filter.trim().toLowerCase());
		if (page.isLast ?? page.records.length === 0) return { results };
		if (results.length > 0 || number + 1 >= first + MAX_PAGES) return { results, paginationToken: String(number + 1) };
	}
}

type SearchMethod = (this: ILoadOptionsFunctions, filter?: string, paginationToken?: string) => Promise<INodeListSearchResult>;

const searchOf = (object: ObjectDefinition): SearchMethod =>
	async function search(this: ILoadOptionsFunctions, filter, token) {
		return await searchRecords(this, object, filter, token);
	};

/** One for each object, by the name that its locator knows. */
export const listSearch: Record<string, SearchMethod> = Object.fromEntries(
	Object.values(objects).map((object) => [searchMethod(object), searchOf(object)]),
);
