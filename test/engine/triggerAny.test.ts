import fc from 'fast-check';
import type { PollingNode } from '../../engine/index.mts';
import type { Sandbox, StoredRecord } from '../../sandbox/server.mts';
import { startSandbox } from '../../sandbox/server.mts';
import { failPage, restart, watch } from './support/trigger.ts';
import type { Event } from './support/trigger.ts';

let now = Date.parse('2024-05-01T10:00:00Z');
let sandbox: Sandbox;
beforeAll(async () => {
	sandbox = await startSandbox({ now: () => now });
});
afterAll(async () => await sandbox.close());

type Edit =
	| { readonly kind: 'add'; readonly count: number; readonly after: number }
	/** `which` of the records, wherever it may be. */
	| { readonly kind: 'change' | 'remove'; readonly which: number; readonly after: number };

/** A poll, with what is edited before it, while it reads, and the page it may fail at. */
interface Round {
	readonly before: readonly Edit[];
	readonly during: readonly Edit[];
	readonly failing: number | undefined;
	/** Whether n8n starts anew before it. */
	readonly restarts: boolean;
}

/** Milliseconds that go by before an edit: often none, so that times are shared. */
const after = fc.constantFrom(0, 0, 1, 999, 3000);
const anyEdit: fc.Arbitrary<Edit> = fc.oneof(
	// About a page at a time, so that a poll often reads more than one.
	fc.record({ kind: fc.constant('add' as const), count: fc.oneof(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 95, max: 130 })), after }),
	fc.record({ kind: fc.constantFrom('change' as const, 'change' as const, 'remove' as const), which: fc.nat(), after }),
);
const anyRound: fc.Arbitrary<Round> = fc.record({
	before: fc.array(anyEdit, { maxLength: 4 }),
	during: fc.array(anyEdit, { maxLength: 6 }),
	failing: fc.option(fc.nat({ max: 2 }), { nil: undefined, freq: 4 }),
	restarts: fc.boolean(),
});

function make(edit: Edit): void {
	now += edit.after;
	if (edit.kind === 'add') {
		sandbox.seed('client', Array.from({ length: edit.count }, (_, index) => ({ name: `N${index}` })));
		return;
	}
	const all = sandbox.records('client');
	const uuid = all[edit.which % Math.max(1, all.length)]?.uuid ?? '';
	if (edit.kind === 'remove') sandbox.remove('client', uuid);
	else sandbox.change('client', uuid, { note: String(edit.which) });
}

const versionOf = ({ uuid, modifiedTime }: StoredRecord) => `${uuid} ${modifiedTime}`;

/** What a trigger for one event reports while all this happens, each record as UUID and time of its change. */
async function report(event: Event, initially: number, rounds: readonly Round[]) {
	sandbox.reset();
	sandbox.seed('client', Array.from({ length: initially }, () => ({ name: 'Old' })));
	const reported: string[] = [];
	let trigger: PollingNode = watch(sandbox, { event });
	const poll = async () => {
		for (const { json } of (await trigger.poll())?.[0] ?? []) reported.push(`${String(json.uuid)} ${String(json.modifiedTime)}`);
	};
	await poll();
	const old = new Map(sandbox.records('client').map((record) => [record.uuid, record.modifiedTime]));

	for (const { before, during, failing, restarts } of rounds) {
		if (restarts) trigger = restart(sandbox, trigger, { event });
		before.forEach(make);
		// One before each request, until none is left.
		const edits = [...during];
		sandbox.script(() => {
			const edit = edits.shift();
			if (edit !== undefined) make(edit);
			return undefined;
		});
		if (failing !== undefined) sandbox.script(failPage(failing));
		await poll().catch(() => undefined);
		sandbox.clearScript();
	}
	// Two polls in peace: what moved while pages were read may have been left to the next one.
	await poll();
	await poll();
	const changed = sandbox.records('client').filter(({ uuid, modifiedTime }) => old.get(uuid) !== modifiedTime);
	return { reported, changed, created: changed.filter(({ uuid }) => !old.has(uuid)) };
}

const anyHistory = [fc.constantFrom(0, 3, 120), fc.array(anyRound, { minLength: 1, maxLength: 4 })] as const;
const check = async (event: Event, judge: (result: Awaited<ReturnType<typeof report>>) => void) =>
	await fc.assert(
		fc.asyncProperty(...anyHistory, async (initially, rounds) => judge(await report(event, initially, rounds))),
		{ numRuns: 100 },
	);
const TIMEOUT = 120_000;

describe('whatever happens between polls, during them, and to them,', () => {
	it('no change is reported twice, and the last change of each record is', async () => {
		await check('createdOrUpdated', ({ reported, changed }) => {
			expect(new Set(reported).size).toBe(reported.length);
			expect(changed.map(versionOf).filter((version) => !reported.includes(version))).toEqual([]);
		});
	}, TIMEOUT);

	it('each new record is reported once as created', async () => {
		await check('created', ({ reported, created }) => {
			const uuids = reported.map((version) => version.split(' ')[0]);
			expect(new Set(uuids).size).toBe(uuids.length);
			expect(created.map(({ uuid }) => uuid).filter((uuid) => !uuids.includes(uuid))).toEqual([]);
		});
	}, TIMEOUT);

	it('the last change of each old record is reported as an update', async () => {
		await check('updated', ({ reported, changed, created }) => {
			const fresh = new Set(created.map(({ uuid }) => uuid));
			const updated = changed.filter(({ uuid }) => !fresh.has(uuid)).map(versionOf);
			expect(new Set(reported).size).toBe(reported.length);
			expect(updated.filter((version) => !reported.includes(version))).toEqual([]);
		});
	}, TIMEOUT);
});
