/** What became of one row. */

import type { JsonObject } from '../json.ts';

export interface Failure {
	/** What happened, without the item, which the reader of an outcome knows. */
	readonly message: string;
	/** What to do next. */
	readonly description: string;
	/** The HTTP status that decided, null if there was none. */
	readonly httpCode: number | null;
	/** How many requests carried the row. */
	readonly attempts: number;
}

/** What a read ends with that gave nothing. A class, so that no record can be taken for one. */
export class ReadFailure {
	readonly kind: 'rejected' | 'notSent';
	readonly failure: Failure;

	constructor(kind: ReadFailure['kind'], failure: Failure) {
		this.kind = kind;
		this.failure = failure;
	}
}

export type Outcome =
	/** `answer` is what ClientSuccess returned for the record, undefined if nothing. */
	| { readonly kind: 'written'; readonly answer: JsonObject | undefined }
	/** ClientSuccess or the validation said no: not written. */
	| { readonly kind: 'rejected'; readonly failure: Failure }
	/** May have been written. */
	| { readonly kind: 'unknown'; readonly failure: Failure }
	/** Not written; it can be sent again as it is. */
	| { readonly kind: 'notSent'; readonly failure: Failure };
