/** The services the suite needs besides n8n: PostgreSQL, and Redis for queue mode. */
import { randomBytes } from 'node:crypto';
import { Redis } from 'ioredis';
import pg from 'pg';

/** Where the services are; `compose.yaml` starts both at these addresses. */
export const POSTGRES_URL = process.env['E2E_POSTGRES_URL'] ?? 'postgres://postgres:postgres@127.0.0.1:5432/postgres';
export const REDIS_URL = process.env['E2E_REDIS_URL'] ?? 'redis://127.0.0.1:6379';

const CONNECT_TIMEOUT_MS = 5_000;

function reason(error: unknown): string {
	if (error instanceof AggregateError) return error.errors.map(reason).join('; ');
	return error instanceof Error ? error.message : String(error);
}

async function missingPostgres(): Promise<string | undefined> {
	const client = new pg.Client({ connectionString: POSTGRES_URL, connectionTimeoutMillis: CONNECT_TIMEOUT_MS });
	try {
		await client.connect();
		await client.query('select 1');
		return undefined;
	} catch (error) {
		return `PostgreSQL (E2E_POSTGRES_URL, now ${withoutPassword(POSTGRES_URL)}): ${reason(error)}`;
	} finally {
		await client.end().catch(() => undefined);
	}
}

async function missingRedis(): Promise<string | undefined> {
	const redis = new Redis(REDIS_URL, { lazyConnect: true, connectTimeout: CONNECT_TIMEOUT_MS, retryStrategy: () => null });
	// Without a listener ioredis prints what `connect` throws anyway.
	let cause: unknown;
	redis.on('error', (error: Error) => (cause = error));
	try {
		await redis.connect();
		await redis.ping();
		return undefined;
	} catch (error) {
		return `Redis (E2E_REDIS_URL, now ${withoutPassword(REDIS_URL)}): ${reason(cause ?? error)}`;
	} finally {
		redis.disconnect();
	}
}

function withoutPassword(url: string): string {
	const shown = new URL(url);
	if (shown.password !== '') shown.password = '***';
	return shown.href;
}

/** Throws an error that names each service that doesn't answer, and says how to start it. */
export async function requireServices(): Promise<void> {
	const missing = (await Promise.all([missingPostgres(), missingRedis()])).filter((line) => line !== undefined);
	if (missing.length === 0) return;
	throw new Error(
		[
			'The end-to-end suite needs a service that does not answer:',
			...missing.map((line) => `  - ${line}`),
			'Start both with Docker:  docker compose -f e2e/compose.yaml up --wait',
			'or point E2E_POSTGRES_URL and E2E_REDIS_URL at running ones (the PostgreSQL user must be allowed to create databases).',
		].join('\n'),
	);
}

/** A database that exists for one test run. */
export interface TemporaryDatabase {
	readonly url: string;
	readonly name: string;
	/** Connections to it, for the tests themselves. */
	readonly pool: pg.Pool;
	drop(): Promise<void>;
}

/** Creates an empty database next to the one in `E2E_POSTGRES_URL`. */
export async function createDatabase(purpose: string): Promise<TemporaryDatabase> {
	const name = `clientsuccess_${purpose}_${randomBytes(4).toString('hex')}`;
	await administer(`create database "${name}"`);
	const url = new URL(POSTGRES_URL);
	url.pathname = `/${name}`;
	const pool = new pg.Pool({ connectionString: url.href });
	// Dropping the database cuts connections that are just being closed; without a listener that ends the process.
	pool.on('connect', (client) => client.on('error', () => undefined));
	pool.on('error', () => undefined);
	// `end` doesn't wait until its connections are closed, so they may still hear that the database goes.
	pool.on('error', () => undefined);
	return {
		url: url.href,
		name,
		pool,
		async drop() {
			await pool.end();
			await administer(`drop database if exists "${name}" with (force)`);
		},
	};
}

async function administer(statement: string): Promise<void> {
	const client = new pg.Client({ connectionString: POSTGRES_URL });
	await client.connect();
	try {
		await client.query(statement);
	} finally {
		await client.end();
	}
}

/** Removes the keys of one test run from Redis. */
export async function removeRedisKeys(prefix: string): Promise<void> {
	const redis = new Redis(REDIS_URL);
	try {
		for await (const keys of redis.scanStream({ match: `${prefix}*` }) as AsyncIterable<string[]>) {
			if (keys.length > 0) await redis.del(...keys);
		}
	} finally {
		redis.disconnect();
	}
}
