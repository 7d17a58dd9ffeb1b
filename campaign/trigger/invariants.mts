/** Everything that must hold after a run of the trigger. */
import { isDeepStrictEqual } from 'node:util';
import type { IDataObject } from 'n8n-workflow';
import type { StoredRecord } from '../../sandbox/server.mts';
import { REQUEST_DEFAULTS } from '../lib/conditions.mts';
import type { History } from '../lib/history.mts';
import { createdAt, modifiedAt } from '../lib/history.mts';
import { breachesOfTraffic } from '../lib/traffic.mts';
import type { Observation, Poll } from './run.mts';

/** A run that was checked. */
export interface Verdict {
	readonly observation: Observation;
	readonly breaches: readonly string[];
}

/** Seconds that a poll waits at most for ClientSuccess: the next one comes anyway. */
const MAX_WAIT = 60;
/** A record that is changed within so many milliseconds of its creation is only new. */
const CREATION = 1000;

const isState = (state: StoredRecord, delivered: IDataObject) => Object.keys(state).every((field) => isDeepStrictEqual(delivered[field], state[field]));

/** The state of a record that was delivered; undefined if it never had it. */
const stateOf = (delivered: IDataObject, history: History): StoredRecord | undefined =>
	history.states.get(String(delivered['uuid']))?.find((state) => isState(state, delivered));

/** A poll that counts: it went well, and n8n stored what it came to. */
const counts = ({ error, spec }: Poll) => error === undefined && !spec.isLost;

/** What the node itself has stored: n8n makes room for it before there is anything. */
const storedIn = (memory: IDataObject): unknown => memory['node:Trigger'] ?? {};

/** A poll that fails leaves everything to the next one. */
function nothingLostByFailures({ polls }: Observation): string[] {
	return polls.flatMap(({ error, memoryBefore, memoryAfter }, index) =>
		error !== undefined && !isDeepStrictEqual(storedIn(memoryBefore), storedIn(memoryAfter)) ? [`poll ${index} failed, and yet remembers what it saw: ${error}`] : [],
	);
}

/** A poll without a fault is no failure. */
function soundPollsSucceed({ polls, scenario }: Observation): string[] {
	if (scenario.rateLimit !== null) return [];
	return polls.flatMap(({ error, spec }, index) => (error !== undefined && spec.faults.length === 0 ? [`poll ${index} failed: ${error}`] : []));
}

/** What is delivered is true, new, after the start, and in order. */
function deliveriesAreNew({ polls, history }: Observation, start: Poll): string[] {
	const known = new Set<string>();
	return polls.flatMap((poll, index) => {
		const breaches: string[] = [];
		let last = 0;
		for (const record of poll.delivered) {
			const state = stateOf(record, history);
			if (state === undefined) {
				breaches.push(`poll ${index} delivers ${String(record['uuid'])} as it never was`);
				continue;
			}
			const name = `${state.uuid} ${state.modifiedTime}`;
			if (known.has(name)) breaches.push(`poll ${index} delivers again ${name}`);
			if (counts(poll)) known.add(name);
			if (modifiedAt(state) < start.beganAt) breaches.push(`poll ${index} delivers ${name}, which was so before the first poll`);
			if (modifiedAt(state) < last) breaches.push(`poll ${index} delivers ${name} after a later change`);
			last = modifiedAt(state);
		}
		return breaches;
	});
}

/** Whether the event is about a record that changed after the first poll; undefined if it may be or not. */
function isWanted(state: StoredRecord, { scenario: { event } }: Observation, start: Poll): boolean | undefined {
	const isOld = createdAt(state) < start.beganAt;
	const isNew = createdAt(state) > start.endedAt;
	if (event === 'createdOrUpdated') return true;
	if (event === 'created') return isNew ? true : isOld ? false : undefined;
	if (modifiedAt(state) === createdAt(state)) return false;
	return isOld || modifiedAt(state) - createdAt(state) > CREATION ? true : undefined;
}

