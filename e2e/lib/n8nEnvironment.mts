/** What n8n is told through its environment: loopback only, nothing sent anywhere, nothing from the developer's own n8n. */
import path from 'node:path';

/** Where n8n keeps its workflows and executions. */
export type N8nDatabase = { readonly type: 'sqlite' } | { readonly type: 'postgres'; readonly url: string };

/** Where main and workers meet. */
export interface N8nQueue {
	readonly redisUrl: string;
	/** Keeps one run's keys apart from all others in the same Redis. */
	readonly prefix: string;
}

/** What all processes of one n8n have in common. */
export interface N8nSettings {
	/** n8n's home; `.n8n` below it holds the community packages. */
	readonly userFolder: string;
	readonly encryptionKey: string;
	/** SQLite below the user folder, if not given. */
	readonly database?: N8nDatabase;
	/** With it, executions run on workers. */
	readonly queue?: N8nQueue;
	/** Added last, so that a test can set anything. */
	readonly env?: NodeJS.ProcessEnv;
}

/** All that n8n needs from the surrounding environment; its own variables (N8N_*, DB_*, …) stay out. */
const INHERITED = ['PATH', 'HOME', 'LANG', 'LC_ALL', 'TMPDIR', 'TZ'];

const QUIET: NodeJS.ProcessEnv = {
	N8N_DIAGNOSTICS_ENABLED: 'false',
	N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
	N8N_VERSION_NOTIFICATIONS_WHATS_NEW_ENABLED: 'false',
	N8N_DYNAMIC_BANNERS_ENABLED: 'false',
	N8N_HIRING_BANNER_ENABLED: 'false',
	N8N_TEMPLATES_ENABLED: 'false',
	N8N_PERSONALIZATION_ENABLED: 'false',
	N8N_LICENSE_AUTO_RENEW_ENABLED: 'false',
	// The list of verified community packages and the MCP registry come from n8n's own servers.
	N8N_VERIFIED_PACKAGES_ENABLED: 'false',
	N8N_DISABLED_MODULES: 'mcp-registry',
	// Where there is no Python, n8n only complains.
	N8N_PYTHON_ENABLED: 'false',
};

/** The environment of every process of one n8n; ports are added by whoever starts it. */
export function n8nEnvironment({ userFolder, encryptionKey, database = { type: 'sqlite' }, queue, env = {} }: N8nSettings): NodeJS.ProcessEnv {
	return {
		...Object.fromEntries(INHERITED.map((name) => [name, process.env[name]])),
		// n8n starts its task runner with the `node` it finds first.
		PATH: [path.dirname(process.execPath), process.env['PATH']].join(path.delimiter),
		NODE_ENV: 'production',
		...QUIET,
		N8N_USER_FOLDER: userFolder,
		N8N_ENCRYPTION_KEY: encryptionKey,
		N8N_LISTEN_ADDRESS: '127.0.0.1',
		N8N_HOST: '127.0.0.1',
		N8N_WORKER_SERVER_ADDRESS: '127.0.0.1',
		N8N_RUNNERS_BROKER_LISTEN_ADDRESS: '127.0.0.1',
		// The cookie goes over plain http here.
		N8N_SECURE_COOKIE: 'false',
		N8N_UNVERIFIED_PACKAGES_ENABLED: 'true',
		GENERIC_TIMEZONE: 'UTC',
		...databaseEnvironment(database),
		...(queue ? queueEnvironment(queue) : {}),
		...env,
	};
}

function databaseEnvironment(database: N8nDatabase): NodeJS.ProcessEnv {
	if (database.type === 'sqlite') return { DB_TYPE: 'sqlite' };
	const url = new URL(database.url);
	return {
		DB_TYPE: 'postgresdb',
		DB_POSTGRESDB_HOST: url.hostname,
		DB_POSTGRESDB_PORT: url.port || '5432',
		DB_POSTGRESDB_DATABASE: url.pathname.slice(1),
		DB_POSTGRESDB_USER: decodeURIComponent(url.username),
		DB_POSTGRESDB_PASSWORD: decodeURIComponent(url.password),
	};
}

function queueEnvironment({ redisUrl, prefix }: N8nQueue): NodeJS.ProcessEnv {
	const url = new URL(redisUrl);
	return {
		EXECUTIONS_MODE: 'queue',
		// Otherwise what is started by hand or over REST runs in main, not on a worker.
		OFFLOAD_MANUAL_EXECUTIONS_TO_WORKERS: 'true',
		QUEUE_BULL_REDIS_HOST: url.hostname,
		QUEUE_BULL_REDIS_PORT: url.port || '6379',
		QUEUE_BULL_REDIS_USERNAME: decodeURIComponent(url.username),
		QUEUE_BULL_REDIS_PASSWORD: decodeURIComponent(url.password),
		QUEUE_BULL_REDIS_DB: url.pathname.slice(1) || '0',
		QUEUE_BULL_REDIS_TLS: String(url.protocol === 'rediss:'),
		QUEUE_BULL_PREFIX: `${prefix}-bull`,
		N8N_REDIS_KEY_PREFIX: prefix,
		QUEUE_HEALTH_CHECK_ACTIVE: 'true',
	};
}
