/**
 * Loads n8n's engine the way tests and the demo need it: silent, without telemetry, and with its
 * files in the system's temporary directory instead of the user's home.
 *
 * CommonJS on purpose: n8n-workflow's ES module build doesn't load in Node, and n8n-core and the
 * built node require the CommonJS one. Under jest this `require` is jest's own, so the engine and
 * the nodes under test share one copy of n8n-workflow.
 */
const { mkdirSync, renameSync, writeFileSync } = require('node:fs');
const { createRequire } = require('node:module');
const { tmpdir, userInfo } = require('node:os');
const { join } = require('node:path');

const userFolder = join(tmpdir(), `n8n-nodes-clientsuccess-${userInfo().username}`);
const encryptionKey = 'encrypts nothing that is kept';

// n8n writes its settings file where there is none. Writing it first, in one step, keeps processes
// that start together, such as jest's workers, from reading each other's half-written file.
const settingsFile = join(userFolder, '.n8n', 'config');
mkdirSync(join(userFolder, '.n8n'), { recursive: true });
writeFileSync(`${settingsFile}.${process.pid}`, JSON.stringify({ encryptionKey }), { mode: 0o600 });
renameSync(`${settingsFile}.${process.pid}`, settingsFile);

// Read by n8n when it is loaded.
process.env.N8N_USER_FOLDER = userFolder;
process.env.N8N_ENCRYPTION_KEY = encryptionKey;
process.env.N8N_LOG_LEVEL = 'silent';
process.env.N8N_DIAGNOSTICS_ENABLED = 'false';

// The engine that is installed here, or another version's in a folder of its own.
const { ENGINE_FOLDER } = process.env;
const load = ENGINE_FOLDER === undefined ? require : createRequire(join(ENGINE_FOLDER, 'package.json'));
const core = load('n8n-core');
const workflow = load('n8n-workflow');

/** Until n8n-core 1.78 hooks were n8n-workflow's, and were given their functions when they were made. */
function earlierHooks() {
	return class ExecutionLifecycleHooks extends workflow.WorkflowHooks {
		constructor(...surroundings) {
			super({}, ...surroundings);
		}
	};
}

exports.core = core.ExecutionLifecycleHooks ? core : { ...core, ExecutionLifecycleHooks: earlierHooks() };
exports.workflow = workflow;
