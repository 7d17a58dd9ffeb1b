/** The system's Chromium; nothing is downloaded. */
import { chromium } from '@playwright/test';
import type { Browser, BrowserContext } from '@playwright/test';
import type { N8nClient } from './n8nClient.mts';

/** The browser's program. */
export const CHROMIUM = process.env['E2E_CHROMIUM'] ?? '/usr/bin/chromium';

// It runs as root in containers, and has nothing to ask of the outside world.
const FLAGS = [
	'--no-sandbox',
	'--disable-gpu',
	'--disable-quic',
	'--no-first-run',
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync',
];

/** Starts Chromium without a window. */
export async function startBrowser(): Promise<Browser> {
	return await chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
}

/** A window whose size and pixel density the pictures in `docs/` are taken at. */
export async function openWindow(browser: Browser, client: N8nClient): Promise<BrowserContext> {
	const context = await browser.newContext({ baseURL: client.url, viewport: { width: 1440, height: 900 }, deviceScaleFactor: 1, locale: 'en-US' });
	// What the editor asks of n8n's own servers stays unanswered either way; refused here it fails at once.
	await context.route((url) => url.origin !== client.url && url.protocol.startsWith('http'), async (route) => await route.abort());
	return context;
}
