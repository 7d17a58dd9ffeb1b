/** Which record a parameter names, whatever form its value has. */
import { objects } from '../../nodes/ClientSuccess/objects/index.ts';
import { toLocated } from '../../nodes/ClientSuccess/input/locator.ts';

const { client, contact, contract } = objects;

const located = (mode: unknown, value: unknown) => ({ __rl: true, mode, value });

describe('a record chosen in the editor', () => {
	it.each(Object.values(objects))('of $plural is named by its UUID, from the list or typed', (object) => {
		expect(toLocated({ ...located('list', 'x_1'), cachedResultName: 'Acme (ACC-1)' }, object)).toEqual({ by: 'uuid', value: 'x_1' });
		expect(toLocated(located('id', 'x_1'), object)).toEqual({ by: 'uuid', value: 'x_1' });
	});

	it.each([
		['externalId', client, 'ACC-1'],
		['email', contact, 'ann@example.com'],
	] as const)('can be named by %s', (mode, object, value) => {
		expect(toLocated(located(mode, value), object)).toEqual({ by: mode, value });
	});

	it.each([
		['email', client],
		['externalId', contact],
		['externalId', contract],
		['email', contract],
		['constructor', client],
		[undefined, client],
		[5, client],
	] as const)('is taken to be named by its UUID in a mode that the object does not have: %p', (mode, object) => {
		expect(toLocated(located(mode, 'x'), object)).toEqual({ by: 'uuid', value: 'x' });
	});

	it.each(['', undefined, null, 42])('may turn out to be %p, which is for others to judge', (value) => {
		expect(toLocated(located('id', value), client)).toEqual({ by: 'uuid', value });
		expect(toLocated(located('externalId', value), client)).toEqual({ by: 'externalId', value });
	});
});

describe('a value without a mode', () => {
	it.each(['cln_1', '', 42, true, null, undefined])('such as %p is a UUID, as in workflows from before there were modes', (value) => {
		expect(toLocated(value, client)).toEqual({ by: 'uuid', value });
	});

	it.each([[['cln_1']], [{ uuid: 'cln_1' }], [{ mode: 'externalId' }], [{}], [new Date(0)]])('such as %p is kept, so that its message can name it', (value) => {
		expect(toLocated(value, client)).toEqual({ by: 'uuid', value });
	});
});
