/** The option Match Custom Fields. */
import type { IDataObject } from 'n8n-workflow';
import { cancelWhen, expectCancelled } from './support/cancel.ts';
import { startSync, sync, syncOrStop, SyncRun } from './support/run.ts';
import type { Scenario } from './support/run.ts';
import { serveSearch } from './support/search.ts';
import { clientSuccess, useNock } from './support/server.ts';

useNock();

const field = (fieldKey: string, fieldLabel: string, fieldTypeName: string, more: IDataObject = {}) => ({
	fieldId: 1, fieldKey, fieldLabel, fieldName: fieldKey, fieldTypeName, required: false, system: false, picklistValues: [], ...more,
});
const values = (...list: string[]) => list.map((value) => ({ label: `The ${value}`, value: value.toUpperCase(), archived: value === 'old' }));

/** One field of each type [official]. */
const definitions = [
	field('vip__cs', 'Is VIP', 'Checkbox'), field('region__cs', 'Region', 'Text'), field('seats__cs', 'Seat Count', 'Integer'), field('score__cs', 'Health Score', 'Decimal'),
	field('renewal__cs', 'Renewal Date', 'Date'), field('wiki__cs', 'Wiki Page', 'Link'), field('arr__cs', 'ARR', 'Currency'),
	field('tier__cs', 'Tier', 'Picklist', { picklistValues: values('gold', 'silver', 'old') }),
	field('tags__cs', 'Tags', 'Multi-Select Picklist', { picklistValues: values('pilot', 'beta') }),
	field('twin_a__cs', 'Twin', 'Text'), field('twin_b__cs', 'Twin', 'Text'),
	field('name', 'Name', 'Text', { system: true }),
];
const DEFINITIONS = '/customfield/all/CLIENT';

const matched = (scenario: Partial<Scenario>): Scenario => ({ rows: [], ...scenario, options: { matchCustomFields: true, ...scenario.options } });

/** Has these fields, and takes every upsert. */
function serve() {
	const { api, received } = clientSuccess();
	api.get(DEFINITIONS).reply(200, definitions);
	const takeUpserts = () => api.persist().post('/client/upsert').reply(200, {});
	return { api, received, takeUpserts, customs: () => received.flatMap(({ body }) => (typeof body === 'object' && body !== null && 'custom' in body ? [body.custom] : [])) };
}

