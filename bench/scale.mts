/** How much is measured. */

/** A rate limit to upsert against. */
export interface RateLimit {
	/** Requests per second that are allowed. */
	readonly perSecond: number;
	/** Numbers of requests at once, the best of which is looked for. Above the limit more is better, so the highest stands for all of these. */
	readonly candidates: readonly number[];
}

export interface Scale {
	/** Rounds of each figure. */
	readonly rounds: number;
	/** Rows of the bulk inserts, the fewest first. */
	readonly inserts: readonly number[];
	/** Rows whose expressions n8n evaluates. */
	readonly evaluated: number;
	/** Rows of the run whose processor time is looked at. */
	readonly profiled: number;
	/** Rows of the run whose memory is looked at. */
	readonly weighed: number;
	/** Requests of each lane that upserts go through. */
	readonly perLane: number;
	/** Lanes that upserts go through. */
	readonly lanes: readonly number[];
	readonly limits: readonly RateLimit[];
	/** Seconds that a run against a rate limit takes at best. */
	readonly limitedFor: number;
}

/** Everything, as docs/performance.md has it. */
export const full = (rounds: number): Scale => ({
	rounds,
	inserts: [10_000, 100_000],
	evaluated: 10_000,
	profiled: 100_000,
	weighed: 50_000,
	perLane: 40,
	lanes: [1, 5, 10, 20],
	limits: [
		{ perSecond: 100, candidates: [4, 5, 6, 20] },
		{ perSecond: 200, candidates: [9, 10, 11, 12, 20] },
	],
	limitedFor: 15,
});

/** A look of a minute or two, at whether everything still runs and nothing has become many times slower. */
export const quick: Scale = {
	rounds: 1,
	inserts: [10_000],
	evaluated: 1_000,
	profiled: 10_000,
	weighed: 10_000,
	perLane: 20,
	lanes: [1, 20],
	limits: [{ perSecond: 100, candidates: [5] }],
	limitedFor: 10,
};
