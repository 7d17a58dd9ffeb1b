/** Answers searches page by page. */
import type nock from 'nock';
import type { Received } from './server.ts';

export type Found = Readonly<Record<string, unknown>> & { readonly uuid: string };

/** What a search was asked for, or a page of it. */
export type Query = Readonly<Record<string, string>>;

export const queryOf = ({ path }: Pick<Received, 'path'>): Query => Object.fromEntries(new URL(path, 'https://clientsuccess.test').searchParams);

/** One page as ClientSuccess answers it [live]. */
export function pageOf(records: readonly Found[], number: number, size: number): Record<string, unknown> {
	const totalPages = Math.ceil(records.length / size);
	return {
		data: records.slice(number * size, (number + 1) * size),
		first: number === 0,
		last: number >= totalPages - 1,
		page: number,
		size,
		totalPages,
		totalElements: records.length,
	};
}

/**
 * Announces searches of an object, however many pages.
 *
 * @param records that a query finds, which may differ from page to page
 */
export function serveSearch(api: nock.Scope, path: string, records: (query: Query) => readonly Found[]): void {
	api.persist().get(path).query(true).reply(200, ({ url }: Request) => {
		const query = queryOf({ path: url });
		return pageOf(records(query), Number(query.page), Number(query.size));
	});
}

/** Records such as `cln_0`, `cln_1`, with what else they hold. */
export const many = (prefix: string, count: number, more: (index: number) => Readonly<Record<string, unknown>> = () => ({})): Found[] =>
	Array.from({ length: count }, (_, index) => ({ uuid: `${prefix}_${index}`, ...more(index) }));
