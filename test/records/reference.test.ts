/** What names a record, and what becomes of it once the records are known. */
import fc from 'fast-check';
import type { Directory, Reference } from '../../nodes/ClientSuccess/records/reference.ts';
import { resolve, toKeyValue } from '../../nodes/ClientSuccess/records/reference.ts';
import { anyText } from './text.ts';

const parent = (value: string): Reference => ({ target: 'clientId', object: 'client', key: 'externalId', value });
const own = (value: string): Reference => ({ target: 'uuid', object: 'contact', key: 'email', value });

const CLIENTS: Directory = new Map([
	['ACC-1', ['cln_1']],
	['ACC-2', ['cln_2', 'cln_3']],
	['ACC-9', Array.from({ length: 12 }, (_, number) => `cln_9${number}`)],
	['ACC-5', Array.from({ length: 5 }, (_, number) => `cln_5${number}`)],
	['ACC-0', []],
]);
const CONTACTS: Directory = new Map([['ann@example.com', ['cnt_1']]]);

const resolveAll = (...references: Reference[]) => resolve(references, ({ object }) => (object === 'client' ? CLIENTS : CONTACTS));

describe('a reference', () => {
	it('leads to the one record of its name', () => {
		expect(resolveAll(parent('ACC-1'))).toEqual({ uuids: { clientId: 'cln_1' }, problems: [] });
	});

	it.each(['ACC-7', 'ACC-0', 'acc-1', '__proto__'])('leads nowhere if there is no record: %s', (value) => {
		expect(resolveAll(parent(value))).toEqual({ uuids: {}, problems: [`clientId can't be found: there is no client with the externalId "${value}"`] });
	});

	it('leads nowhere if there are two, and both are named', () => {
		expect(resolveAll(parent('ACC-2'))).toEqual({
			uuids: {},
			problems: ['clientId is ambiguous: there are 2 clients with the externalId "ACC-2": cln_2, cln_3'],
		});
	});

	it('names the first five if there are many', () => {
		expect(resolveAll(parent('ACC-9')).problems).toEqual([
			'clientId is ambiguous: there are 12 clients with the externalId "ACC-9": cln_90, cln_91, cln_92, cln_93, cln_94 and 7 more',
		]);
		expect(resolveAll(parent('ACC-5')).problems).toEqual([
			'clientId is ambiguous: there are 5 clients with the externalId "ACC-5": cln_50, cln_51, cln_52, cln_53, cln_54',
		]);
	});

	it('keeps a message short, however long its value', () => {
		const [problem = ''] = resolveAll(parent('x'.repeat(10_000))).problems;
		expect(problem.length).toBeLessThan(150);
	});
});

describe('several references', () => {
	it('lead to a record each', () => {
		expect(resolveAll(parent('ACC-1'), own('ann@example.com'))).toEqual({ uuids: { clientId: 'cln_1', uuid: 'cnt_1' }, problems: [] });
	});

	it('have a problem each', () => {
		expect(resolveAll(parent('ACC-2'), own('bob@example.com')).problems).toEqual([
			'clientId is ambiguous: there are 2 clients with the externalId "ACC-2": cln_2, cln_3',
			'uuid can\'t be found: there is no contact with the email "bob@example.com"',
		]);
		expect(resolveAll(parent('ACC-1'), own('bob@example.com'))).toMatchObject({ uuids: { clientId: 'cln_1' }, problems: [expect.stringContaining('uuid')] });
	});

	it('may be none', () => {
		expect(resolveAll()).toEqual({ uuids: {}, problems: [] });
	});
});

describe('the value that names a record', () => {
	it.each([
		['externalId', ' ACC-1\t', 'ACC-1'],
		['externalId', 'acc-1', 'acc-1'],
		['externalId', 1042, '1042'],
		['externalId', 0, '0'],
		['externalId', '007', '007'],
		['externalId', 'two words', 'two words'],
		['email', ' Ann@Example.COM ', 'ann@example.com'],
		['email', 5, '5'],
	] as const)('of its %s is, for %p, %p', (key, value, expected) => {
		expect(toKeyValue(key, value)).toBe(expected);
	});

	it.each([undefined, null, '', ' \n', true, false, {}, [], ['ACC-1'], Number.NaN, Infinity, 10n, new Date(0)])('is none for %p', (value) => {
		expect(toKeyValue('externalId', value)).toBeUndefined();
		expect(toKeyValue('email', value)).toBeUndefined();
	});

	it('stays what it is if it is taken again, as a row and a record must agree', () => {
		fc.assert(
			fc.property(fc.oneof(anyText(), fc.double(), fc.emailAddress()), fc.constantFrom('externalId' as const, 'email' as const), (value, key) => {
				const taken = toKeyValue(key, value);
				if (taken !== undefined) expect(toKeyValue(key, ` ${taken} `)).toBe(taken);
			}),
		);
	});
});
