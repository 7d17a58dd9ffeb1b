/** The end-to-end suite: `npm run test:e2e`. */
import { defineConfig } from '@playwright/test';

const SECRETS = '**/secrets.e2e.mts';

export default defineConfig({
	testDir: 'scenarios',
	testMatch: '**/*.e2e.mts',
	globalSetup: './globalSetup.mts',
	projects: [
		{ name: 'scenarios', testIgnore: SECRETS, teardown: 'secrets' },
		// Looks at what all scenarios left behind in n8n, so it runs last, whether they passed or not.
		{ name: 'secrets', testMatch: SECRETS },
	],
	// One n8n after another: two of them at once starve each other on two cores.
	workers: 1,
	fullyParallel: false,
	forbidOnly: process.env['CI'] !== undefined,
	timeout: 300_000,
	expect: { timeout: 15_000 },
	reporter: 'list',
	outputDir: 'test-results',
	use: { testIdAttribute: 'data-test-id' },
});
