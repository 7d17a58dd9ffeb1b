/** The rule for the credential's Base URL. */

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/i;

/**
 * @returns the URL without trailing slashes, or why it can't be used: the API key travels with every
 * request, so only https will do, or http to this machine
 */
export function parseBaseUrl(value: unknown): { readonly url: string } | { readonly problem: string } {
	const text = typeof value === 'string' ? value.trim() : '';
	let url: URL;
	try {
		url = new URL(text);
	} catch {
		return { problem: 'it is not a URL' };
	}
	const isSafe = url.protocol === 'https:' || (url.protocol === 'http:' && LOOPBACK.test(url.hostname));
	if (!isSafe) return { problem: 'it must start with https:// (http:// is for localhost only)' };
	if (url.username !== '' || url.password !== '') return { problem: 'it must not hold a user name or password' };
	if (url.search !== '' || url.hash !== '') return { problem: 'it must end with the path, without ? or #' };
	return { url: `${url.origin}${url.pathname}`.replace(/\/+$/, '') };
}
