/** Looks for a secret in everything n8n leaves behind, however it may be written there. */
import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Redis } from 'ioredis';
import pg from 'pg';
import { REDIS_URL } from './services.mts';

/** A text, and where it was found. */
export interface Place {
	readonly where: string;
	readonly text: string;
}

/** The places that hold one of these texts, in plain or in an encoding that anyone can undo. */
export async function placesWith(secret: string, places: AsyncIterable<Place>): Promise<string[]> {
	const forms = formsOf(secret);
	const found: string[] = [];
	for await (const { where, text } of places) {
		const lower = text.toLowerCase();
		if (forms.exact.some((form) => text.includes(form)) || lower.includes(forms.hex)) found.push(where);
	}
	return found;
}

/** The secret must be letters and digits only: then JSON, URLs and HTML write it as it is. */
function formsOf(secret: string): { readonly exact: readonly string[]; readonly hex: string } {
	if (!/^[a-z0-9]{12,}$/i.test(secret)) throw new Error('Not a secret that can be searched for');
	// Base64 depends on how many bytes come before: three ways, of which the middle is the same whatever surrounds it.
	const base64 = [0, 1, 2].map((before) => Buffer.from(' '.repeat(before) + secret).toString('base64').slice(before === 0 ? 0 : 4, -4));
	return { exact: [secret, [...secret].reverse().join(''), ...base64], hex: Buffer.from(secret).toString('hex') };
}

/** Every file below a folder, byte by byte: databases, their journals, logs, binary data. */
export async function* filesBelow(folder: string): AsyncGenerator<Place> {
	for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
		if (!entry.isFile()) continue;
		const file = path.join(entry.parentPath, entry.name);
		yield { where: path.relative(folder, file), text: await readFile(file, 'latin1') };
	}
}

/** Every row of a SQLite database: in the file itself, a long value is scattered over pages. */
export async function* sqliteRows(file: string): AsyncGenerator<Place> {
	const database = new DatabaseSync(file, { readOnly: true });
	try {
		const tables = database.prepare(`select name from sqlite_schema where type = 'table'`).all();
		for (const { name } of tables) {
			for (const row of database.prepare(`select * from "${String(name)}"`).iterate()) yield { where: String(name), text: textOf(row) };
		}
	} finally {
		database.close();
	}
}

function textOf(row: Readonly<Record<string, unknown>>): string {
	return Object.values(row)
		.map((value) => (value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : String(value)))
		.join('\n');
}

/** Every row of a PostgreSQL database, as a dump would have it: binary columns are in hexadecimal. */
export async function* postgresRows(pool: pg.Pool): AsyncGenerator<Place> {
	const { rows: tables } = await pool.query<{ name: string }>(
		`select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema')`,
	);
	for (const { name } of tables) {
		const { rows } = await pool.query<{ text: string }>(`select entry::text as text from ${name} as entry`);
		for (const { text } of rows) yield { where: name, text };
	}
}

/** Every key of one n8n's queue, with what it holds. */
export async function* redisKeys(prefix: string): AsyncGenerator<Place> {
	const redis = new Redis(REDIS_URL);
	try {
		for await (const keys of redis.scanStream({ match: `${prefix}*` }) as AsyncIterable<string[]>) {
			for (const key of keys) yield { where: key, text: `${key}\n${(await redis.dumpBuffer(key))?.toString('latin1') ?? ''}` };
		}
	} finally {
		redis.disconnect();
	}
}
