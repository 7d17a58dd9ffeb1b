/** n8n's editor in a browser, in the words of someone who uses it. */
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { PICTURES } from './paths.mts';

/** The size of the window. */
export const WINDOW = { width: 1280, height: 800 } as const;

/** Around a workflow in its picture, in pixels. */
const MARGIN = 16;

/** Several times what the editor waits for the next key. */
const FORM_DELAY_MS = 500;

/** Hides the nodes before and after an open one, which float beside it. */
const WITHOUT_NEIGHBOURS = '[data-test-id="floating-nodes"] { visibility: hidden !important; }';
/** Hides what floats over a canvas. */
const WITHOUT_CONTROLS = '[data-test-id="canvas-wrapper"] > :not(:first-child), .vue-flow__panel, .tab-bar-container { visibility: hidden !important; }';

type Rectangle = NonNullable<NonNullable<Parameters<Page['screenshot']>[0]>['clip']>;

/** One window of the editor. */
export class Editor {
	readonly page: Page;
	/** What the editor itself complained about in the browser's console. */
	readonly problems: string[] = [];
	readonly creator: Locator;
	readonly nodeView: Locator;
	readonly output: Locator;
	readonly credential: Locator;
	/** Nodes and notes. */
	readonly canvasNodes: Locator;

	constructor(page: Page, origin: string) {
		this.page = page;
		this.creator = page.getByTestId('node-creator');
		this.nodeView = page.getByTestId('ndv');
		this.output = page.getByTestId('output-panel');
		this.credential = page.getByTestId('editCredential-modal');
		this.canvasNodes = page.locator('.vue-flow__node');
		page.on('pageerror', (error) => this.problems.push(error.stack ?? error.message));
		page.on('console', (message) => {
			const { url } = message.location();
			if (message.type() !== 'error' || (url !== '' && !isOurs(url, origin))) return;
			this.problems.push(`${message.text()} (${url})`);
		});
	}

	/** Opens a workflow's canvas. */
	async openWorkflow(id: string): Promise<void> {
		await this.page.goto(`/workflow/${id}`);
		await this.page.getByTestId('canvas-node').first().waitFor();
	}

	/** Opens one node of a workflow. */
	async openNode(workflowId: string, nodeId: string): Promise<void> {
		await this.page.goto(`/workflow/${workflowId}/${nodeId}`);
		await this.nodeView.waitFor();
		await this.page.getByTestId('parameter-item').first().waitFor();
	}

	/** Adds a node after the last one: searches for it and shows its actions. */
	async searchNode(name: string): Promise<void> {
		await this.page.getByTestId('canvas-handle-plus').last().click();
		await this.creator.getByTestId('node-creator-search-bar').fill(name);
		await this.creator.getByTestId('node-creator-item-name').getByText(name, { exact: true }).click();
		await this.creator.getByTestId('node-creator-category-item').first().waitFor();
	}

	/** Adds the node with the action, and waits until it is open. */
	async chooseAction(action: string): Promise<void> {
		await this.creator.getByTestId('node-creator-item-name').getByText(action, { exact: true }).click();
		await this.nodeView.waitFor();
	}

	/** Opens the form for a new credential of the open node. */
	async newCredential(): Promise<void> {
		const select = this.nodeView.getByTestId('node-credentials-select');
		// Instead of the list there is a button as long as there is nothing to choose from.
		await this.nodeView.getByRole('button', { name: /^Connect to / }).or(select).click();
		const add = this.page.getByTestId('node-credentials-select-item-new');
		await add.or(this.credential).filter({ visible: true }).first().waitFor();
		if (await add.isVisible()) await add.click();
		await this.credential.waitFor();
	}

	/** A text field of the credential's form. */
	credentialField(name: string): Locator {
		return this.credential.getByTestId(`parameter-input-${name}`).locator('input');
	}

	/** Types into the credential's form. */
	async fillCredential(values: Readonly<Record<string, string>>): Promise<void> {
		for (const [name, value] of Object.entries(values)) {
			await this.credentialField(name).fill(value);
			await this.credentialField(name).blur();
			// The form takes a text over a moment after it was typed.
			await this.page.waitForTimeout(FORM_DELAY_MS);
		}
	}

