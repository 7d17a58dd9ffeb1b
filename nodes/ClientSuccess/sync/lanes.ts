/** Works through jobs several at a time, while jobs that share a key keep their order. */

export interface LaneOptions<Job> {
	/** Jobs in progress at once, at most. It is asked again whenever one has ended. */
	concurrency(): number;
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
	let inProgress = 0;

	const runNext = async (job: Job) => {
		const keys = keysOf(job);
		const earlier = keys.flatMap((key) => lastByKey.get(key) ?? []);
		const done = Promise.all(earlier).then(async () => await work(job));
		for (const key of keys) lastByKey.set(key, done);
		await done;
		for (const key of keys) if (lastByKey.get(key) === done) lastByKey.delete(key);
	};

	await new Promise<void>((resolve, reject) => {
		const fill = () => {
			while (inProgress < concurrency()) {
				const job = jobs[next++];
				if (job === undefined) break;
				inProgress += 1;
				runNext(job).then(() => {
					inProgress -= 1;
					fill();
				}, reject);
			}
			if (inProgress === 0) resolve();
		};
		fill();
	});
}
