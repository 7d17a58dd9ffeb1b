import { addHints, causeOf } from '../nodes/ClientSuccess/n8nVersions.ts';
import { judgeFailure } from '../nodes/ClientSuccess/transport/verdict.ts';

/** What n8n-workflow up to 2.31 makes of a failed request. */
const earlierError = (code: string, ...messages: string[]) =>
	Object.assign(new Error('The service refused the connection'), { httpCode: code, messages });

describe('the cause of an error', () => {
	it('is what the error says it is', () => {
		const cause = new Error('connect ECONNREFUSED');
		expect(causeOf(Object.assign(earlierError('EPIPE'), { cause }))).toBe(cause);
		expect(causeOf(new Error('no cause'))).toBeUndefined();
	});

	it('is put together from what older n8n versions keep of it', () => {
		const refused = earlierError('ECONNREFUSED', 'connect ECONNREFUSED 127.0.0.1:443');
		expect(judgeFailure(refused, undefined)).toEqual({ kind: 'unreachable', reason: 'the connection was refused' });
		const silent = earlierError('ETIMEDOUT', 'connect ETIMEDOUT 192.0.2.1:443');
		expect(judgeFailure(silent, undefined)).toEqual({ kind: 'unreachable', reason: 'no connection came about' });
		const lost = earlierError('ECONNRESET', 'read ECONNRESET');
		expect(judgeFailure(lost, undefined)).toMatchObject({ kind: 'lost' });
		// Several addresses were tried: the message is empty then, and not kept.
		expect(judgeFailure(earlierError('ECONNREFUSED'), undefined)).toMatchObject({ kind: 'unreachable' });
	});
});

describe('hints', () => {
	it('are left where n8n takes them', () => {
		const left: unknown[] = [];
		addHints({ addExecutionHints: (...hints) => left.push(...hints) }, [{ message: '3 clients written.' }]);
		expect(left).toEqual([{ message: '3 clients written.' }]);
	});

	it('are done without where n8n has none', () => {
		const without: Parameters<typeof addHints>[0] = Object.create(null);
		expect(() => addHints(without, [{ message: '3 clients written.' }])).not.toThrow();
	});
});