describe('with Match Custom Fields', () => {
	it('columns named like a label or a key are recognised, and their values brought to the type', async () => {
		const { takeUpserts, received, customs } = serve();
		takeUpserts();

		const run = await sync(matched({ rows: [
			{ name: 'A', 'Is VIP': 'true', region: 5, 'seat count': '12', HEALTH_SCORE: '7.5', 'Renewal Date': '2026-01-31T23:30:00Z', 'Wiki Page': 'https://wiki.test', arr: '1000.50', Tier: 'the gold', Tags: ['pilot', 'The beta'] },
			{ name: 'B', vip__cs: 0, region__cs: 'EMEA', seats__cs: 3, 'custom.score__cs': 1, renewal__cs: '2026-02-01', tier__cs: 'SILVER', tags__cs: 'beta' },
			{ name: 'C', custom: { seats__cs: '4', arr__cs: '7' } },
		] }));

		expect(customs()).toEqual([
			{ vip__cs: true, region__cs: '5', seats__cs: 12, score__cs: 7.5, renewal__cs: '2026-01-31', wiki__cs: 'https://wiki.test', arr__cs: 1000.5, tier__cs: 'GOLD', tags__cs: ['PILOT', 'BETA'] },
			{ vip__cs: false, region__cs: 'EMEA', seats__cs: 3, score__cs: 1, renewal__cs: '2026-02-01', tier__cs: 'SILVER', tags__cs: ['BETA'] },
			{ seats__cs: 4, arr__cs: 7 },
		]);
		expect(received.filter(({ method }) => method === 'GET').map(({ path }) => path)).toEqual([`/v2${DEFINITIONS}`]);
		expect(run.hints).toEqual(['3 clients written (4 requests, 0 retries, 0 seconds waited).']);
	});

	it.each([['contact', 'CONTACT'], ['contract', 'CONTRACT']] as const)('the fields are those of the %s', async (resource, type) => {
		const { api, received } = clientSuccess();
		api.get(`/customfield/all/${type}`).reply(200, [field('seat__cs', 'Seat', 'Integer')]);
		api.post(`/${resource}/upsert`).reply(200, {});

		await sync(matched({ resource, rows: [{ clientId: 'cln_1', email: 'a@x.test', name: 'G', Seat: '7' }] }));

		expect(received[1]?.body).toMatchObject({ clientId: 'cln_1', custom: { seat__cs: 7 } });
	});

	it('the dates of timestamps are those in the workflow\'s timezone', async () => {
		const { takeUpserts, customs } = serve();
		takeUpserts();

		await sync(matched({ timezone: 'Europe/Berlin', rows: [{ name: 'A', 'Renewal Date': '2026-01-31T23:30:00Z' }] }));

		expect(customs()).toEqual([{ renewal__cs: '2026-02-01' }]);
	});

	it.each([
		['Tier', 'bronze', /(Tier|tier__cs).*one of GOLD, SILVER, but is the text "bronze"/],
		['Tags', ['pilot', 'gamma'], /tags__cs.*one of PILOT, BETA, but is the text "gamma"/],
		['Is VIP', 'perhaps', /vip__cs.*true or false/],
		['Seat Count', 1.5, /seats__cs.*whole number/],
		['ARR', 'a lot', /arr__cs.*number/],
		['Renewal Date', '31/01/2026', /renewal__cs.*date/],
		['Twin', 'x', /"Twin" has the name of 2 custom fields: "twin_a__cs", "twin_b__cs"/],
	])('a value that doesn\'t fit is its row\'s error alone: %s = %j', async (column, value, message) => {
		const { takeUpserts, received } = serve();
		takeUpserts();

		const run = await sync(matched({ rows: [{ name: 'A', [column]: value }, { name: 'B' }] }));

		expect(run.outcomes).toEqual(['rejected', 'written']);
		expect(run.failure(0)).toMatchObject({ httpCode: null, attempts: 0, message: expect.stringMatching(message) });
		expect(received).toHaveLength(2);
	});

	it('the object\'s own fields go before, and other columns stay unknown', async () => {
		const { takeUpserts, received } = serve();
		takeUpserts();

		const run = await sync(matched({ rows: [{ Name: 'A', plan: 'x' }] }));

		expect(received[1]?.body).toEqual({ name: 'A' });
		expect(run.hints[1]).toContain('"plan"');
	});

	it('keys that ClientSuccess doesn\'t list are sent as they are', async () => {
		const { takeUpserts, customs } = serve();
		takeUpserts();

		await sync(matched({ rows: [{ name: 'A', new__cs: '5' }] }));

		expect(customs()).toEqual([{ new__cs: '5' }]);
	});

	it('values of Map Each Field Below are brought to the type too', async () => {
		const { takeUpserts, customs } = serve();
		takeUpserts();

		const run = await sync(matched({
			rows: [{ seats: '12', tier: 'gold' }, { seats: 'many', tier: 'gold' }],
			parameters: {
				dataMode: 'defineBelow', name: 'A',
				customFields: { field: [{ key: 'seats__cs', value: '={{ $json.seats }}' }, { key: 'tier__cs', value: '={{ $json.tier }}' }, { key: 'other__cs', value: '12' }] },
			},
		}));

		expect(customs()).toEqual([{ seats__cs: 12, tier__cs: 'GOLD', other__cs: '12' }]);
		expect(run.outcomes).toEqual(['written', 'rejected']);
		expect(run.failure(1).message).toMatch(/^Item 1: .*seats__cs.*whole number/);
	});

	it('and a lookup, each is read once', async () => {
		const { api, received } = clientSuccess();
		api.get('/customfield/all/CONTACT').reply(200, [field('seat__cs', 'Seat', 'Integer')]);
		serveSearch(api, '/client/search', () => [{ uuid: 'cln_1', externalId: 'ACC-1' }]);
		api.post('/contact/bulk').reply(204);

		await sync(matched({ resource: 'contact', operation: 'insert', rows: [{ client_external_id: 'ACC-1', Seat: '7' }, { client_external_id: 'ACC-1', Seat: '8' }] }));

		expect(received).toHaveLength(3);
		expect(received[2]?.body).toEqual([{ clientId: 'cln_1', custom: { seat__cs: 7 } }, { clientId: 'cln_1', custom: { seat__cs: 8 } }]);
	});

	it('a dry run reads them, so that it finds what doesn\'t fit', async () => {
		const { received } = serve();

		const run = await sync(matched({ options: { dryRun: true }, rows: [{ name: 'A', Tier: 'silver' }, { name: 'B', Tier: 'bronze' }] }));

		expect(run.json[0]).toEqual({ name: 'A', custom: { tier__cs: 'SILVER' } });
		expect(run.outcomes).toEqual(['written', 'rejected']);
		expect(received).toHaveLength(1);
	});
});

