import fc from 'fast-check';
import { mapperOf, mapUpdate } from './rows.ts';
import { anyText } from './text.ts';

describe('the uuid of an update', () => {
	it.each([
		['cln_qfhfeb05', 'cln_qfhfeb05'],
		['  cln_1\n', 'cln_1'],
		['d9b7c1f0-1111-4222-8333-444455556666', 'd9b7c1f0-1111-4222-8333-444455556666'],
		['a/b/../c', 'a/b/../c'],
		['a?b#c%2e', 'a?b#c%2e'],
		['...', '...'],
		['日本 🚀', '日本 🚀'],
		[42, '42'],
		[0, '0'],
	])('is opaque: %p is taken', (uuid, expected) => {
		expect(mapUpdate({ uuid, name: 'Acme' })).toEqual({ item: 0, uuid: expected, record: { name: 'Acme' }, problems: [] });
	});

	it.each([undefined, null, '', '   '])('can’t be %p', (uuid) => {
		expect(mapUpdate({ uuid, name: 'Acme' }).problems).toEqual(['uuid is required, but has no value']);
	});

	it('can’t be missing', () => {
		expect(mapUpdate({ name: 'Acme' }).problems).toEqual(['uuid is required, but has no value']);
	});

	it.each([
		['.', '"."'],
		['..', '".."'],
		[' .. ', '" .. "'],
		['cln_\ud83d', '"cln_\\ud83d"'],
		['\udc00', '"\\udc00"'],
	])('can’t be %j, which no path can hold', (uuid, shown) => {
		expect(mapUpdate({ ID: 1, UUID: uuid, name: 'Acme' }).problems).toEqual([`uuid (column "UUID") can't be ${shown}`]);
	});

	it.each([
		[{}, 'an object'],
		[['a'], 'a list'],
		[true, 'the boolean true'],
		[Number.NaN, 'the number NaN'],
		[Infinity, 'the number Infinity'],
		[10n, 'a bigint'],
		[new Date(0), 'a date'],
	])('can’t be %p', (uuid, called) => {
		expect(mapUpdate({ uuid, name: 'Acme' }).problems).toEqual([`uuid must be text, but is ${called}`]);
	});

	it('can be encoded in a path, whatever it is, unless it is refused', () => {
		fc.assert(
			fc.property(fc.oneof(anyText(), fc.stringMatching(/^[./%2eE\\]{0,6}$/)), (uuid) => {
				const { uuid: taken } = mapUpdate({ uuid, name: 'Acme' });
				if (taken === undefined) return;
				const { pathname } = new URL(`https://api.example.com/v2/client/${encodeURIComponent(taken)}`);
				const segments = pathname.split('/');
				expect(segments).toHaveLength(4);
				expect(decodeURIComponent(segments.at(-1) ?? '')).toBe(uuid.trim());
			}),
			{ numRuns: 500 },
		);
	});

	it('is not part of the record', () => {
		expect(mapUpdate({ uuid: 'cln_1', name: 'Acme' }).record).toEqual({ name: 'Acme' });
	});

	it('is of no use without a value to set', () => {
		expect(mapUpdate({ uuid: 'cln_1', city: '', rating: 5 }).problems).toEqual(['there is nothing to update: no field has a value']);
		expect(mapUpdate({ uuid: 'cln_1', city: '' }, { emptyValues: 'clear' })).toMatchObject({ record: { city: null }, problems: [] });
		expect(mapUpdate({ uuid: 'cln_1', a__cs: 1 }).problems).toEqual([]);
	});

	it('is not said to be of no use where the only value does not fit', () => {
		expect(mapUpdate({ uuid: 'cln_1', active: 'maybe' }).problems).toEqual(['active must be true or false, but is the text "maybe"']);
		expect(mapUpdate({ city: '' }).problems).toEqual(['uuid is required, but has no value']);
	});

	it('is not read from a column without a proper name, which spreadsheets have', () => {
		expect(mapUpdate({ undefined: 'cln_1', name: 'Acme' })).toEqual({ item: 0, record: { name: 'Acme' }, problems: ['uuid is required, but has no value'] });
	});

	it('is not asked for by an insert', () => {
		const mapper = mapperOf();
		expect(mapper.map({ item: 0, columns: { uuid: {}, name: 'Acme' } })).toEqual({ item: 0, record: { name: 'Acme' }, problems: [] });
		expect(mapper.ignoredColumns()).toEqual(['uuid']);
	});
});
