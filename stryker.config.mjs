/** Mutation testing, `npm run test:mutation`: do the tests notice a change of the code that reads, sends and judges rows? */
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Modules that are tested through the one they are a part of. */
const PARTS = { calendarDate: ['isoText'], columns: ['customNames'], instant: ['isoText'], mapRow: ['rowBuilder'] };

/**
 * What jest takes a file to depend on: a test, on the module it is named after and its parts. So a mutant meets its
 * module's own tests, and not all those that reach it through others, which would make a run of half an hour one of hours.
 */
export function extract(content, path, imports) {
	if (/[\\/](nodes|credentials)[\\/]/.test(path)) return [];
	const [, own] = /(\w+)[\w.]*\.test\.ts$/.exec(path) ?? [];
	return [...imports(content, path)].flatMap((module) => {
		const [, name] = /\/nodes\/.*?(\w+)\.ts$/.exec(module) ?? [];
		if (name === undefined) return [module];
		if (own !== undefined && own !== name) return [];
		return [name, ...(PARTS[name] ?? [])].map((part) => module.replace(/\w+\.ts$/, `${part}.ts`));
	});
}

export default {
	mutate: ['nodes/ClientSuccess/{records,sync,transport}/**/*.ts'],
	// What is copied for a run: what these tests need.
	ignorePatterns: ['*', '!{credentials,engine,nodes,sandbox,test}/**', '!/jest.config.js', '!/package.json'],
	// Not in the repository: n8n-node's lint reads every TypeScript file there, ignored by git or not.
	tempDirName: join(tmpdir(), 'clientsuccess-mutation'),
	cleanTempDir: 'always',
	testRunner: 'jest',
	// As in the script test:jest.
	testRunnerNodeArgs: ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'],
	jest: {
		config: {
			testMatch: ['<rootDir>/test/{records,sync,transport}/**/*.test.ts'],
			dependencyExtractor: fileURLToPath(import.meta.url),
		},
	},
	coverageAnalysis: 'perTest',
	concurrency: 2,
	thresholds: { high: 95, low: 90, break: 85 },
	reporters: ['clear-text', 'progress-append-only', 'json', 'html'],
	jsonReporter: { fileName: 'coverage/mutation.json' },
	htmlReporter: { fileName: 'coverage/mutation.html' },
};
