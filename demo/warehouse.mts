/** The demo's warehouse: an embedded Postgres that answers as n8n's Postgres node does. */
import { readFile } from 'node:fs/promises';
import { PGlite, types } from '@electric-sql/pglite';

/**
 * Starts the database and fills it. Values arrive as they do from n8n's Postgres node: `date` and
 * `timestamp` columns as Date objects in the server's timezone, `numeric` ones as text.
 */
export async function openWarehouse(): Promise<PGlite> {
	const warehouse = await PGlite.create({
		parsers: {
			[types.DATE]: (text: string) => new Date(`${text}T00:00:00`),
			[types.TIMESTAMP]: (text: string) => new Date(text.replace(' ', 'T')),
		},
	});
	for (const file of ['warehouse.sql', 'expected.sql']) {
		await warehouse.exec(await readFile(new URL(file, import.meta.url), 'utf8'));
	}
	return warehouse;
}
