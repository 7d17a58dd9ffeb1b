import { DateTime } from 'luxon';
import { sync } from './support/run.ts';
import { clientSuccess, useNock } from './support/server.ts';

useNock();

describe('dates', () => {
	it.each([
		['a date', '2026-03-29', '2026-03-29'],
		['a local timestamp', '2026-03-29T23:59:59.999', '2026-03-29'],
		['a timestamp in UTC', '2026-03-29T23:30:00Z', '2026-03-30'],
		['a timestamp with an offset', '2026-03-29T20:00:00-06:00', '2026-03-30'],
		['a Date', new Date('2026-12-31T20:00:00Z'), '2027-01-01'],
		['a Luxon value', DateTime.fromISO('2026-12-31T22:00:00', { zone: 'America/New_York' }), '2027-01-01'],
	])('become the calendar date in the workflow timezone: %s', async (_, startDate, expected) => {
		const { api } = clientSuccess();
		api.post('/contract', { clientId: 'cln_1', startDate: expected }).reply(201, {});

		const run = await sync({
			resource: 'contract', operation: 'insert', timezone: 'Asia/Tokyo', rows: [{ clientId: 'cln_1', startDate }],
		});

		expect(run.json).toEqual([{ clientId: 'cln_1', startDate: expected }]);
	});
});

describe('empty values', () => {
	const rows = [{ uuid: 'con_1', title: null, phone: '', lastName: undefined, firstName: 'Ann', seat__cs: null }];

	it.each([
		['are left out by default', {}, { firstName: 'Ann' }],
		['are left out with "omit"', { emptyValues: 'omit' }, { firstName: 'Ann' }],
		['are sent as null with "clear"', { emptyValues: 'clear' }, { title: null, phone: null, lastName: null, firstName: 'Ann', custom: { seat__cs: null } }],
	])('%s', async (_, options, body) => {
		const { api, received } = clientSuccess();
		api.put('/contact/con_1').reply(200, {});

		const run = await sync({ resource: 'contact', operation: 'update', rows, options });

		expect(received.map((request) => request.body)).toEqual([body]);
		expect(run.json).toEqual([{ uuid: 'con_1', ...body }]);
	});

	it('does not clear what makes a record', async () => {
		const run = await sync({ rows: [{ name: '', externalId: 'A' }], options: { emptyValues: 'clear' } });

		expect(run.outcomes).toEqual(['rejected']);
		expect(run.failure(0).message).toContain('name');
	});
});

describe('columns', () => {
	const rows = [{ name: 'Acme', plan: 'gold', seats: 5 }, { name: 'Bolt', plan: 'free', region: 'EU' }];

	it('are ignored if they belong to no field, and named once in a hint', async () => {
		const { api, received } = clientSuccess();
		api.post('/client/upsert').twice().reply(200, {});

		const run = await sync({ rows });

		expect(received.map(({ body }) => body)).toEqual([{ name: 'Acme' }, { name: 'Bolt' }]);
		const naming = run.hints.filter((hint) => hint.includes('plan'));
		expect(naming).toHaveLength(1);
		expect(naming[0]).toMatch(/plan.*seats.*region/);
		expect(naming[0]?.match(/plan/g)).toHaveLength(1);
	});

	it('are sent under their own name with "send"', async () => {
		const { api, received } = clientSuccess();
		api.post('/client/upsert').twice().reply(200, {});

		const run = await sync({ rows, options: { unknownColumns: 'send' } });

		expect(received.map(({ body }) => body)).toEqual(rows);
		expect(run.hints).toHaveLength(1);
	});

	it('fail their row with "fail"', async () => {
		const { api } = clientSuccess();
		api.post('/client/upsert', { name: 'Cord' }).reply(200, {});

		const run = await sync({ rows: [...rows, { name: 'Cord' }], options: { unknownColumns: 'fail' } });

		expect(run.outcomes).toEqual(['rejected', 'rejected', 'written']);
		expect(run.failure(0).message).toMatch(/plan.*seats/);
		expect(run.failure(1).message).toMatch(/plan.*region/);
	});

	it('with the exact name of a field beat loosely named ones', async () => {
		const { api } = clientSuccess();
		api.post('/contact/upsert', { clientId: 'cln_1', firstName: 'Ann', email: 'a@acme.test' }).reply(200, {});

		const run = await sync({
			resource: 'contact', rows: [{ first_name: 'Wrong', firstName: 'Ann', FIRSTNAME: 'Wrong', clientId: 'cln_1', 'E mail': 'a@acme.test' }],
		});

		expect(run.outcomes).toEqual(['written']);
	});
});

