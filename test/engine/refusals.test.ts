import { sync } from './support/run.ts';
import type { Scenario } from './support/run.ts';
import { clientSuccess, useNock } from './support/server.ts';

useNock();

const REFUSALS = [400, 404, 409, 413, 417, 422];
const singles = [
	{ what: 'a contract insert', method: 'POST', path: '/contract', operation: 'insert', resource: 'contract' },
	{ what: 'an upsert', method: 'POST', path: '/client/upsert', operation: 'upsert', resource: 'client' },
	{ what: 'an update', method: 'PUT', path: '/client/cln_1', operation: 'update', resource: 'client' },
] as const;

describe('a request for one record', () => {
	it.each(singles.flatMap((single) => REFUSALS.map((status) => ({ ...single, status }))))(
		'$what that is answered with $status is rejected, and not sent again',
		async ({ method, path, status, operation, resource }) => {
			const { api, received } = clientSuccess();
			api.intercept(path, method).reply(status, { message: 'That name is taken' });
			api.intercept(path.replace('cln_1', 'cln_2'), method).reply(200, {});

			const run = await sync({
				resource, operation,
				rows: [{ uuid: 'cln_1', clientId: 'c', name: 'Acme' }, { uuid: 'cln_2', clientId: 'c', name: 'Bolt' }],
			});

			expect(run.outcomes).toEqual(['rejected', 'written']);
			expect(run.failure(0)).toMatchObject({ httpCode: status, attempts: 1, record: { name: 'Acme' } });
			expect(run.failure(0).message).toContain('That name is taken');
			expect(received).toHaveLength(2);
		},
	);

	it.each(singles)('$what that is answered with null was not written', async ({ method, path, operation, resource }) => {
		const { api } = clientSuccess();
		api.intercept(path, method).reply(200, 'null');

		const run = await sync({ resource, operation, rows: [{ uuid: 'cln_1', clientId: 'c', name: 'Acme' }] });

		expect(run.outcomes).toEqual(['rejected']);
	});

	it.each([{ error: 'taken' }, { success: false, message: 'taken' }, { errors: ['taken'] }, { status: 422, message: 'taken' }])(
		'was not written if the answer says so, whatever its status: %j',
		async (answer) => {
			const { api } = clientSuccess();
			api.post('/client/upsert').reply(200, answer);

			const run = await sync({ rows: [{ name: 'Acme' }] });

			expect(run.outcomes).toEqual(['rejected']);
			expect(run.failure(0).message).toContain('taken');
		},
	);

	it.each([
		['message', { message: 'Unable to parse request body' }, 'Unable to parse request body'],
		['userMessage', { userMessage: 'Please use another name', message: 'E1' }, 'Please use another name'],
		['error', { error: 'Name taken' }, 'Name taken'],
		['errors[] of texts', { errors: ['name is taken', 'zip is odd'] }, 'name is taken; zip is odd'],
		['errors[] of objects', { errors: [{ field: 'name', message: 'is taken' }] }, 'name: is taken'],
		['code', { code: 'E_17' }, 'E_17'],
		['plain text', 'No such thing', 'No such thing'],
	])('says what ClientSuccess said: %s', async (_, body, expected) => {
		const { api } = clientSuccess();
		api.post('/client/upsert').reply(417, body);

		const run = await sync({ rows: [{ name: 'Acme' }] });

		expect(run.failure(0).message).toContain(expected);
	});
});

describe('a bulk insert that is refused', () => {
	const names = ['A', 'B', 'bad 1', 'C', 'D', 'E', 'bad 2', 'F', 'G', 'H'];
	const rows = names.map((name) => ({ name }));
	const namesIn = (body: unknown) => (Array.isArray(body) ? body.map((record: { name: string }) => record.name) : []);

	/** Refuses each request that holds a bad record as a whole. */
	function picky(status: number) {
		const { api, received } = clientSuccess();
		api.persist().post('/client/bulk', (body) => namesIn(body).some((name) => name.startsWith('bad'))).reply(status, { message: 'bad record' });
		api.persist().post('/client/bulk').reply(200, async (request: Request) => {
			const records: unknown = await request.json();
			return namesIn(records).map((name) => ({ uuid: `cln_${name}` }));
		});
		return received;
	}

	it.each(REFUSALS)('with %d is split until only the refused records are left', async (status) => {
		const received = picky(status);

		const run = await sync({ operation: 'insert', rows });

		expect(run.json.map((json) => json.uuid ?? json.error)).toEqual(
			names.map((name) => (name.startsWith('bad') ? expect.objectContaining({ outcome: 'rejected', httpCode: status, record: { name } }) : `cln_${name}`)),
		);
		const accepted = received.map(({ body }) => namesIn(body)).filter((batch) => !batch.some((name) => name.startsWith('bad')));
		expect(accepted.flat().sort()).toEqual(['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H']);
		const carried = received.filter(({ body }) => namesIn(body).includes('bad 1')).length;
		expect(run.failure(2).attempts).toBe(carried);
	});

	it.each(REFUSALS)('with %d is rejected as a whole without Isolate Rejected Records', async (status) => {
		const received = picky(status);

		const run = await sync({ operation: 'insert', rows: [...rows.slice(0, 4), ...rows.slice(7)], options: { isolateRejected: false, batchSize: 4 } });

		expect(run.outcomes).toEqual(['rejected', 'rejected', 'rejected', 'rejected', 'written', 'written', 'written']);
		expect(run.failure(0)).toMatchObject({ httpCode: status, attempts: 1 });
		expect(received).toHaveLength(2);
	});
});

