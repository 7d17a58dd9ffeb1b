/** What older versions of n8n lack, or do otherwise. No other file of the node knows of versions. */

import type { IExecuteFunctions, NodeExecutionHint } from 'n8n-workflow';
import * as n8n from 'n8n-workflow';

const available: Partial<typeof n8n> = n8n;

/** `NodeConnectionTypes` came with n8n 1.82. */
export const MAIN_CONNECTION = available.NodeConnectionTypes?.Main ?? 'main';

/** Whether n8n's expressions may read a property of this name. Before n8n 1.93 it can't be asked, so that none is called safe. */
export const isSafeObjectProperty = available.isSafeObjectProperty ?? (() => false);

/** Before n8n 1.79 a node could leave no hints, and does without. */
export function addHints(context: Pick<IExecuteFunctions, 'addExecutionHints'>, hints: NodeExecutionHint[]): void {
	if ('addExecutionHints' in context) context.addExecutionHints(...hints);
}

/**
 * The error that another wraps, undefined if there is none. Before n8n-workflow 2.32 a `NodeApiError` drops
 * it, though it keeps its code as `httpCode` and its message, such as "connect ECONNREFUSED 127.0.0.1:443".
 */
export function causeOf(error: object): unknown {
	if ('cause' in error && error.cause !== undefined) return error.cause;
	if (!('httpCode' in error) || !('messages' in error) || !Array.isArray(error.messages)) return undefined;
	const [message]: unknown[] = error.messages;
	const [, syscall] = /^(\w+) E[A-Z]+\b/.exec(String(message)) ?? [];
	return { code: error.httpCode, syscall };
}
