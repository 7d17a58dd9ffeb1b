/** What the process that runs the checks of one version tells the one that started it. */

/** How one check ended. */
export interface CheckReport {
	readonly name: string;
	readonly result: 'passed' | 'failed';
	/** Why it failed. */
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
