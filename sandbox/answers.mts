/** HTTP answers as plain values, and the ready-made ones. */

/** What a client gets. A string or bytes are sent as they are, anything else as JSON; nothing means an empty body. */
export interface Answer {
	/** 200 if not given. */
	readonly status?: number;
	readonly headers?: Readonly<Record<string, string | string[]>>;
	readonly body?: unknown;
}

/** Why a request was refused, in the API's own form: `{ message, errors }`. */
export class Refusal extends Error {
	override readonly name = 'Refusal';
	readonly status: number;
	readonly errors: ReadonlyArray<{ readonly field: string; readonly message: string }>;

	constructor(status: number, message: string, errors: Refusal['errors'] = []) {
		super(message);
		this.status = status;
		this.errors = errors;
	}
}

export function refusalAnswer(refusal: Refusal): Answer {
	const { status, message, errors } = refusal;
	return { status, body: errors.length > 0 ? { message, errors } : { message } };
}

/** 429; `retryAfter` is seconds or an HTTP date. */
export function tooManyRequests(retryAfter?: number | string): Answer {
	return {
		status: 429,
		...(retryAfter === undefined ? {} : { headers: { 'retry-after': String(retryAfter) } }),
		body: { message: 'Too many requests' },
	};
}

/** The HTML page that stands in for the API during maintenance, also seen with status 200 [live]. */
export function maintenancePage(status: 200 | 503 = 503): Answer {
	return {
		status,
		headers: { 'content-type': 'text/html; charset=utf-8' },
		body: '<!DOCTYPE html><html><head><title>System Maintenance</title></head><body><h1>System Maintenance</h1></body></html>',
	};
}

/** 200 with the JSON body `null`, which v1 answers when it wrote nothing [live]. */
export const NULL_ANSWER: Answer = { status: 200, body: null };

/** A redirect to another URL, which the key must not follow to another host. */
export function redirectTo(location: string, status: 301 | 302 | 303 | 307 | 308 = 307): Answer {
	return { status, headers: { location } };
}

/** An answer's body as it goes over the wire. */
export function bodyBytes({ body }: Answer): Buffer {
	if (body === undefined) return Buffer.alloc(0);
	if (body instanceof Uint8Array) return Buffer.from(body);
	return Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
}
