import { client } from '../../nodes/ClientSuccess/objects/client.ts';
import { contract } from '../../nodes/ClientSuccess/objects/contract.ts';
import { read } from '../../nodes/ClientSuccess/reading/read.ts';
import type { Verdict } from '../../nodes/ClientSuccess/transport/verdict.ts';
import { createSend } from '../../nodes/ClientSuccess/transport/http.ts';
import { systemClock } from '../../nodes/ClientSuccess/transport/clock.ts';
import { Transport } from '../../nodes/ClientSuccess/transport/transport.ts';
import { startSandbox } from '../../sandbox/server.mts';
import { API_KEY, inExecution } from '../transport/execution.mts';
import { accepted, refused, serverError } from '../transport/fakes.mts';
import { connect } from './account.ts';

async function readOne(...verdicts: Verdict[]) {
	const { transport, requests, finish } = connect((_, number) => verdicts[number] ?? refused('one request more than expected'));
	return { result: await finish(read(client, 'cln_1', transport)), requests };
}

const record = { uuid: 'cln_1', name: 'Acme', custom: { a__cs: 1 }, note: null };
const missing = {
	kind: 'rejected',
	failure: {
		message: 'ClientSuccess has no client with the UUID "cln_1"',
		description: 'Check the UUID. The client may have been deleted.',
		httpCode: 404,
		attempts: 1,
	},
};

describe('a record', () => {
	it('is what ClientSuccess gives for its UUID', async () => {
		const { result, requests } = await readOne(accepted(record));
		expect(result).toEqual(record);
		expect(requests).toEqual([{ method: 'GET', path: '/client/cln_1', singleRecord: false }]);
	});

	it('is a failure where it is nested deeper than any record', async () => {
		let deep: unknown = 'x';
		for (let depth = 0; depth < 200; depth++) deep = { deep };
		const { result } = await readOne(accepted({ uuid: 'cln_1', deep }));
		expect(result).toMatchObject({ kind: 'rejected', failure: { message: expect.stringContaining('its answer holds no record') } });
	});

	it.each([{ data: record }, { record }, [record]])('may be wrapped: %j', async (body) => {
		expect((await readOne(accepted(body))).result).toEqual(record);
	});

	it('may have a UUID with characters that mean something in a path', async () => {
		const { transport, requests, finish } = connect(() => accepted(record));
		await finish(read(contract, 'a/../b?c#d e%2f', transport));
		expect(requests).toMatchObject([{ path: '/contract/a%2F..%2Fb%3Fc%23d%20e%252f' }]);
	});

	it('is asked for again after a failure that may pass', async () => {
		const { result, requests } = await readOne(serverError(), accepted(record));
		expect(result).toEqual(record);
		expect(requests).toHaveLength(2);
	});
});

describe('a record that does not exist', () => {
	it.each([refused('Client not found', 404), accepted(null), accepted(undefined), accepted([]), accepted({ data: [] }), accepted('none')])('is a failure with status 404, whatever the answer: %j', async (verdict) => {
		expect((await readOne(verdict)).result).toEqual(missing);
	});

	it('may be asked for with a long UUID, which the message shortens', async () => {
		const { transport, finish } = connect(() => refused('', 404));
		const result = await finish(read(client, 'x'.repeat(10_000), transport));
		expect(JSON.stringify(result).length).toBeLessThan(1000);
	});
});

describe('a refusal', () => {
	it('is told as it was given', async () => {
		expect((await readOne(refused('Not a UUID', 400))).result).toMatchObject({
			kind: 'rejected',
			failure: { message: 'ClientSuccess refused to give the client: Not a UUID', httpCode: 400 },
		});
	});
});

it('reads from a ClientSuccess, through n8n', async () => {
	const sandbox = await startSandbox({ apiKey: API_KEY });
	try {
		const [seeded] = sandbox.seed('client', [{ name: 'Acme' }]);
		const results = await inExecution(async (context) => {
			const send = createSend(context, { baseUrl: sandbox.url, apiKey: API_KEY, timeout: 5000, now: systemClock.now });
			const transport = new Transport(send, systemClock, { maxConcurrency: 1, maxRetries: 0, retryBaseDelay: 0, maxRetryWait: 0 }, undefined);
			return [await read(client, seeded?.uuid ?? '', transport), await read(client, 'cln_1', transport)];
		});
		expect(results).toEqual([seeded, missing]);
	} finally {
		await sandbox.close();
	}
});
