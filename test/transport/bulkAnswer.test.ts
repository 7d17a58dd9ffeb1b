import fc from 'fast-check';
import type { JsonObject } from '../../nodes/ClientSuccess/json.ts';
import { objects } from '../../nodes/ClientSuccess/objects/index.ts';
import { judgeBulk } from '../../nodes/ClientSuccess/transport/bulkAnswer.ts';
import type { ElementVerdict } from '../../nodes/ClientSuccess/transport/bulkAnswer.ts';

const judgeClients = (body: unknown, records: readonly JsonObject[]) => judgeBulk(body, records, objects.client);
const judgeContacts = (body: unknown, records: readonly JsonObject[]) => judgeBulk(body, records, objects.contact);

const written = (answer?: JsonObject): ElementVerdict => ({ kind: 'written', answer });
const refused = (reason: string): ElementVerdict => ({ kind: 'refused', reason });
const unclear = (reason: string): ElementVerdict => ({ kind: 'unclear', reason });
const kinds = (verdicts: readonly ElementVerdict[]) => verdicts.map(({ kind }) => kind);

const SENT = [{ name: 'Acme' }, { name: 'Bcme' }, { name: 'Ccme' }];
const RECORDS = SENT.map((record, position) => ({ ...record, uuid: `cln_${position}` }));
const [ACME, BCME, CCME] = RECORDS;

describe('the answer to a bulk insert', () => {
	it.each([
		['a list', RECORDS],
		['data', { data: RECORDS }],
		['results', { results: RECORDS }],
		['records', { records: RECORDS, total: 3 }],
		['a list without errors', { data: RECORDS, errors: [] }],
		['wrapped records', RECORDS.map((record) => ({ success: true, data: record }))],
		['another order', [CCME, ACME, BCME]],
		['a stranger in front', [{ name: 'Xcme', uuid: 'cln_x' }, ...RECORDS]],
	])('gives each record what came back for it: %s', (_, body) => {
		expect(judgeClients(body, SENT)).toEqual(RECORDS.map(written));
	});

	it.each([
		['an empty body', undefined],
		['an empty list', []],
		['an empty object', {}],
		['a number', 3],
		['a text', 'created'],
		['true', true],
		['a success', { success: true, count: 3 }],
	])('accepts the records as a whole if it does not speak of them: %s', (_, body) => {
		expect(judgeClients(body, SENT)).toEqual([written(), written(), written()]);
	});

	it('may say more of a record than was sent', () => {
		const more = (position: number) => ({ ...RECORDS[position], externalId: `A${position}` });
		expect(judgeClients([more(0), more(1), more(2)], SENT)).toEqual([0, 1, 2].map((position) => written(more(position))));
		expect(judgeClients([more(2), more(0), more(1)], SENT)).toEqual([0, 1, 2].map((position) => written(more(position))));
		expect(judgeContacts([{ uuid: 'a', email: 'ann@example.com' }], [{ clientId: 'cln_1' }])).toEqual([written({ uuid: 'a', email: 'ann@example.com' })]);
	});

	it('may be the record itself if there is only one', () => {
		const [sent] = SENT;
		expect(judgeClients(ACME, SENT.slice(0, 1))).toEqual([written(ACME)]);
		for (const body of [sent, { success: true }, {}, []]) expect(judgeClients(body, SENT.slice(0, 1))).toEqual([written()]);
	});

	it('gives nothing but uuids by position', () => {
		const body = [{ uuid: 'a' }, { uuid: 'b' }, { uuid: 'c' }];
		expect(judgeClients(body, SENT)).toEqual(body.map(written));
	});

	it('may be a list of texts', () => {
		expect(judgeClients(['cln_0', 'cln_1', 'cln_2'], SENT)).toEqual([written(), written(), written()]);
	});

	it('may leave records out, which were accepted with the others', () => {
		expect(judgeClients([CCME], SENT)).toEqual([written(), written(), written(CCME)]);
		expect(judgeClients([{ uuid: 'a' }], SENT)).toEqual([written(), written(), written()]);
	});

	it('is unclear if it is null', () => {
		expect(judgeClients(null, SENT.slice(0, 2))).toEqual([unclear('it answered null instead of the records'), unclear('it answered null instead of the records')]);
	});

	it('has one verdict for each record, however many there are', () => {
		expect(judgeClients([], [])).toEqual([]);
		expect(judgeClients(RECORDS, [])).toEqual([]);
	});
});

