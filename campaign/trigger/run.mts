/** Runs one scenario of the trigger: one poll after another, and two calm ones at the end. */
import type { IDataObject } from 'n8n-workflow';
import { activatePolling } from '../../engine/index.mts';
import type { PollingNode, PollingOptions } from '../../engine/index.mts';
import type { RequestEntry } from '../../sandbox/server.mts';
import { begin, credentialsFor, leaksIn, nodePackage, pass, sandbox, settle } from '../lib/bench.mts';
import { CALM } from '../lib/conditions.mts';
import { History } from '../lib/history.mts';
import { faultAt, playCommon } from '../lib/play.mts';
import { wire } from '../lib/wire.mts';
import type { PollSpec, Scenario } from './scenario.mts';

/** What one poll came to. */
export interface Poll {
	readonly spec: PollSpec;
	readonly beganAt: number;
	readonly endedAt: number;
	/** What the workflow is started with; empty if it isn't. */
	readonly delivered: readonly IDataObject[];
	/** The message of the error, if the poll failed. */
	readonly error: string | undefined;
	/** What n8n has stored, before and after. */
	readonly memoryBefore: IDataObject;
	readonly memoryAfter: IDataObject;
	readonly requests: readonly RequestEntry[];
	/** The last state of each record as the poll ended, by UUID. */
	readonly statesThen: ReadonlyMap<string, string>;
}

/** What a run left behind. */
export interface Observation {
	readonly scenario: Scenario;
	readonly history: History;
	readonly polls: readonly Poll[];
	/** What a test in the editor shows at the end. */
	readonly tested: readonly IDataObject[];
	readonly sent: number;
	readonly sentAtOnce: number;
	readonly leaks: readonly string[];
}

const QUIET: PollSpec = { kind: 'poll', changes: [], faults: [], isLost: false };
/** Milliseconds after which the last changes are no longer of the present moment. */
const PAUSE = 5000;

const node = { id: '1', name: 'Trigger', type: 'n8n-nodes-clientsuccess.clientSuccessTrigger', typeVersion: 1, position: [0, 0] };

function activate({ object, event }: Scenario, more: Pick<PollingOptions, 'staticData' | 'mode'>): PollingNode {
	return activatePolling({
		workflow: { nodes: [{ ...node, parameters: { resource: object, event } }], connections: {} },
		...nodePackage,
		credentials: credentialsFor({ unreachable: false }),
		...more,
	});
}

/** Sets what befalls the next requests. */
function prepare({ changes, faults }: PollSpec, { latencies }: Scenario, history: History): void {
	const before = sandbox.requests.length;
	sandbox.clearScript();
	sandbox.script(({ id }) => {
		const number = id - before;
		for (const { at, change } of changes) if (at === number) history.apply(change);
		// At least a millisecond, so that what happens between two pages has a time of its own.
		const delay = Math.max(1, latencies[number % latencies.length] ?? 1);
		const planned = faultAt(faults, number);
		if (planned === undefined) return { delay };
		const fault = { name: planned.kind, ...playCommon(planned, 'read') };
		return { ...fault, delay: delay + (fault.delay ?? 0) };
	});
}

async function pollOnce(spec: PollSpec, scenario: Scenario, polling: PollingNode, history: History): Promise<Poll> {
	prepare(spec, scenario, history);
	const beganAt = Date.now();
	const before = sandbox.requests.length;
	const memoryBefore = polling.staticData();
	const { items, error } = await settle(
		polling.poll().then(
			(outputs) => ({ items: outputs?.[0] ?? [], error: undefined }),
			(reason: unknown) => ({ items: [], error: reason instanceof Error ? reason.message : String(reason) }),
		),
	);
	return {
		spec,
		beganAt,
		endedAt: Date.now(),
		delivered: items.map(({ json }) => json),
		error,
		memoryBefore,
		memoryAfter: polling.staticData(),
		requests: sandbox.requests.slice(before),
		statesThen: new Map(history.alive.map((uuid) => [uuid, history.last(uuid)?.modifiedTime ?? ''])),
	};
}

/** Carries a scenario out. */
export async function run(scenario: Scenario): Promise<Observation> {
	const { object, records, steps, rateLimit, jitter } = scenario;
	begin({ ...CALM, rateLimit, jitter });
	const [parent] = object === 'client' ? [] : sandbox.seed('client', [{ name: 'Parent' }]);
	const history = new History(object, (number) => ({ name: `Record ${number}`, clientId: parent?.uuid }));
	if (records > 0) history.apply({ kind: 'create', which: 0, count: records });
	await pass(PAUSE);

	const polls: Poll[] = [];
	let polling = activate(scenario, {});
	const poll = async (spec: PollSpec) => {
		const done = await pollOnce(spec, scenario, polling, history);
		polls.push(done);
		if (spec.isLost) polling = activate(scenario, { staticData: done.memoryBefore });
	};
	for (const step of steps) {
		if (step.kind === 'poll') await poll(step);
		else if (step.kind === 'change') history.apply(step.change);
		else if (step.kind === 'wait') await pass(step.milliseconds);
		else polling = activate(scenario, { staticData: polling.staticData() });
	}
	for (let times = 0; times < 2; times++) {
		await pass(PAUSE);
		await poll(QUIET);
	}
	const test = activate(scenario, { mode: 'manual' });
	const tested = await settle(test.poll());
	return {
		scenario,
		history,
		polls,
		tested: tested?.[0]?.map(({ json }) => json) ?? [],
		sent: wire.count,
		sentAtOnce: wire.most,
		leaks: leaksIn({ polls: polls.map(({ delivered, error, memoryAfter }) => [delivered, error, memoryAfter]) }),
	};
}
