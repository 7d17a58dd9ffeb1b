/** The ground of scenarios that use the editor: what `scenario.mts` gives, and a browser window. */
import type { Browser } from '@playwright/test';
import { startSandbox } from '../../sandbox/server.mts';
import { openWindow, startBrowser } from './browser.mts';
import { Editor, WINDOW } from './editor.mts';
import { expect, test as base } from './scenario.mts';
import { API_KEY } from './suite.mts';

export { expect } from './scenario.mts';

/** The time in ClientSuccess: the pictures shall not change from one run to the next. */
const NOW = Date.parse('2026-01-31T09:00:00Z');

/** Playwright's `test` with an editor in which the owner has signed in. It fails if the editor complains in its console. */
export const test = base.extend<{ readonly editor: Editor }, { readonly browser: Browser }>({
	browser: [
		async ({}, use) => {
			const browser = await startBrowser();
			await use(browser);
			await browser.close();
		},
		{ scope: 'worker' },
	],
	sandbox: async ({}, use) => {
		const sandbox = await startSandbox({ apiKey: API_KEY, now: () => NOW });
		await use(sandbox);
		await sandbox.close();
	},
	editor: async ({ browser, n8n }, use) => {
		const context = await openWindow(browser, n8n);
		await context.addCookies([{ ...n8n.sessionCookie(), url: n8n.url }]);
		// The form proposes the real service, and n8n would ask it: no test must.
		await context.route('**/rest/credentials/test', async (route) => {
			if (route.request().postData()?.includes('api.clientsuccess.com')) await route.abort();
			else await route.continue();
		});
		const page = await context.newPage();
		await page.setViewportSize(WINDOW);
		const editor = new Editor(page, n8n.url);
		await use(editor);
		await context.close();
		expect(editor.problems).toEqual([]);
	},
});
