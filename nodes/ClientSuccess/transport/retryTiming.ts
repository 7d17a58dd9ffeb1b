/** How long to wait before a request is sent again. */

/** The longest wait that is not asked for by ClientSuccess, in milliseconds. */
const MAX_BACKOFF = 30_000;

/**
 * Exponential backoff with full jitter, which spreads clients that failed together
 * (https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/).
 *
 * @param attempt 1 for the wait after the first attempt
 * @param base upper bound of the first wait, in milliseconds
 * @param random from 0 to 1
 * @returns milliseconds
 */
export function backoff(attempt: number, base: number, random: number): number {
	return random * Math.min(MAX_BACKOFF, base * 2 ** (attempt - 1));
}

/** The three forms of RFC 9110, 5.6.7; the last, asctime's, has no timezone and means GMT. */
const HTTP_DATE = /^(?:[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} [\d:]{8} GMT|[A-Z][a-z]{5,8}, \d{2}-[A-Z][a-z]{2}-\d{2} [\d:]{8} GMT|[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d [\d:]{8} \d{4})$/;

/**
 * Reads a Retry-After header: seconds, or an HTTP date (RFC 9110, 10.2.3).
 *
 * @param now milliseconds since the epoch
 * @returns milliseconds to wait, 0 for a date gone by; undefined if there is none or it can't be read
 */
export function retryAfter(header: unknown, now: number): number | undefined {
	const value = typeof header === 'number' ? String(header) : header;
	if (typeof value !== 'string') return undefined;
	const text = value.trim();
	if (/^\d+(\.\d+)?$/.test(text)) return Number(text) * 1000;
	// Date.parse alone takes far more than dates: "-5" and "1.5 s" among them.
	if (!HTTP_DATE.test(text)) return undefined;
	const date = Date.parse(text.endsWith('GMT') ? text : `${text} GMT`);
	return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}

/** @param milliseconds as ClientSuccess asked for */
export const inSeconds = (milliseconds: number) => `${Math.ceil(milliseconds / 1000)} seconds`;
