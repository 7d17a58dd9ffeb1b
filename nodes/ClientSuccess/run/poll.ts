/** One poll of the trigger: what has changed since the last one. */

import type { IDataObject, INodeExecutionData, IPollFunctions } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import type { JsonObject } from '../json.ts';
import type { ObjectDefinition } from '../objects/index.ts';
import { objects } from '../objects/index.ts';
import { toReadError } from '../output.ts';
import { numberOptions } from '../properties/options.ts';
import type { Bookmark, Change } from '../reading/changes.ts';
import { changesSince, latestRecord, startBookmark, toBookmark } from '../reading/changes.ts';
import { ReadFailure } from '../sync/outcome.ts';
import { openTransport } from '../transport/open.ts';

/** Which changes start the workflow. A new record that was changed before it was seen is both. */
const EVENTS: Readonly<Record<string, (change: Change) => boolean>> = {
	created: ({ kind }) => kind === 'created',
	updated: ({ kind, isEdited }) => kind === 'updated' || isEdited,
	createdOrUpdated: () => true,
};

/** As the node does by default; the next poll comes anyway, so that none waits for more than a minute. Times in milliseconds. */
const LIMITS = {
	maxConcurrency: 1,
	maxRetries: numberOptions.maxRetries.default,
	retryBaseDelay: numberOptions.retryBaseDelay.default,
	timeout: numberOptions.timeout.default,
	maxRetryWait: 60_000,
};

const toItems = (records: readonly JsonObject[]): INodeExecutionData[][] | null =>
	records.length === 0 ? null : [records.map((json) => ({ json }))];

/** What n8n keeps between polls, also over a restart. */
function readMemory(memory: IDataObject, { name }: ObjectDefinition): Bookmark | undefined {
	// Of another object it says nothing.
	return memory.resource === name ? toBookmark(memory.bookmark) : undefined;
}

function remember(memory: IDataObject, { name }: ObjectDefinition, { time, seen }: Bookmark): void {
	memory.resource = name;
	memory.bookmark = { time, seen: seen.map((record) => ({ ...record })) };
}

/** What someone can do about it who has neither items nor options to correct. */
function adviceFor({ failure: { description, httpCode } }: ReadFailure): string {
	const isAboutCredential = httpCode === null || httpCode < 400 || httpCode === 401 || httpCode === 403;
	return isAboutCredential ? description : 'ClientSuccess is asked again at the next poll.';
}

const toPollError = (failure: ReadFailure, context: IPollFunctions, more = '') =>
	toReadError(new ReadFailure(failure.kind, { ...failure.failure, description: `${adviceFor(failure)}${more}` }), context.getNode());

const NOTHING_LOST = ' No change is lost: the next poll that succeeds reports all since the last one that did.';

/** n8n makes a context when it activates a workflow, and polls with it from then on, at once and then by its schedule. */
const known = new WeakSet<IPollFunctions>();
const underWay = new WeakSet<IPollFunctions>();

/**
 * Whether n8n starts, and takes up a workflow that was active before. If its first poll fails, n8n calls the workflow's
 * activation failed, and may leave it out for as long as a day.
 */
function isRestart(context: IPollFunctions): boolean {
	const isFirst = !known.has(context);
	known.add(context);
	return isFirst && ['init', 'leadershipChange'].includes(context.getActivationMode());
}

/**
 * @returns null if nothing has happened
 * @throws NodeError if ClientSuccess can't be read to the end; nothing is remembered then, and the next poll sees it all
 */
export async function poll(context: IPollFunctions): Promise<INodeExecutionData[][] | null> {
	// A poll that takes longer than the time to the next would have its changes reported twice.
	if (underWay.has(context)) return null;
	underWay.add(context);
	try {
		return await pollAlone(context, isRestart(context));
	} finally {
		underWay.delete(context);
	}
}

async function pollAlone(context: IPollFunctions, isRestarting: boolean): Promise<INodeExecutionData[][] | null> {
	const resource = context.getNodeParameter('resource');
	const event = context.getNodeParameter('event');
	const object = Object.values(objects).find(({ name }) => name === resource);
	const isWanted = typeof event === 'string' && Object.hasOwn(EVENTS, event) ? EVENTS[event] : undefined;
	if (object === undefined || isWanted === undefined) {
		throw new NodeOperationError(context.getNode(), `There is no event "${String(event)}" for the object "${String(resource)}"`, {
			description: 'Choose an Object and an Event from the lists.',
		});
	}
	const transport = await openTransport(context, LIMITS, undefined);

	if (context.getMode() === 'manual') {
		const latest = await latestRecord(object, transport);
		if (latest instanceof ReadFailure) throw toPollError(latest, context);
		return toItems(latest === undefined ? [] : [latest]);
	}
	const memory = context.getWorkflowStaticData('node');
	const bookmark = readMemory(memory, object);
	if (bookmark === undefined) {
		const start = await startBookmark(object, transport);
		if (start instanceof ReadFailure) throw toPollError(start, context);
		remember(memory, object, start);
		return null;
	}
	const result = await changesSince(object, bookmark, transport);
	if (result instanceof ReadFailure) {
		const error = toPollError(result, context, NOTHING_LOST);
		if (!isRestarting) throw error;
		context.logger.warn(`The first poll of ${context.getNode().name} after n8n started failed, the next one makes up for it: ${error.message}`);
		return null;
	}
	const records = result.changes.filter(isWanted).map(({ record }) => record);
	remember(memory, object, result.bookmark);
	return toItems(records);
}
