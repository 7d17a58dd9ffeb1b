/** Works through jobs several at a time, while jobs that share a key keep their order. */

export interface LaneOptions<Job> {
	/** Jobs in progress at any time, at most. */
	readonly concurrency: number;
	/** What a job must not overtake or be overtaken on. */
	keysOf(job: Job): readonly string[];
	work(job: Job): Promise<void>;
}

/**
 * Takes the jobs in order. A job waits for earlier ones that share a key; those have been started before
 * it, so the wait ends. Rejects when `work` does.
 */
export async function runInLanes<Job>(jobs: readonly Job[], { concurrency, keysOf, work }: LaneOptions<Job>): Promise<void> {
	const lastByKey = new Map<string, Promise<void>>();
	let next = 0;

	const runNext = async (job: Job) => {
		const keys = keysOf(job);
		const earlier = keys.flatMap((key) => lastByKey.get(key) ?? []);
		const done = Promise.all(earlier).then(async () => await work(job));
		for (const key of keys) lastByKey.set(key, done);
		await done;
		for (const key of keys) if (lastByKey.get(key) === done) lastByKey.delete(key);
	};

	const lane = async () => {
		for (let job = jobs[next++]; job !== undefined; job = jobs[next++]) await runNext(job);
	};
	await Promise.all(Array.from({ length: Math.min(concurrency, jobs.length) }, lane));
}