describe('an element that refuses its record', () => {
	it.each<[string, JsonObject | null, string]>([
		['an error', { error: 'Name is taken' }, 'Name is taken'],
		['errors', { errors: [{ field: 'name', message: 'is taken' }] }, 'name: is taken'],
		['no success', { success: false, message: 'Name is taken' }, 'Name is taken'],
		['a status', { status: 422, message: 'Name is taken' }, 'Name is taken'],
		['a status without a reason', { status: 500 }, 'no reason was given'],
		['null', null, 'it answered null, which means that the record was not written'],
	])('may hold %s', (_, element, reason) => {
		expect(judgeClients([ACME, element, CCME], SENT)).toEqual([written(ACME), refused(reason), written(CCME)]);
		expect(judgeClients({ results: [ACME, element, CCME] }, SENT)).toEqual([written(ACME), refused(reason), written(CCME)]);
	});

	it.each([
		['by its name', { error: 'No', name: 'Bcme' }],
		['by the record it holds', { error: 'No', record: { name: 'bcme ' } }],
		['by the data it holds', { success: false, message: 'No', data: { name: 'Bcme' } }],
	])('is matched %s if the order is another', (_, element) => {
		expect(judgeClients([CCME, element, ACME], SENT)).toEqual([written(ACME), refused('No'), written(CCME)]);
		expect(judgeClients([element], SENT)).toEqual([written(), refused('No'), written()]);
		expect(judgeClients({ data: [ACME, CCME], errors: [element] }, SENT)).toEqual([written(ACME), refused('No'), written(CCME)]);
	});

	it('leaves the records open that no element speaks of, if it does not say which it refuses', () => {
		const verdicts = judgeClients([CCME, { error: 'No' }], SENT);
		expect(verdicts[2]).toEqual(written(CCME));
		expect(kinds(verdicts)).toEqual(['unclear', 'unclear', 'written']);
		for (const verdict of verdicts.slice(0, 2)) expect(verdict).toMatchObject({ reason: 'it refused a record without saying which: No' });
	});

	it('beats one that accepts the same record', () => {
		expect(judgeClients([BCME, { ...BCME, error: 'No' }], SENT)).toEqual([written(), refused('No'), written()]);
		expect(judgeClients([{ ...BCME, error: 'No' }, BCME], SENT)).toEqual([written(), refused('No'), written()]);
	});

	it('has no position of its own if it is listed apart from the records', () => {
		// Whether the first record or the second was refused, nobody can tell from this.
		const verdicts = judgeClients({ data: [{ uuid: 'a' }], errors: [{ message: 'Name is taken' }] }, SENT.slice(0, 2));
		expect(kinds(verdicts)).toEqual(['unclear', 'unclear']);
	});

	it('speaks of the only record if it is alone', () => {
		expect(judgeClients({ data: [], errors: [{ message: 'Name is taken' }] }, SENT.slice(0, 1))).toEqual([refused('Name is taken')]);
		expect(judgeClients([{ error: 'Name is taken' }], SENT.slice(0, 1))).toEqual([refused('Name is taken')]);
	});
});