describe('the hint after a run', () => {
	it('counts what was written, what failed and how, and what it took', async () => {
		const { api } = clientSuccess();
		api.post('/client/upsert', { name: 'A' }).reply(503, 'down', { 'Retry-After': '0' });
		api.post('/client/upsert', { name: 'A' }).reply(429, '', { 'Retry-After': '1' });
		api.post('/client/upsert', { name: 'A' }).reply(201, {});
		api.post('/client/upsert', { name: 'B' }).reply(422, { message: 'no' });

		const run = await sync({ rows: [{ name: 'A' }, { name: 'B' }, { name: '' }] });

		expect(run.outcomes).toEqual(['written', 'rejected', 'rejected']);
		expect(run.hints).toEqual(['1 client written, 2 rejected (4 requests, 2 retries, 1 second waited).']);
	});

	it('counts upserted rows without a natural key, which are sent all the same', async () => {
		const { api } = clientSuccess();
		api.post('/contact/upsert').thrice().reply(200, {});

		const run = await sync({
			resource: 'contact',
			rows: [{ clientId: 'c', title: 'CTO' }, { clientId: 'c', email: 'a@acme.test' }, { clientId: 'c', email: '' }],
		});

		expect(run.outcomes).toEqual(['written', 'written', 'written']);
		expect(run.hints[1]).toMatch(/^2 rows have no email/);
	});

	it('does not count them where nothing is matched', async () => {
		const { api } = clientSuccess();
		api.post('/contact/bulk').reply(200, [{}]);

		const run = await sync({ resource: 'contact', operation: 'insert', rows: [{ clientId: 'c' }] });

		expect(run.hints).toEqual(['1 contact written (1 request, 0 retries, 0 seconds waited).']);
	});
});

describe('a dry run', () => {
	it('maps and validates every row, and sends nothing', async () => {
		const run = await sync({
			operation: 'insert',
			rows: [{ NAME: 'Acme', status: 'trial' }, { name: 'Bolt', status: 'gone' }, { name: 'Cord' }],
			options: { dryRun: true },
		});

		expect(run.outcomes).toEqual(['written', 'rejected', 'written']);
		expect(run.json[0]).toEqual({ name: 'Acme', status: 'TRIAL' });
		expect(run.json[2]).toEqual({ name: 'Cord' });
		expect(run.failure(1)).toMatchObject({ attempts: 0, httpCode: null });
		expect(run.hints[0]).toBe('Dry run: 2 clients would be sent, nothing was, 1 rejected.');
	});
});

describe('an expression that only names a column', () => {
	const dates = [new Date('2026-01-31T00:00:00Z'), DateTime.utc(2026, 1, 31)];
	const values = ['text', '', ' ', 0, 12.5, NaN, true, false, null, undefined, [], ['a', 'b'], { a: 1 }, ...dates];

	// As a text, which few values are, and as a custom field, which most can be.
	it.each(values)('gives what any other expression of the same value gives: %p', async (value) => {
		const { api, received } = clientSuccess();
		api.put('/client/cln_1').optionally().times(3).reply(200, {});
		const mapped = async (expression: string) => {
			const { json } = await sync({
				operation: 'update',
				rows: [{ value, 'a value': value, uuid: 'cln_1' }],
				parameters: {
					dataMode: 'defineBelow',
					uuid: '={{ $json.uuid }}',
					clientFields: { city: expression, note: 'n' },
					customFields: { field: [{ key: 'k', value: expression }] },
				},
			});
			return { json, sent: received.splice(0).map(({ body }) => body) };
		};

		const expected = await mapped('={{ [$json.value][0] }}');

		expect(await mapped('={{ $json.value }}')).toEqual(expected);
		expect(await mapped('={{ $json["a value"] }}')).toEqual(expected);
	});

	it.each(['={{ $json.none }}', '={{ $json.none.deeper }}', '={{ $json["no such"] }}'])('gives nothing where there is no such column: %s', async (expression) => {
		const { api, received } = clientSuccess();
		api.post('/client/upsert').reply(200, {});

		await sync({ rows: [{ value: 1 }], parameters: { dataMode: 'defineBelow', name: 'Acme', clientFields: { city: expression } } });

		expect(received.map(({ body }) => body)).toEqual([{ name: 'Acme' }]);
	});
});
