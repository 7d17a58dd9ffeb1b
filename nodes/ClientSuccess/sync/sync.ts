/** Sends mapped rows to ClientSuccess and says of each what became of it. */

import type { MappedRow } from '../records/mappedRow.ts';
import { unwrapRecord } from '../transport/answerBody.ts';
import type { ElementVerdict } from '../transport/bulkAnswer.ts';
import { judgeBulk } from '../transport/bulkAnswer.ts';
import { naturalKeysOf } from '../transport/naturalKeys.ts';
import type { Result, RetryPolicy, Transport } from '../transport/transport.ts';
import { ALWAYS_RESEND } from '../transport/transport.ts';
import type { NonEmpty } from './batches.ts';
import { halve, toBatches } from './batches.ts';
import { explain } from './explain.ts';
import { runInLanes } from './lanes.ts';
import type { Outcome } from './outcome.ts';
import type { WritePlan } from './writePlan.ts';

export interface SyncOptions {
	/** As the transport was given it. */
	readonly maxConcurrency: number;
	/** Whether requests that aren't idempotent are sent again after a server error, at the risk of a duplicate. */
	readonly retryInserts: boolean;
	readonly isolateRejected: boolean;
	/** Whether the first row that isn't written ends the run, once the requests in flight have. */
	readonly stopOnFailure: boolean;
}

type Batch = NonEmpty<MappedRow>;

/** What the requests that carried the same rows until now left behind. */
interface History {
	readonly attempts: number;
	readonly maybeWritten: boolean;
}

class Sync {
	/** By item. */
	readonly outcomes = new Map<number, Outcome>();
	readonly #plan: WritePlan;
	readonly #transport: Transport;
	readonly #options: SyncOptions;

	constructor(plan: WritePlan, transport: Transport, options: SyncOptions) {
		this.#plan = plan;
		this.#transport = transport;
		this.#options = options;
	}

	async write(rows: Batch, history: History = { attempts: 0, maybeWritten: false }): Promise<void> {
		const answered = await this.#transport.request(this.#plan.toRequest(rows), this.#retryPolicy(rows));
		const result: Result = {
			...answered,
			attempts: history.attempts + answered.attempts,
			maybeWritten: history.maybeWritten || answered.maybeWritten,
		};

		const { verdict } = result;
		if (verdict.kind === 'accepted') {
			this.#settleAccepted(rows, verdict, result);
			return;
		}
		const halves = verdict.kind === 'refused' && this.#options.isolateRejected ? halve(rows) : undefined;
		if (halves === undefined) {
			this.#settle(rows, explain({ ...result, verdict }, rows, this.#plan));
			return;
		}
		for (const half of halves) await this.write(half, result);
	}

	/** What was carried out and is sent again makes a second record, unless it is idempotent. */
	#retryPolicy(rows: Batch): RetryPolicy {
		return this.#plan.isIdempotent(rows)
			? ALWAYS_RESEND
			: { afterServerError: this.#options.retryInserts, afterLoss: false };
	}

	#settleAccepted(rows: Batch, { status, body }: { status: number; body: unknown }, history: History): void {
		if (!this.#plan.bulk) {
			this.#settle(rows, { kind: 'written', answer: unwrapRecord(body) });
			return;
		}
		const verdicts = judgeBulk(body, rows.map(({ record }) => record), this.#plan.object);
		rows.forEach((row, position) => {
			const verdict: ElementVerdict = verdicts[position] ?? { kind: 'written', answer: undefined };
			if (verdict.kind === 'written') this.#settle([row], verdict);
			else if (verdict.kind === 'refused') {
				const refused = { ...history, verdict: { ...verdict, status } };
				this.#settle([row], explain(refused, [row], this.#plan));
			} else {
				const lost = { ...history, verdict: { kind: 'lost' as const, reason: verdict.reason } };
				this.#settle([row], explain(lost, [row], this.#plan));
			}
		});
	}

	#settle(rows: Batch, outcome: Outcome): void {
		for (const { item } of rows) this.outcomes.set(item, outcome);
		if (this.#options.stopOnFailure && outcome.kind !== 'written') {
			this.#transport.halt('an earlier item failed, and the node stops on errors');
		}
	}
}

/** What ClientSuccess may match the row on: its UUID, or else its natural keys. */
const keysOf = ({ uuid, record }: MappedRow, { object }: WritePlan) =>
	uuid === undefined ? naturalKeysOf(record, object) : [`uuid:${uuid}`];

/**
 * @param rows valid ones only
 * @returns one outcome for each row, by item
 */
export async function sync(
	rows: readonly MappedRow[],
	plan: WritePlan,
	transport: Transport,
	options: SyncOptions,
): Promise<ReadonlyMap<number, Outcome>> {
	const run = new Sync(plan, transport, options);
	await runInLanes(toBatches(rows, plan.batchSize), {
		concurrency: () => transport.concurrency,
		// Requests one after another keep their order by themselves.
		keysOf: (batch) => (options.maxConcurrency === 1 ? [] : batch.flatMap((row) => keysOf(row, plan))),
		work: async (batch) => await run.write(batch),
	});
	return run.outcomes;
}
