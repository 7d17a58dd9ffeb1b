/** The end-to-end suite: `npm run test:e2e`. */
import { defineConfig } from '@playwright/test';

export default defineConfig({
	testDir: 'scenarios',
	testMatch: '**/*.e2e.mts',
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
