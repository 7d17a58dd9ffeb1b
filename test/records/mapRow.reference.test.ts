/** Rows that name a record by something else than its UUID: their client, or the one that is to be updated. */
import { objects } from '../../nodes/ClientSuccess/objects/index.ts';
import { mapRow, mapUpdate, mapperOf } from './rows.ts';

const { client, contact, contract } = objects;

const parent = (value: string) => ({ target: 'clientId', object: 'client', key: 'externalId', value });
const ownClient = (value: string) => ({ target: 'uuid', object: 'client', key: 'externalId', value });
const ownContact = (value: string) => ({ target: 'uuid', object: 'contact', key: 'email', value });

describe.each([contact, contract])('the client of a $name', (object) => {
	it('is looked for by its external ID', () => {
		expect(mapRow({ clientExternalId: ' ACC-1 ' }, { object })).toEqual({ item: 0, record: {}, problems: [], references: [parent('ACC-1')] });
		expect(mapRow({ 'Client External ID': 1042 }, { object }).references).toEqual([parent('1042')]);
	});

	it('is the one with the UUID if that is given too', () => {
		expect(mapRow({ clientExternalId: 'ACC-1', clientId: 'cln_1' }, { object })).toEqual({ item: 0, record: { clientId: 'cln_1' }, problems: [] });
	});

	it.each(['', ' \t', null, undefined])('is looked for if its UUID is %p', (clientId) => {
		for (const emptyValues of ['omit', 'clear'] as const) {
			expect(mapRow({ clientId, clientExternalId: 'ACC-1' }, { object, emptyValues })).toEqual({ item: 0, record: {}, problems: [], references: [parent('ACC-1')] });
		}
	});

	it.each(['', '  ', null, undefined])('is missing if its external ID is %p and there is no UUID', (clientExternalId) => {
		expect(mapRow({ clientExternalId }, { object }).problems).toEqual(['clientId is required, but has no value']);
		expect(mapRow({ clientExternalId, clientId: '' }, { object, emptyValues: 'clear' }).problems).toEqual(["clientId is required and can't be cleared"]);
		expect(mapRow({ clientExternalId, clientId: 'cln_1' }, { object, emptyValues: 'clear' })).toEqual({ item: 0, record: { clientId: 'cln_1' }, problems: [] });
	});

	it.each([
		[{}, 'an object'],
		[['ACC-1'], 'a list'],
		[true, 'the boolean true'],
		[new Date(0), 'a date'],
		[Number.NaN, 'the number NaN'],
		[10n, 'a bigint'],
	])('can’t be looked for by %p', (clientExternalId, called) => {
		expect(mapRow({ clientExternalId }, { object }).problems).toEqual([`clientExternalId must be text or a number, but is ${called}`]);
	});

	it('has its column named in a message, where that is called otherwise', () => {
		expect(mapRow({ 'client_external\nid': true }, { object }).problems).toEqual([
			'clientExternalId (column "client_external\\nid") must be text or a number, but is the boolean true',
		]);
	});

	it('is not looked for if its UUID doesn’t fit: that is said, and nothing else', () => {
		const row = mapRow({ clientId: {}, clientExternalId: 'ACC-1' }, { object });
		expect(row.problems).toEqual(['clientId must be text or a number, but is an object']);
		expect(row.references).toBeUndefined();
	});

	it('is not called missing where two columns name it', () => {
		expect(mapRow({ client_external_id: 'ACC-1', 'CLIENT EXTERNAL ID': 'ACC-2' }, { object }).problems).toEqual([
			'clientExternalId has 2 columns: "client_external_id", "CLIENT EXTERNAL ID"',
		]);
	});

	it('can be all that an update changes', () => {
		expect(mapUpdate({ uuid: 'x_1', clientExternalId: 'ACC-1' }, { object })).toEqual({
			item: 0,
			uuid: 'x_1',
			record: {},
			problems: [],
			references: [parent('ACC-1')],
		});
		expect(mapUpdate({ uuid: 'x_1', clientExternalId: ' ' }, { object }).problems).toEqual(['there is nothing to update: no field has a value']);
	});

	it('is no ignored column', () => {
		const mapper = mapperOf({ object });
		mapper.map({ item: 0, columns: { client_external_id: 'ACC-1', rating: 5 } });
		expect(mapper.ignoredColumns()).toEqual(['rating']);
	});

	it('can be given apart from the columns, as a parameter does', () => {
		const named = [{ target: 'clientId', object: 'client', key: 'externalId', value: 'ACC-1' }] as const;
		expect(mapRow({ clientId: '' }, { object, named })).toEqual({ item: 0, record: {}, problems: [], references: [parent('ACC-1')] });
		expect(mapRow({ clientId: '' }, { object, named: [{ ...named[0], value: false }] }).problems).toEqual(['clientId must be text or a number, but is the boolean false']);
	});
});