	/** Saves the credential, which also tests it, and returns what n8n says is wrong with it. */
	async saveCredentialInVain(): Promise<string> {
		const tested = this.page.waitForResponse((response) => response.url().endsWith('/rest/credentials/test'));
		await this.credential.getByTestId('credential-save-button').click();
		await tested;
		// n8n's own headline hides what the credential says, until that is once asked for.
		await this.credential.getByText('Couldn’t connect with these settings').waitFor();
		const more = this.credential.getByText('More details');
		if (await more.isVisible()) await more.click();
		return await this.credential.getByTestId('node-credentials-config-container').innerText();
	}

	/** Saves the credential; the form closes by itself if the test succeeds. */
	async saveCredential(): Promise<void> {
		await this.credential.getByTestId('credential-save-button').click();
		await this.credential.waitFor({ state: 'hidden' });
	}

	/** The labels of the open node's parameters, from top to bottom; of a notice its text. */
	async parameters(): Promise<string[]> {
		const items = this.nodeView.getByTestId('parameter-item').filter({ visible: true });
		return await items.evaluateAll((elements) =>
			elements
				.filter((element) => element.parentElement?.closest('[data-test-id="parameter-item"]') === null)
				.map((element) => {
					const label = element.querySelector<HTMLElement>('[data-test-id="input-label"]') ?? element;
					// Below a label stand the switches that appear when the mouse is over it.
					return label instanceof HTMLElement ? (label.innerText.trim().split('\n')[0] ?? '') : '';
				}),
		);
	}

	/** The open node's parameter with this label. */
	parameter(label: string): Locator {
		return this.nodeView
			.getByTestId('parameter-item')
			.filter({ visible: true })
			.filter({ has: this.page.getByTestId('input-label').getByText(label, { exact: true }) });
	}

	/** Opens a list of the open node, and returns what it offers. */
	async choices(name: string): Promise<string[]> {
		await this.nodeView.getByTestId(`parameter-input-${name}`).click();
		await this.options().first().waitFor();
		const texts = await this.options().allInnerTexts();
		await this.page.keyboard.press('Escape');
		await this.options().first().waitFor({ state: 'hidden' });
		return texts.map((text) => text.split('\n')[0] ?? '');
	}

	/** Chooses from a list of the open node, which may stay as it is. */
	async choose(name: string, label: string): Promise<void> {
		await this.nodeView.getByTestId(`parameter-input-${name}`).click();
		await this.options().filter({ has: this.page.getByText(label, { exact: true }) }).click();
		await this.options().first().waitFor({ state: 'hidden' });
	}

	/** What can be added to a collection of the open node. */
	async addable(collection: string): Promise<string[]> {
		await this.parameter(collection).getByTestId('collection-parameter-add').click();
		await this.addableOptions().first().waitFor();
		const texts = await this.addableOptions().allInnerTexts();
		await this.page.keyboard.press('Escape');
		await this.addableOptions().first().waitFor({ state: 'hidden' });
		return texts.map((text) => text.trim());
	}

	/** Adds the only thing that can be added to a collection of the open node. */
	async addOnly(collection: string): Promise<void> {
		await this.parameter(collection).getByTestId('collection-parameter-add').click();
	}

	/** Adds an entry to the open node's custom fields. */
	async addCustomField(): Promise<void> {
		await this.parameter('Custom Fields').getByTestId(/^fixed-collection-add/).first().click();
		await this.nodeView.getByTestId('parameter-input-key').first().waitFor();
	}

	/** Says what the open node does when it fails. */
	async chooseOnError(label: string): Promise<void> {
		await this.nodeView.getByTestId('tab-settings').click();
		await this.choose('onError', label);
		await this.nodeView.getByTestId('tab-params').click();
	}

	/** Executes the open node, and those before it that have not run. */
	async executeNode(): Promise<void> {
		await this.nodeView.getByTestId('node-execute-button').click();
		await this.output.getByTestId('node-run-status-success').waitFor({ timeout: 60_000 });
	}

	/** Executes the whole workflow from its canvas. */
	async executeWorkflow(): Promise<void> {
		await this.page.getByTestId('execute-workflow-button').click();
		await this.page.getByText('Workflow executed successfully').waitFor({ timeout: 60_000 });
	}

