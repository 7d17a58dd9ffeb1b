/** Everything that must hold after a run that reads. */
import { isDeepStrictEqual } from 'node:util';
import type { IDataObject } from 'n8n-workflow';
import type { StoredRecord } from '../../sandbox/server.mts';
import { REQUEST_DEFAULTS, isCalm } from '../lib/conditions.mts';
import { breachesOfTraffic } from '../lib/traffic.mts';
import { breachesOfCompleteness } from './completeness.mts';
import { readReplies } from './replies.mts';
import type { Reply } from './replies.mts';
import { recordAskedFor } from './run.mts';
import type { Observation } from './run.mts';
import type { QuestionSpec } from './scenario.mts';
import { nameKey } from './scenario.mts';

/** A run that was checked. */
export interface Verdict {
	readonly observation: Observation;
	readonly replies: readonly Reply[];
	readonly breaches: readonly string[];
}

/** Whether a record was once as it is answered. */
function isState(state: StoredRecord, answered: IDataObject, isSimple: boolean): boolean {
	const isSame = (field: string) => isDeepStrictEqual(answered[field], state[field]);
	if (!isSame('uuid') || !isSame('modifiedTime')) return false;
	return Object.keys(state).every((field) => isSame(field) || (isSimple && !(field in answered)));
}

/** Every record is one that there was, as it was. */
function recordsAreTrue({ world, scenario: { questions } }: Observation, replies: readonly Reply[]): string[] {
	return replies.flatMap(({ records }, index) =>
		records
			.filter((record) => {
				const states = world.history.states.get(String(record['uuid'])) ?? [];
				return !states.some((state) => isState(state, record, questions[index]?.simplify === true));
			})
			.map(({ uuid }) => `item ${index} answers the record ${String(uuid)} as it never was`),
	);
}

/** A question for one record is answered by that one. */
function theRightOne({ scenario, world }: Observation, replies: readonly Reply[]): string[] {
	if (scenario.operation !== 'get') return [];
	return replies.flatMap(({ kind, records }, index) => {
		const question = scenario.questions[index];
		const asked = question && recordAskedFor(question, scenario, world);
		const [record] = records;
		return kind === 'answered' && record?.['uuid'] !== asked ? [`item ${index} is answered ${String(record?.['uuid'])} instead of ${asked}`] : [];
	});
}

/** Whether a question can be answered, if nothing goes wrong. */
function isSound(question: QuestionSpec, { scenario, world }: Observation): boolean {
	const key = nameKey(scenario);
	// A search for the contracts of a client that there isn't finds none.
	const isSearch = scenario.operation === 'getAll' && (key === undefined || (key === 'uuid' && question.fate !== 'blank'));
	return isSearch || recordAskedFor(question, scenario, world) !== undefined;
}

/** Without anything going wrong, every sound question is answered; one for a record that isn't there is rejected with 404. */
function soundQuestionsAreAnswered(observation: Observation, replies: readonly Reply[]): string[] {
	const { scenario, error } = observation;
	const options = { ...REQUEST_DEFAULTS, ...scenario.options };
	if (!isCalm(scenario) || scenario.changes.length > 0 || Math.max(...scenario.latencies) >= options.timeout) return [];
	const unsound = scenario.questions.flatMap((question, index) => (isSound(question, observation) ? [] : [index]));
	if (scenario.onError === 'stopWorkflow') {
		const named = Number(/^Item (\d+):/.exec(error?.message ?? '')?.[1] ?? NaN);
		if ((error === undefined) !== (unsound.length === 0)) return [`the node ${error === undefined ? 'went on' : `stopped: ${error.message}`}, with ${unsound.length} questions that can't be answered`];
		return error === undefined || unsound.includes(named) ? [] : [`the error names item ${named}, which can be answered`];
	}
	return replies.flatMap(({ kind, httpCode }, index) => {
		const isWrong = unsound.includes(index) ? kind !== 'rejected' : kind !== 'answered';
		if (isWrong) return [`item ${index} is ${kind}`];
		const isMissing = scenario.operation === 'get' && nameKey(scenario) === 'uuid' && scenario.questions[index]?.fate === 'missing';
		return isMissing && httpCode !== 404 ? [`item ${index} asks for a record that isn't there, and has ${String(httpCode)} instead of 404`] : [];
	});
}

