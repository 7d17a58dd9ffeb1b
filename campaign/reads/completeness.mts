/** Get Many answers every record that it should, each once, in order. */
import type { IDataObject } from 'n8n-workflow';
import { createdAt, modifiedAt } from '../lib/history.mts';
import type { Reply } from './replies.mts';
import { recordAskedFor } from './run.mts';
import type { Observation } from './run.mts';
import type { QuestionSpec } from './scenario.mts';

const timeOf = ({ modifiedTime }: IDataObject) => Date.parse(String(modifiedTime));

/** The records that a question must be answered with, and those that it may be. */
function expected({ scenario, world }: Observation, question: QuestionSpec) {
	const { history, epochs, startedAt } = world;
	const client = scenario.ofClient && scenario.object === 'contract' ? (recordAskedFor(question, scenario, world) ?? 'none') : undefined;
	const after = question.after === null ? -Infinity : (epochs[question.after - 1] ?? 0);
	const must: string[] = [];
	const may = new Set<string>();
	for (const [uuid, states] of history.states) {
		const [first] = states;
		const last = states.at(-1);
		if (first === undefined || last === undefined || (client !== undefined && first['clientId'] !== client)) continue;
		if (modifiedAt(last) > after) may.add(uuid);
		const before = states.findLast((state) => modifiedAt(state) < startedAt);
		if (before !== undefined && createdAt(before) < startedAt && modifiedAt(before) > after && history.isThere(uuid, startedAt)) must.push(uuid);
	}
	return { must, may };
}

/** Whether times go up, or down. */
function isSorted(times: readonly number[], direction: 'asc' | 'desc'): boolean {
	return times.every((time, index) => index === 0 || (direction === 'asc' ? time >= (times[index - 1] ?? 0) : time <= (times[index - 1] ?? 0)));
}

export function breachesOfCompleteness(observation: Observation, replies: readonly Reply[]): string[] {
	const { scenario, world } = observation;
	if (scenario.operation !== 'getAll') return [];
	const direction = scenario.options.sortDirection ?? 'desc';
	const isQuiet = scenario.changes.length === 0;
	return replies.flatMap(({ kind, records }, index) => {
		const question = scenario.questions[index];
		if (question === undefined || kind !== 'answered') return [];
		const { must, may } = expected(observation, question);
		const answered = new Set(records.map(({ uuid }) => String(uuid)));
		const breaches: string[] = [];
		if (answered.size < records.length) breaches.push(`item ${index} answers ${records.length - answered.size} records twice`);
		const strays = [...answered].filter((uuid) => !may.has(uuid));
		if (strays.length > 0) breaches.push(`item ${index} answers ${strays.length} records that it doesn't ask for`);
		if (isQuiet && !isSorted(records.map(timeOf), direction)) breaches.push(`item ${index} is not answered in order`);
		if (question.limit === 'all') {
			const missing = must.filter((uuid) => !answered.has(uuid));
			if (missing.length > 0) breaches.push(`item ${index} lacks ${missing.length} of ${must.length} records that were there all the time`);
			return breaches;
		}
		if (records.length > question.limit) breaches.push(`item ${index} answers ${records.length} records, with a limit of ${question.limit}`);
		if (!isQuiet) return breaches;
		const times = must.map((uuid) => modifiedAt(world.history.last(uuid) ?? { id: 0, uuid, createdTime: '', modifiedTime: '' }));
		times.sort((a, b) => (direction === 'asc' ? a - b : b - a));
		const isFirst = records.length === Math.min(question.limit, must.length) && records.every((record, place) => timeOf(record) === times[place]);
		if (!isFirst) breaches.push(`item ${index} is not answered with the first ${question.limit} records`);
		return breaches;
	});
}
