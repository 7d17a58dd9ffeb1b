/** Servers that mean harm, and rows that would: what each does, and what must come of it. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { IDataObject } from 'n8n-workflow';
import { byAnswer } from './answers.mts';
import { byRow } from './rows.mts';

/** Something about the request that a case is about, and the way to answer it. */
export type Answer = (response: ServerResponse, request: IncomingMessage, elsewhere: string) => void | Promise<void>;

/** What the node said of each row: `written`, or an error's outcome and message. */
export interface RowReport {
	readonly outcome: string;
	readonly message: string;
	/** The text of the whole item. */
	readonly size: number;
}

/** One case. The middle one of three rows meets it; a row case is that row. */
export interface HostileCase {
	readonly name: string;
	/** Answers the second request. Others, and all of a case without it, are answered as ClientSuccess does. */
	readonly answer?: Answer;
	/** The second row instead of an ordinary one. */
	readonly row?: () => IDataObject;
	readonly options?: IDataObject;
	/** Whether its memory is measured, which takes a process of its own: it would hide behind an earlier case's. */
	readonly isHeavy?: boolean;
	/** Outcomes the second row may have. */
	readonly outcomes: readonly string[];
	/** What its message must say. */
	readonly message?: RegExp;
	/** What the server must have received for the second row; undefined where that doesn't matter. */
	readonly received?: (body: unknown) => boolean;
}

/** All of them. */
export const cases: readonly HostileCase[] = [...byAnswer, ...byRow];
