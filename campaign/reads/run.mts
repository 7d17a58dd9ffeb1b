/** Runs one scenario that reads. */
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import type { Row } from '../../sandbox/server.mts';
import { begin, pass, runNode, sandbox } from '../lib/bench.mts';
import type { NodeRun } from '../lib/bench.mts';
import { History } from '../lib/history.mts';
import { faultAt, playCommon } from '../lib/play.mts';
import type { QuestionSpec, Scenario } from './scenario.mts';
import { nameKey, namedObject } from './scenario.mts';

const TWIN = 'twin';
const MISSING = 'nowhere';
/** Milliseconds between the times at which records are made. */
const EPOCH = 60_000;

/** What is there before the run. */
export interface World {
	readonly history: History;
	/** UUIDs of the records that questions can name, of whichever object, and what names them. */
	readonly nameable: ReadonlyArray<{ readonly uuid: string; readonly name: string }>;
	/** A moment after each time at which records were made. */
	readonly epochs: readonly number[];
	/** When the run began. */
	readonly startedAt: number;
}

/** What a run left behind, on both sides. */
export interface Observation extends NodeRun {
	readonly scenario: Scenario;
	readonly world: World;
}

const keysOf = (name: string) => ({ externalId: `K ${name}`, email: `${name}@example.com` });
const WIDE: Row = { street: 'a', city: 'b', state: 'c', zip: 'd', country: 'e', note: 'f' };

async function prepareWorld(scenario: Scenario): Promise<World> {
	const { object, records, isWide } = scenario;
	const parents = sandbox.seed('client', ['0', '1', TWIN, TWIN].map((name) => ({ name, ...keysOf(`P${name}`) })));
	const history = new History(object, (number) => ({
		name: `Record ${number}`,
		...keysOf(`r${number}`),
		...(object === 'client' ? {} : { clientId: parents[number % 2]?.uuid }),
		...(isWide ? WIDE : {}),
	}));
	// Parents are clients as well, which are among those that are read.
	if (object === 'client') for (const parent of parents) history.states.set(parent.uuid, [parent]);
	const epochs: number[] = [];
	for (const part of [0, 1, 2]) {
		await pass(EPOCH);
		const count = Math.floor((records + part) / 3);
		if (count > 0) history.apply({ kind: 'create', which: 0, count });
		await pass(EPOCH);
		epochs.push(Date.now());
	}
	const key = nameKey(scenario);
	const named = namedObject(scenario) === object ? sandbox.records(object).slice(object === 'client' ? 4 : 0) : parents.slice(0, 2);
	const nameable = named.map((record) => ({ uuid: record.uuid, name: String(record[key ?? 'uuid']) }));
	if (key === 'email') for (const twin of sandbox.seed('contact', [TWIN, TWIN].map((name) => ({ ...keysOf(`P${name}`), clientId: parents[0]?.uuid })))) history.states.set(twin.uuid, [twin]);
	await pass(EPOCH);
	return { history, nameable, epochs, startedAt: Date.now() };
}

/** What an item names a record by; with a key, two records can be meant. */
function nameIn({ fate, which }: QuestionSpec, scenario: Scenario, { nameable }: World): string {
	const key = nameKey(scenario);
	if (fate === 'blank') return '';
	if (fate === 'twin' && (key === 'externalId' || key === 'email')) return keysOf(`P${TWIN}`)[key];
	return (fate === 'missing' ? undefined : nameable[which % nameable.length]?.name) ?? MISSING;
}

/** The record that a question names; undefined if it is none, or not one alone. */
export function recordAskedFor(question: QuestionSpec, scenario: Scenario, world: World): string | undefined {
	const name = nameIn(question, scenario, world);
	return world.nameable.find((record) => record.name === name)?.uuid;
}

function itemOf(question: QuestionSpec, scenario: Scenario, world: World): IDataObject {
	const { limit, after, simplify } = question;
	return {
		name: nameIn(question, scenario, world),
		returnAll: limit === 'all',
		limit: limit === 'all' ? 50 : limit,
		after: after === null ? '' : new Date(world.epochs[after - 1] ?? 0).toISOString(),
		simplify,
	};
}

function parametersOf(scenario: Scenario): INodeParameters {
	const { object, operation, options } = scenario;
	const key = nameKey(scenario);
	const named = { __rl: true, mode: key === 'uuid' || key === undefined ? 'id' : key, value: '={{ $json.name }}' };
	const common = { resource: object, operation, options: { ...options }, simplify: '={{ $json.simplify }}' };
	if (operation === 'get') return { ...common, uuid: named };
	return {
		...common,
		returnAll: '={{ $json.returnAll }}',
		limit: '={{ $json.limit }}',
		filters: { modifiedAfter: '={{ $json.after }}', ...(key === undefined ? {} : { clientId: named }) },
	};
}

/** Carries a scenario out. */
export async function run(scenario: Scenario): Promise<Observation> {
	const { faults, latencies, changes, questions } = scenario;
	begin(scenario);
	const world = await prepareWorld(scenario);
	const observed = await runNode(scenario, {
		parameters: parametersOf(scenario),
		onError: scenario.onError,
		items: questions.map((question) => itemOf(question, scenario, world)),
		script: ({ id, keyOk }) => {
			for (const { at, change } of changes) if (at === id) world.history.apply(change);
			// At least a millisecond, so that what happens between two pages has a time of its own.
			const delay = Math.max(1, latencies[id % latencies.length] ?? 1);
			if (!keyOk) return { name: 'key revoked', delay };
			const planned = faultAt(faults, id);
			if (planned === undefined) return { delay };
			const fault = { name: planned.kind, ...playCommon(planned, 'read') };
			return { ...fault, delay: delay + (fault.delay ?? 0) };
		},
	});
	return { ...observed, scenario, world };
}