describe('the answer to a bulk insert', () => {
	const rows = [{ name: 'A', externalId: '1' }, { name: 'B', externalId: '2' }, { name: 'C', externalId: '3' }];
	const insert = async (answer: unknown, scenario: Partial<Scenario> = {}) => {
		const { api } = clientSuccess();
		api.post('/client/bulk').reply(200, JSON.stringify(answer));
		return await sync({ operation: 'insert', rows, ...scenario });
	};

	it.each([
		['an error', { error: 'taken' }],
		['errors', { errors: [{ message: 'taken' }] }],
		['success: false', { success: false, message: 'taken' }],
		['a status of 400 or more', { status: 422, message: 'taken' }],
	])('may hold an element with %s', async (_, element) => {
		for (const wrap of [(list: unknown) => list, (data: unknown) => ({ data }), (results: unknown) => ({ results }), (records: unknown) => ({ records })]) {
			const run = await insert(wrap([{ uuid: 'cln_1' }, element, { uuid: 'cln_3' }]));

			expect(run.outcomes).toEqual(['written', 'rejected', 'written']);
			expect(run.json.map(({ uuid }) => uuid)).toEqual(['cln_1', undefined, 'cln_3']);
			expect(run.failure(1).message).toContain('taken');
			expect(run.failure(1).record).toEqual({ name: 'B', externalId: '2' });
		}
	});

	it('takes a text as status for a record, not for a refusal', async () => {
		const run = await insert(rows.map(({ name }) => ({ name, status: 'ACTIVE' })));

		expect(run.outcomes).toEqual(['written', 'written', 'written']);
	});

	it('of another length is matched on the natural key', async () => {
		const run = await insert([{ externalId: '3', uuid: 'cln_3' }, { externalId: '1', error: 'taken' }]);

		expect(run.outcomes).toEqual(['rejected', 'written', 'written']);
		expect(run.json[2]).toMatchObject({ name: 'C', uuid: 'cln_3' });
	});

	it('in another order is matched on the natural key', async () => {
		const run = await insert([{ externalId: '2', uuid: 'cln_2' }, { externalId: '1', uuid: 'cln_1' }, { externalId: '3', uuid: 'cln_3' }]);

		expect(run.json.map(({ name, uuid }) => [name, uuid])).toEqual([['A', 'cln_1'], ['B', 'cln_2'], ['C', 'cln_3']]);
	});

	it.each([['an empty list', []], ['a count', { created: 3 }]])('as %s accepts the request as a whole', async (_, answer) => {
		const run = await insert(answer);

		expect(run.outcomes).toEqual(['written', 'written', 'written']);
		expect(run.json).toEqual(rows);
	});

	it('may refuse the request as a whole with status 200', async () => {
		const run = await insert({ success: false, message: 'taken' }, { options: { isolateRejected: false } });

		expect(run.outcomes).toEqual(['rejected', 'rejected', 'rejected']);
		expect(run.failure(2)).toMatchObject({ httpCode: 200, message: expect.stringContaining('taken') });
	});

	it('that broke off leaves open what was written', async () => {
		const { api, received } = clientSuccess();
		api.post('/client/bulk').reply(200, '[{"uuid":"cln_1"},{"uu');

		const run = await sync({ operation: 'insert', rows });

		expect(run.outcomes).toEqual(['unknown', 'unknown', 'unknown']);
		expect(received).toHaveLength(1);
	});

	it('of a large request lets the rest be written after one is refused', async () => {
		const { api } = clientSuccess();
		api.post('/contact/bulk').reply(200, [{ error: 'no such client' }]);
		api.post('/contact/bulk').reply(200, [{ uuid: 'con_2' }]);

		const run = await sync({ resource: 'contact', operation: 'insert', rows: [{ clientId: 'x' }, { clientId: 'y' }], options: { batchSize: 1 } });

		expect(run.outcomes).toEqual(['rejected', 'written']);
	});
});
