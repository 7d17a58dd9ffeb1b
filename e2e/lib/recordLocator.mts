/** A parameter that names a record: by its mode, and by what is chosen from a list or typed. */
import type { Locator, Page } from '@playwright/test';

/** The locator of one parameter of the open node. */
export class RecordLocator {
	private readonly root: Locator;
	/** What is typed or chosen. */
	private readonly input: Locator;
	/** The records that the open list shows. */
	readonly records: Locator;
	private readonly page: Page;

	constructor(page: Page, parameter: string) {
		this.page = page;
		this.root = page.getByTestId('ndv').getByTestId(`resource-locator-${parameter}`);
		this.input = this.root.locator('[data-test-id="rlc-input"] input, input[data-test-id="rlc-input"]');
		// The list floats above everything; a closed one stays where it was, unseen.
		this.records = page.getByTestId('rlc-item').filter({ visible: true });
	}

	/** The modes it offers. */
	async modes(): Promise<string[]> {
		await this.root.getByTestId('rlc-mode-selector').click();
		const options = this.page.getByRole('option').filter({ visible: true });
		await options.first().waitFor();
		const texts = await options.allInnerTexts();
		await this.page.keyboard.press('Escape');
		await options.first().waitFor({ state: 'hidden' });
		return texts.map((text) => text.split('\n')[0] ?? '');
	}

	async chooseMode(mode: string): Promise<void> {
		await this.root.getByTestId('rlc-mode-selector').click();
		const options = this.page.getByRole('option').filter({ visible: true });
		await options.filter({ has: this.page.getByText(mode, { exact: true }) }).click();
		await options.first().waitFor({ state: 'hidden' });
	}

	/** Types the record's name, in a mode that takes one. */
	async fill(text: string): Promise<void> {
		await this.input.fill(text);
		await this.input.blur();
		// The editor takes a text over a moment after it was typed.
		await this.page.waitForTimeout(500);
	}

	/** Opens the list, and waits for its first page. */
	async open(): Promise<void> {
		await this.input.click();
		await this.records.first().waitFor();
	}

	/** Types into the open list. */
	async search(text: string): Promise<void> {
		await this.page.locator('[data-test-id="rlc-search"] input, input[data-test-id="rlc-search"]').filter({ visible: true }).fill(text);
	}

	/** Chooses from the open list. */
	async choose(name: string): Promise<void> {
		await this.records.filter({ hasText: name }).click();
		await this.records.first().waitFor({ state: 'hidden' });
	}
}
