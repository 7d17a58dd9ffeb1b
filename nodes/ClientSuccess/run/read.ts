/** Each item asks for a record, or for those that a search finds, and gets an item for each record, or its error. */

import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { toReadHints } from '../hints.ts';
import type { Job } from '../input/job.ts';
import type { Question } from '../input/questions.ts';
import { readQuestions } from '../input/questions.ts';
import type { JsonObject } from '../json.ts';
import { addHints } from '../n8nVersions.ts';
import type { ReadOperation } from '../operations/index.ts';
import type { Answer, Answered } from '../output.ts';
import { toAnswerError, toAnswerItems } from '../output.ts';
import { PAGE_SIZE } from '../reading/page.ts';
import { read as readRecord } from '../reading/read.ts';
import { search } from '../reading/search.ts';
import { simplify } from '../reading/simplify.ts';
import { runInLanes } from '../sync/lanes.ts';
import { ReadFailure } from '../sync/outcome.ts';
import type { Transport } from '../transport/transport.ts';
import type { Found } from './find.ts';
import { findAll } from './find.ts';

async function readMany({ uuid, limit, modifiedAfter }: Question, { object, options }: Job, transport: Transport): Promise<Answer> {
	// Only with the latest changes first no record is missed that is changed while all are read.
	const direction = limit === Infinity ? 'desc' : options.sortDirection;
	const query = { object, direction, modifiedAfter, clientId: uuid, size: Math.min(limit, PAGE_SIZE) };
	const records: JsonObject[] = [];
	const failure = await search(query, transport, (some) => {
		for (const record of some) records.push(record);
		return records.length < limit;
	});
	if (failure !== undefined) return failure;
	if (direction !== options.sortDirection) records.reverse();
	return records.slice(0, limit);
}

const rejected = (problems: readonly string[]) =>
	new ReadFailure('rejected', {
		message: problems.join('; '),
		description: 'Nothing was read for this item. Correct its parameters, then try again.',
		httpCode: null,
		attempts: 0,
	});

async function answer(question: Question, job: Job<ReadOperation>, found: Found, transport: Transport): Promise<Answer> {
	if (question.problems.length > 0) return rejected(question.problems);
	const resolved = found.resolve(question);
	if (resolved instanceof ReadFailure) return resolved;
	if (resolved.problems.length > 0) return rejected(resolved.problems);
	const [uuid = question.uuid] = Object.values(resolved.uuids);
	if (job.operation.name === 'getAll') return await readMany({ ...question, ...(uuid !== undefined && { uuid }) }, job, transport);
	const record = await readRecord(job.object, uuid ?? '', transport);
	return record instanceof ReadFailure ? record : [record];
}

/** @returns what reads what the items ask for */
export function prepareRead(context: IExecuteFunctions, job: Job<ReadOperation>, transport: Transport): () => Promise<INodeExecutionData[]> {
	const questions = readQuestions(context, job);
	return async () => await read(context, job, transport, questions);
}

async function read(
	context: IExecuteFunctions,
	job: Job<ReadOperation>,
	transport: Transport,
	questions: readonly Question[],
): Promise<INodeExecutionData[]> {
	const stopOnFailure = !context.continueOnFail();
	const node = context.getNode();
	const invalid = questions.filter(({ problems }) => problems.length > 0).map((question) => ({ question, answer: rejected(question.problems) }));
	// What stops the node anyway is no reason to read all clients first.
	const mistake = stopOnFailure ? toAnswerError(invalid, node) : undefined;
	if (mistake !== undefined) throw mistake;
	const found = await findAll(questions.filter(({ problems }) => problems.length === 0), transport);
	const answers = new Map<number, Answer>();

	await runInLanes(questions, {
		concurrency: () => transport.concurrency,
		keysOf: () => [],
		work: async (question) => {
			const result = await answer(question, job, found, transport);
			if (stopOnFailure && result instanceof ReadFailure) transport.halt('an earlier item failed, and the node stops on errors');
			const isSimple = question.simplify && !(result instanceof ReadFailure);
			answers.set(question.item, isSimple ? result.map((record) => simplify(record, job.object)) : result);
		},
	});

	const answered = questions.flatMap((question): Answered[] => {
		const result = answers.get(question.item);
		return result === undefined ? [] : [{ question, answer: result }];
	});
	// An error would turn a cancelled execution into a failed one.
	const isCancelled = context.getExecutionCancelSignal()?.aborted === true;
	const error = stopOnFailure && !isCancelled ? toAnswerError(answered, node) : undefined;
	if (error !== undefined) throw error;
	addHints(context, toReadHints(answered, found.lookups, job, transport));
	return toAnswerItems(answered);
}