describe('records that share a value', () => {
	const twins = [
		{ name: 'Acme', externalId: 'A1' },
		{ name: 'Acme', externalId: 'A2' },
	];
	const answers = twins.map((record) => ({ ...record, uuid: `cln_${record.externalId}` }));
	const [first, second] = answers;

	it('are told apart by their external IDs', () => {
		expect(judgeClients(answers, twins)).toEqual(answers.map(written));
		expect(judgeClients(answers.toReversed(), twins)).toEqual(answers.map(written));
	});

	it('are refused one by one', () => {
		const body = [{ ...second, error: 'No' }, first];
		expect(judgeClients(body, twins)).toEqual([written(first), refused('No')]);
	});

	it('get nothing that might be the other’s if they can’t be told apart', () => {
		const contacts = [{ email: 'ann@example.com' }, { email: 'ANN@example.com' }, { email: 'bob@example.com' }];
		expect(judgeContacts([{ email: 'ann@example.com', uuid: 'x' }, { email: 'bob@example.com', uuid: 'y' }], contacts)).toEqual([
			written(),
			written(),
			written({ email: 'bob@example.com', uuid: 'y' }),
		]);
	});

	it('are left open if one of them is refused, and nothing says which', () => {
		const contacts = [{ email: 'ann@example.com' }, { email: 'ann@example.com' }, { email: 'bob@example.com' }];
		const verdicts = judgeContacts([{ email: 'ann@example.com', error: 'No' }, { email: 'bob@example.com' }], contacts);
		expect(kinds(verdicts)).toEqual(['unclear', 'unclear', 'written']);
	});

	it('keep an answer from another record that has the same name, but not the same external ID', () => {
		const stranger = { name: 'Acme', externalId: 'A9', uuid: 'cln_A9' };
		expect(judgeClients([stranger, ...answers], twins)).toEqual(answers.map(written));
	});
});

describe('records without anything to tell them apart', () => {
	it('are taken by position', () => {
		const contacts = [{ clientId: 'cln_1', firstName: 'Ann' }, { clientId: 'cln_1', firstName: 'Bob' }];
		expect(judgeContacts([{ uuid: 'a' }, { error: 'No' }], contacts)).toEqual([written({ uuid: 'a' }), refused('No')]);
	});
});

describe('any bulk answer', () => {
	const name = fc.constantFrom('Acme', 'Bcme', 'Ccme', 'Dcme');
	const element = fc.oneof(
		fc.record({ name, externalId: fc.constantFrom('1', '2', '3'), uuid: fc.string(), error: fc.constantFrom('No', null) }, { requiredKeys: [] }),
		fc.jsonValue({ maxDepth: 2 }),
	);
	const body = fc.oneof(
		fc.array(element, { maxLength: 6 }),
		fc.record({ data: fc.array(element, { maxLength: 6 }), errors: fc.array(element, { maxLength: 3 }) }, { requiredKeys: [] }),
		fc.jsonValue(),
	);
	const records = fc.array(fc.record({ name, externalId: fc.constantFrom('1', '2', '3') }, { requiredKeys: ['name'] }), { maxLength: 6 });

	it('gives one verdict for each record', () => {
		fc.assert(
			fc.property(body, records, (answer, sent) => {
				expect(judgeClients(answer, sent)).toHaveLength(sent.length);
			}),
			{ numRuns: 300 },
		);
	});

	it('is read the same in any order, where every record can be told from the others', () => {
		const sent = Array.from({ length: 6 }, (_, position) => ({ name: `Client ${position % 2}`, externalId: `A${position}` }));
		fc.assert(
			fc.property(fc.shuffledSubarray([0, 1, 2, 3, 4, 5], { minLength: 6 }), fc.array(fc.boolean(), { minLength: 6, maxLength: 6 }), (order, isRefused) => {
				const answer = order.map((position) => ({ ...sent[position], ...(isRefused[position] === true ? { error: `no ${position}` } : { uuid: `cln_${position}` }) }));
				expect(judgeClients(answer, sent)).toEqual(
					sent.map((record, position) => (isRefused[position] === true ? refused(`no ${position}`) : written({ ...record, uuid: `cln_${position}` }))),
				);
			}),
		);
	});
});
