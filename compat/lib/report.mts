/** What the process that runs the checks of one version tells the one that started it. */

/** How one check ended. */
export interface CheckReport {
	readonly name: string;
	/** `skipped`: the version lacks what it is about. */
	readonly result: 'passed' | 'failed' | 'skipped';
	/** Why it failed, or was skipped. */
	readonly reason?: string;
}

export interface Report {
	/** As installed. */
	readonly core: string;
	readonly workflow: string;
	readonly node: string;
	readonly checks: readonly CheckReport[];
}

export const isReport = (value: unknown): value is Report =>
	typeof value === 'object' && value !== null && 'core' in value && 'checks' in value;
