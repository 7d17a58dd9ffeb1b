/** The records that others change while the node reads them, and every state they have had. */
import fc from 'fast-check';
import type { ObjectName } from '../../nodes/ClientSuccess/objects/index.ts';
import type { Row, StoredRecord } from '../../sandbox/server.mts';
import { sandbox } from './bench.mts';

/** What others do at one moment. */
export interface ChangeSpec {
	readonly kind: 'create' | 'update' | 'remove';
	/** Which record is the first, by a number that is taken modulo those there are. */
	readonly which: number;
	/** How many, one after another by age. */
	readonly count: number;
}

/**
 * A few records at once, or many.
 *
 * @param many the most of them
 * @param oneIn how often it is many: one time in so many
 */
export const changes = (many: number, oneIn: number): fc.Arbitrary<ChangeSpec> =>
	fc.record({
		kind: fc.constantFrom('create' as const, 'update' as const, 'update' as const, 'remove' as const),
		which: fc.nat(400),
		count: fc.oneof({ weight: oneIn - 1, arbitrary: fc.integer({ min: 1, max: 5 }) }, { weight: 1, arbitrary: fc.noBias(fc.integer({ min: 30, max: many })) }),
	});

export const modifiedAt = ({ modifiedTime }: StoredRecord): number => Date.parse(modifiedTime);
export const createdAt = ({ createdTime }: StoredRecord): number => Date.parse(createdTime);

export class History {
	/** By UUID, the latest last. */
	readonly states = new Map<string, StoredRecord[]>();
	/** When records were taken away. */
	readonly removals = new Map<string, number>();
	readonly #object: ObjectName;
	readonly #create: (number: number) => Row;
	#alive: string[] = [];
	#created = 0;
	#revision = 0;

	/** @param create the values of a new record, which are numbered from 0 */
	constructor(object: ObjectName, create: (number: number) => Row) {
		this.#object = object;
		this.#create = create;
	}

	/** The records there are, oldest first. */
	get alive(): readonly string[] {
		return this.#alive;
	}

	/** As a record was last. */
	last(uuid: string): StoredRecord | undefined {
		return this.states.get(uuid)?.at(-1);
	}

	apply({ kind, which, count }: ChangeSpec): void {
		if (kind === 'create') {
			this.#enter(sandbox.seed(this.#object, Array.from({ length: count }, () => this.#create(this.#created++))));
			return;
		}
		const first = this.#alive.length === 0 ? 0 : which % this.#alive.length;
		for (const uuid of this.#alive.slice(first, first + count)) {
			if (kind === 'remove') this.#remove(uuid);
			else this.#update(uuid);
		}
	}

	#enter(records: readonly StoredRecord[]): void {
		for (const record of records) {
			this.states.set(record.uuid, [record]);
			this.#alive.push(record.uuid);
		}
	}

	#update(uuid: string): void {
		const states = this.states.get(uuid);
		const before = states?.at(-1);
		// Nobody can tell two states of the same millisecond apart.
		if (states === undefined || before === undefined || modifiedAt(before) === Date.now()) return;
		const record = sandbox.change(this.#object, uuid, { revision: ++this.#revision });
		if (record !== undefined) states.push(record);
	}

	#remove(uuid: string): void {
		sandbox.remove(this.#object, uuid);
		this.#alive = this.#alive.filter((other) => other !== uuid);
		this.removals.set(uuid, Date.now());
	}

	/** Whether a record was there all the time and stayed as it was. */
	isUntouched(uuid: string, from: number, to = Infinity): boolean {
		const removed = this.removals.get(uuid);
		const states = this.states.get(uuid) ?? [];
		const isChanged = states.some((state) => modifiedAt(state) >= from && modifiedAt(state) <= to);
		return states.length > 0 && !isChanged && (removed === undefined || removed > to);
	}

	/** Whether a record was there all the time, changed or not. */
	isThere(uuid: string, from: number): boolean {
		const [first] = this.states.get(uuid) ?? [];
		return first !== undefined && createdAt(first) < from && !this.removals.has(uuid);
	}
}
