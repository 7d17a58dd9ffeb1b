/** ClientSuccess as a test wants it: nock answers at the real address and notes what it was sent. */
import nock from 'nock';

export const API_KEY = 'cs+4f3A/9=.live~key';
export const BASE_URL = 'https://api.clientsuccess.com/v2';

export interface Received {
	readonly method: string;
	/** As it travelled, with its percent-encoding. */
	readonly path: string;
	readonly headers: Readonly<Record<string, unknown>>;
	readonly body: unknown;
	/** When it arrived, in milliseconds since the epoch. */
	readonly at: number;
}

/** Only what the test announces is answered; a request that carries another key is not. */
export function clientSuccess(): { readonly api: nock.Scope; readonly received: Received[] } {
	const received: Received[] = [];
	const api = nock(BASE_URL, { reqheaders: { authorization: API_KEY } });
	api.on('request', ({ method, url, headers }: Request, _interceptor: unknown, body: string) => {
		received.push({
			method,
			path: url.slice(url.indexOf('/v2/')),
			headers: Object.fromEntries(headers),
			body: body === '' ? undefined : JSON.parse(body),
			at: Date.now(),
		});
	});
	return { api, received };
}

/** Addresses that were asked for without being announced, since the test began. */
const strays: string[] = [];
const noteStray = ({ url }: Request) => void strays.push(url);

/** The strays so far, for a test that expects some. */
export const takeStrays = (): string[] => strays.splice(0);

/** Keeps the tests of a file off the network, and holds each to the requests it announced: all of them, and no others. */
export function useNock(): void {
	beforeAll(() => nock.emitter.on('no match', noteStray));
	beforeEach(() => {
		nock.disableNetConnect();
		// For the servers that a test starts itself.
		nock.enableNetConnect(/^127\.0\.0\.1:/);
	});
	afterEach(() => {
		const unused = nock.pendingMocks();
		const unannounced = takeStrays().filter((url) => !url.startsWith('http://127.0.0.1:'));
		nock.abortPendingRequests();
		nock.cleanAll();
		expect(unused).toEqual([]);
		expect(unannounced).toEqual([]);
	});
	// The patched http module outlives the file in jest's worker.
	afterAll(() => {
		nock.emitter.off('no match', noteStray);
		nock.enableNetConnect();
		nock.restore();
	});
}