	/** Widens the output at the input's expense. */
	async moveParameters(pixels: number): Promise<void> {
		const handle = this.nodeView.getByTestId('panel-drag-button');
		const box = await handle.boundingBox();
		if (box === null) throw new Error('The parameters can not be moved');
		const from = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
		await this.page.mouse.move(from.x, from.y);
		await this.page.mouse.down();
		await this.page.mouse.move(from.x + pixels, from.y, { steps: 10 });
		await this.page.mouse.up();
	}

	/** Opens a node from the canvas. */
	async openNodeOnCanvas(name: string): Promise<void> {
		await this.page.getByTestId('canvas-node').filter({ hasText: name }).dblclick();
		await this.nodeView.waitFor();
	}

	async closeNode(): Promise<void> {
		await this.nodeView.getByTestId('ndv-close-button').click();
		await this.nodeView.waitFor({ state: 'hidden' });
	}

	/** Closes the notifications, which come and go. */
	async dismissNotifications(): Promise<void> {
		for (const notification of await this.page.locator('.el-notification__closeBtn').all()) await notification.click();
		await this.page.locator('.el-notification').first().waitFor({ state: 'hidden' });
	}

	/** Takes a picture for `docs/images/` of a part of the window, or of what is left of it below its top. */
	async takePicture(name: string, part: Locator, { top = 0, height = Infinity }: { readonly top?: number; readonly height?: number } = {}): Promise<void> {
		await this.moveMouseAway();
		const box = await part.boundingBox();
		if (box === null) throw new Error(`There is nothing to see for ${name}.png`);
		await this.screenshot(name, { ...box, y: box.y + top, height: Math.min(height, box.height - top) }, WITHOUT_NEIGHBOURS);
	}

	/** Takes a picture for `docs/images/` of the workflow, without what the editor puts around it. */
	async takeWorkflowPicture(name: string): Promise<void> {
		await this.moveMouseAway();
		// Zoom to fit; the canvas glides there. By mouse, a trigger that comes to lie under it would unfold.
		await this.page.keyboard.press('1');
		await this.page.waitForTimeout(1_000);
		const boxes = await this.canvasNodes.evaluateAll((nodes) =>
			nodes
				// A node, its icons and its texts; what merely holds them, or waits for the mouse, is larger than what is seen.
				.flatMap((node) => [node, ...node.querySelectorAll('svg, :not(:has(*)):not(:empty)')])
				.filter((element) => element.checkVisibility({ opacityProperty: true, visibilityProperty: true }))
				.map((element) => element.getBoundingClientRect())
				.filter(({ width, height }) => width > 0 && height > 0),
		);
		const left = Math.min(...boxes.map(({ x }) => x)) - MARGIN;
		const top = Math.min(...boxes.map(({ y }) => y)) - MARGIN;
		const right = Math.max(...boxes.map(({ x, width }) => x + width)) + MARGIN;
		const bottom = Math.max(...boxes.map(({ y, height }) => y + height)) + MARGIN;
		await this.screenshot(name, { x: left, y: top, width: right - left, height: bottom - top }, WITHOUT_CONTROLS);
	}

	/** Away from everything that changes under the mouse. */
	private async moveMouseAway(): Promise<void> {
		await this.page.mouse.move(1, 200);
	}

	private async screenshot(name: string, clip: Rectangle, style: string): Promise<void> {
		await mkdir(PICTURES, { recursive: true });
		await this.page.screenshot({ path: path.join(PICTURES, `${name}.png`), animations: 'disabled', caret: 'hide', style, clip });
	}

	private options(): Locator {
		return this.page.getByRole('option').filter({ visible: true });
	}

	private addableOptions(): Locator {
		return this.page.getByTestId('collection-parameter-option').filter({ visible: true });
	}
}

/**
 * Whether what went wrong there can be the node's fault. The editor asks other hosts, such as the npm
 * registry, about community nodes, and here nobody answers; some of n8n's own nodes lack an output schema.
 */
function isOurs(url: string, origin: string): boolean {
	return url.startsWith(origin) && !url.startsWith(`${origin}/schemas/n8n-nodes-base.`);
}