/** A record that is there is never called missing, unless ClientSuccess does so. */
function notCalledMissing({ scenario, world, requests }: Observation, replies: readonly Reply[]): string[] {
	if (scenario.operation !== 'get') return [];
	const isToldSo = requests.some(({ fault }) => ['null', 'text', 'refused'].includes(fault?.name?.split(' ')[0] ?? ''));
	return replies.flatMap(({ httpCode }, index) => {
		const question = scenario.questions[index];
		const uuid = question && recordAskedFor(question, scenario, world);
		const isThere = uuid !== undefined && world.history.isThere(uuid, world.startedAt);
		return httpCode === 404 && isThere && !isToldSo ? [`item ${index} is called missing, but is there`] : [];
	});
}

/** The attempts an error names are the requests for its record, and there are none for an item that is said not to be sent. */
function attemptsAreCounted({ scenario, requests, world }: Observation, replies: readonly Reply[]): string[] {
	if (scenario.operation !== 'get' || nameKey(scenario) !== 'uuid' || scenario.unreachable) return [];
	const asked = scenario.questions.map((question) => recordAskedFor(question, scenario, world));
	return replies.flatMap(({ kind, attempts }, index) => {
		const uuid = asked[index];
		if (kind === 'answered' || uuid === undefined || asked.filter((other) => other === uuid).length > 1) return [];
		const count = requests.filter(({ path }) => path === `/${scenario.object}/${uuid}`).length;
		return attempts === count ? [] : [`item ${index} is said to have taken ${String(attempts)} requests, but took ${count}`];
	});
}

/** The hint's numbers are those of the items and of the requests. */
function hintIsTrue({ hints: [hint], sent }: Observation, replies: readonly Reply[]): string[] {
	if (hint === undefined) return [];
	const number = (pattern: RegExp) => Number((pattern.exec(hint)?.[1] ?? '0').replaceAll(',', ''));
	const records = replies.reduce((sum, reply) => sum + reply.records.length, 0);
	const failed = replies.filter(({ kind }) => kind !== 'answered').length;
	const isTrue = number(/^([\d,]+) \w+ read/) === records && number(/([\d,]+) items? failed/) === failed && number(/\(([\d,]+) request/) === sent;
	return isTrue ? [] : [`the hint counts otherwise than ${records} records, ${failed} failures and ${sent} requests: ${hint}`];
}

/** A node that stops asks for nothing after the item its error names. */
function stopsAtFirstFailure({ scenario, error, requests, sentBeforeCancel, world }: Observation): string[] {
	const options = { ...REQUEST_DEFAULTS, ...scenario.options };
	const last = requests.at(-1);
	if (scenario.onError !== 'stopWorkflow' || scenario.operation !== 'get' || nameKey(scenario) !== 'uuid' || options.maxConcurrency !== 1) return [];
	if (error === undefined || last === undefined || sentBeforeCancel !== undefined) return [];
	const named = Number(/^Item (\d+):/.exec(error.message)?.[1] ?? NaN);
	const before = scenario.questions.slice(0, named + 1).map((question) => recordAskedFor(question, scenario, world) ?? 'nowhere');
	return before.some((uuid) => last.path === `/${scenario.object}/${uuid}`) ? [] : [`${last.path} was asked for although item ${named} had failed`];
}

/** Checks a run against every promise. */
export function check(observation: Observation): Verdict {
	const { replies, breaches } = readReplies(observation);
	const { scenario } = observation;
	const invariants = [recordsAreTrue, theRightOne, soundQuestionsAreAnswered, notCalledMissing, attemptsAreCounted, breachesOfCompleteness];
	const isWhole = observation.sentBeforeCancel === undefined && observation.error === undefined;
	return {
		observation,
		replies,
		breaches: [
			...breaches,
			...invariants.flatMap((invariant) => invariant(observation, replies)),
			...(isWhole ? hintIsTrue(observation, replies) : []),
			...stopsAtFirstFailure(observation),
			...breachesOfTraffic({ ...observation, rateLimit: scenario.rateLimit, options: { ...REQUEST_DEFAULTS, ...scenario.options } }),
		],
	};
}