/** Each change is delivered by the next poll that goes well, at least in the state that the record has then. */
function nothingMissed(observation: Observation, start: Poll): string[] {
	const { polls, history, scenario } = observation;
	const delivered = new Map<string, Set<string>>();
	let hasStarted = false;
	return polls.flatMap((poll, index) => {
		if (!counts(poll)) return [];
		for (const { uuid, modifiedTime } of poll.delivered) delivered.set(String(uuid), (delivered.get(String(uuid)) ?? new Set()).add(String(modifiedTime)));
		if (!hasStarted) {
			hasStarted = true;
			return [];
		}
		return [...poll.statesThen].flatMap(([uuid, modifiedTime]) => {
			const state = history.states.get(uuid)?.find((each) => each.modifiedTime === modifiedTime);
			if (state === undefined) return [];
			// A new record is delivered once, in whichever state.
			const isKnown = scenario.event === 'created' ? delivered.has(uuid) : delivered.get(uuid)?.has(modifiedTime) === true;
			const moment = scenario.event === 'created' ? createdAt(state) : modifiedAt(state);
			const isDue = moment > start.endedAt && modifiedAt(state) < poll.beganAt && isWanted(state, observation, start) === true;
			return isDue && !isKnown ? [`poll ${index} misses ${uuid}, changed at ${modifiedTime}`] : [];
		});
	});
}

/** Nothing is delivered that the event isn't about. */
function onlyTheEvent(observation: Observation, start: Poll): string[] {
	const { polls, history, scenario } = observation;
	const seen = new Set<string>();
	return polls.filter(counts).flatMap(({ delivered }) =>
		delivered.flatMap((record) => {
			const state = stateOf(record, history);
			if (state === undefined) return [];
			const isTwice = scenario.event === 'created' && seen.has(state.uuid);
			seen.add(state.uuid);
			if (isTwice) return [`${state.uuid} was created once, but delivered twice`];
			return isWanted(state, observation, start) === false ? [`${state.uuid} is delivered, which was not ${scenario.event}`] : [];
		}),
	);
}

/** Once nothing changes any more, nothing is delivered any more; a test in the editor shows the latest record. */
function endsQuietly({ polls, tested, history, scenario }: Observation): string[] {
	const breaches: string[] = [];
	if ((polls.at(-1)?.delivered.length ?? 0) > 0 && polls.at(-2)?.error === undefined) breaches.push('a second poll without a change delivers something');
	const times = history.alive.map((uuid) => history.last(uuid)).map((state) => (state === undefined ? 0 : modifiedAt(state)));
	const latest = times.reduce((a, b) => Math.max(a, b), 0);
	const [record] = tested;
	if (scenario.rateLimit === null && (tested.length !== Math.min(1, times.length) || (record !== undefined && Date.parse(String(record['modifiedTime'])) !== latest))) {
		breaches.push(`a test shows ${tested.length} records, changed at ${String(record?.['modifiedTime'])}`);
	}
	return breaches;
}

/** Checks a run against every promise. */
export function check(observation: Observation): Verdict {
	const { polls, sentAtOnce, leaks, scenario } = observation;
	const start = polls.find(counts);
	const breaches = [
		...nothingLostByFailures(observation),
		...soundPollsSucceed(observation),
		...(start === undefined ? [] : [deliveriesAreNew, nothingMissed, onlyTheEvent].flatMap((invariant) => invariant(observation, start))),
		...endsQuietly(observation),
		...polls.flatMap(({ requests }) =>
			breachesOfTraffic({
				requests,
				sent: requests.length,
				sentAtOnce,
				sentBeforeCancel: undefined,
				leaks,
				rateLimit: scenario.rateLimit,
				options: { ...REQUEST_DEFAULTS, maxRetryWait: MAX_WAIT },
			}),
		),
	];
	return { observation, breaches: [...new Set(breaches)] };
}