describe.each([
	['externalId', client, 'ACC-1', ownClient('ACC-1'), 'city'],
	['email', contact, 'ann@example.com', ownContact('ann@example.com'), 'title'],
] as const)('an update that matches on %s', (matchOn, object, value, reference, field) => {
	const map = (columns: Readonly<Record<string, unknown>>, emptyValues: 'omit' | 'clear' = 'omit') => mapUpdate(columns, { object, matchOn, emptyValues });

	it('looks for the record, and sends the value with the others', () => {
		expect(map({ [matchOn]: value, [field]: 'x' })).toEqual({ item: 0, record: { [matchOn]: value, [field]: 'x' }, problems: [], references: [reference] });
	});

	it('finds the column however it is written', () => {
		expect(map({ [matchOn.toUpperCase()]: value, [field]: 'x' }).references).toEqual([reference]);
	});

	it.each(['', '  ', null, undefined])('needs a value: %p is none', (empty) => {
		for (const emptyValues of ['omit', 'clear'] as const) {
			expect(map({ [matchOn]: empty, [field]: 'x' }, emptyValues).problems).toEqual([`${matchOn} is required, but has no value`]);
		}
	});

	it('needs the column', () => {
		expect(map({ [field]: 'x' }).problems).toEqual([`${matchOn} is required, but has no value`]);
	});

	it.each([
		[{}, 'an object'],
		[[value], 'a list'],
		[true, 'the boolean true'],
		[Number.NaN, 'the number NaN'],
	])('refuses %p, and says so once', (odd, called) => {
		expect(map({ [matchOn]: odd, [field]: 'x' }).problems).toEqual([`${matchOn} must be text or a number, but is ${called}`]);
	});

	it('says once that two columns stand for it', () => {
		const [upper, spaced] = [matchOn.toUpperCase(), ` ${matchOn}`];
		expect(map({ [upper]: value, [spaced]: value, [field]: 'x' }).problems).toEqual([`${matchOn} has 2 columns: "${upper}", "${spaced}"`]);
	});

	it('has nothing to do where only that column has a value', () => {
		const problems = ['there is nothing to update: no field has a value'];
		expect(map({ [matchOn]: value }).problems).toEqual(problems);
		expect(map({ [matchOn]: value, [field]: '', rating: 5 }).problems).toEqual(problems);
		expect(map({ [matchOn]: value, [field]: '' }, 'clear')).toMatchObject({ record: { [field]: null }, problems: [] });
		expect(map({ [matchOn]: value, tier__cs: 'Gold' }).problems).toEqual([]);
	});

	it('takes no notice of a column uuid, and says that it is ignored', () => {
		const mapper = mapperOf({ object, needs: 'uuid', matchOn });
		expect(mapper.map({ item: 0, columns: { uuid: 'x_1', [matchOn]: value, [field]: 'x' } })).toEqual({
			item: 0,
			record: { [matchOn]: value, [field]: 'x' },
			problems: [],
			references: [reference],
		});
		expect(mapper.ignoredColumns()).toEqual(['uuid']);
	});
});

describe('an update', () => {
	it('can look for the record and its client at once', () => {
		const row = mapUpdate({ email: 'ANN@example.com ', clientExternalId: 'ACC-1' }, { object: contact, matchOn: 'email' });
		expect(row).toEqual({ item: 0, record: { email: 'ANN@example.com ' }, problems: [], references: [parent('ACC-1'), ownContact('ann@example.com')] });
	});

	it('matches on an external ID that is a number', () => {
		expect(mapUpdate({ externalId: 1042, city: 'Oslo' }, { matchOn: 'externalId' }).references).toEqual([ownClient('1042')]);
	});

	it('can be told its record apart from the columns, as a parameter does', () => {
		const named = [{ target: 'uuid', object: 'client', key: 'externalId', value: ' ACC-1' }] as const;
		expect(mapUpdate({ city: 'Oslo' }, { named })).toEqual({ item: 0, record: { city: 'Oslo' }, problems: [], references: [ownClient('ACC-1')] });
		expect(mapUpdate({}, { named }).problems).toEqual(['there is nothing to update: no field has a value']);
		for (const value of ['', ' ', null, undefined]) {
			expect(mapUpdate({ city: 'Oslo' }, { named: [{ ...named[0], value }] }).problems).toEqual(['uuid is required, but has no value']);
		}
		expect(mapUpdate({ city: 'Oslo' }, { named: [{ ...named[0], value: {} }] }).problems).toEqual(['uuid must be text or a number, but is an object']);
	});
});

describe('a row that names no record', () => {
	it('has no trace of references, so that nothing is read for it', () => {
		expect(Object.keys(mapRow({ clientId: 'cln_1' }, { object: contact }))).toEqual(['item', 'record', 'problems']);
		expect(Object.keys(mapUpdate({ uuid: 'cln_1', city: 'Oslo' }))).not.toContain('references');
	});
});
