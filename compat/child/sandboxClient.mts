/** The sandbox, which runs in another process, through its control endpoints. */
import type { LedgerEntry, RequestEntry, Rule, Settings, Stats, StoredRecord } from '../../sandbox/server.mts';

type ObjectName = LedgerEntry['object'];
type Row = LedgerEntry['record'];

export class SandboxClient {
	readonly #control: URL;

	/** @param url the sandbox's base URL, as a credential has it */
	constructor(url: string) {
		this.#control = new URL('/_sandbox/', url);
	}

	/** `Result` is what the sandbox is known to answer. */
	async #ask<Result>(path: string, body?: unknown): Promise<Result> {
		const request = body === undefined ? {} : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
		const answer = await fetch(new URL(path, this.#control), request);
		if (!answer.ok) throw new Error(`The sandbox refused ${path}: ${await answer.text()}`);
		return (await answer.json()) as Result;
	}

	/** Every write that was made. */
	async ledger(): Promise<LedgerEntry[]> {
		return await this.#ask('ledger');
	}

	/** Every request, in the order they arrived. */
	async requests(): Promise<RequestEntry[]> {
		return await this.#ask('requests');
	}

	async stats(): Promise<Stats> {
		return await this.#ask('stats');
	}

	/** Adds records without a request. */
	async seed(object: ObjectName, ...rows: Row[]): Promise<StoredRecord[]> {
		return await this.#ask(`records/${object}`, rows);
	}

	/** Adds faults for the next requests. */
	async script(...rules: Rule[]): Promise<void> {
		await this.#ask('script', rules);
	}

	async set(settings: Partial<Settings>): Promise<void> {
		await this.#ask('settings', settings);
	}

	/** Makes the API key invalid. */
	async revoke(): Promise<void> {
		await this.#ask('revoke', {});
	}

	/** Forgets everything. */
	async reset(): Promise<void> {
		await this.#ask('reset', {});
	}
}