describe('custom fields that can\'t be read', () => {
	const rows = [{ name: 'A' }, { name: '' }, { name: 'C' }];
	const cases: Array<[string, number, string | IDataObject, number, string]> = [
		['no permission', 403, { message: 'no entry' }, 1, 'no permission'],
		['an invalid key', 401, { message: 'unknown key' }, 1, 'refused the API key'],
		['server errors', 503, '', 2, 'the custom fields of clients'],
		['an endpoint that isn\'t there', 404, { message: 'Not found' }, 1, 'the custom fields of clients'],
		['null', 200, 'null', 1, 'no list of fields'],
	];

	it.each(cases)('leave nothing sent, and each item accounted for: %s', async (_, status, body, attempts, reason) => {
		const { api, received } = clientSuccess();
		api.get(DEFINITIONS).times(attempts).reply(status, body);

		const run = await sync(matched({ rows, options: { maxRetries: 1 } }));

		expect(run.outcomes).toEqual(['notSent', 'notSent', 'notSent']);
		run.json.forEach((__, item) => {
			expect(run.failure(item)).toMatchObject({ message: expect.stringContaining(`Item ${item}: `), httpCode: status });
			expect(run.failure(item).message).toContain(reason);
		});
		expect(received).toHaveLength(attempts);
	});

	it.each(cases)('stop a node that stops on errors: %s', async (_, status, body, attempts, reason) => {
		const { api, received } = clientSuccess();
		api.get(DEFINITIONS).times(attempts).reply(status, body);

		const { error, result } = await syncOrStop(matched({ rows, options: { maxRetries: 1 } }));

		expect(result.status).toBe('error');
		expect(error?.message).toContain(reason);
		expect(error).toMatchObject({ httpCode: String(status) });
		expect(result.output('Written')).toEqual([]);
		expect(received).toHaveLength(attempts);
	});

	it('go to the error output, each with its row', async () => {
		const { api } = clientSuccess();
		api.get(DEFINITIONS).reply(403, {});

		const { result } = new SyncRun(await startSync(matched({ rows, onError: 'continueErrorOutput' })).result);

		expect(result.output('Written')).toEqual([]);
		expect(result.output('Failed').map(({ json }) => json.name)).toEqual(['A', '', 'C']);
	});

	it('at first are asked for again', async () => {
		const { api } = clientSuccess();
		api.get(DEFINITIONS).reply(503);
		api.get(DEFINITIONS).reply(200, { data: definitions });
		api.post('/client/upsert', { name: 'A', custom: { seats__cs: 5 } }).reply(200, {});

		const run = await sync(matched({ rows: [{ name: 'A', 'Seat Count': '5' }] }));

		expect(run.outcomes).toEqual(['written']);
	});

	it.each(['stopWorkflow', 'continueRegularOutput'] as const)('because the execution is cancelled don\'t make it a failed one (%s)', async (onError) => {
		const { api, received } = clientSuccess();
		api.get(DEFINITIONS).delay(30_000).reply(200, definitions);

		expectCancelled(await cancelWhen(() => received.length === 1, matched({ rows, onError })));

		expect(received).toHaveLength(1);
	});
});

describe('without Match Custom Fields', () => {
	it('nothing is read, labels mean nothing, and values are sent as they are', async () => {
		const { api, received } = clientSuccess();
		api.post('/client/upsert').reply(200, {});

		const run = await sync({ rows: [{ name: 'A', 'Seat Count': '5', seats__cs: '5' }] });

		expect(received.map(({ body }) => body)).toEqual([{ name: 'A', custom: { seats__cs: '5' } }]);
		expect(run.hints[1]).toContain('"Seat Count"');
	});

	it.each(['get', 'getAll'] as const)('%s reads none either, with the option left over', async (operation) => {
		const { api, received } = clientSuccess();
		api.get(/^\/v2\/client\/(x_1|search)/).reply(200, { data: [{ uuid: 'x_1' }], last: true });

		await startSync(matched({ operation, rows: [{}], parameters: { uuid: 'x_1' } })).result;

		expect(received).toHaveLength(1);
	});
});
