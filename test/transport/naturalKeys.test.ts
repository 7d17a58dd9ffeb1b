import { objects } from '../../nodes/ClientSuccess/objects/index.ts';
import { naturalKeysOf } from '../../nodes/ClientSuccess/transport/naturalKeys.ts';

describe('what tells records apart', () => {
	it('is the external ID of a client, and its name', () => {
		expect(naturalKeysOf({ name: 'Acme', externalId: 'A1', city: 'Oslo' }, objects.client)).toEqual(['externalId:a1', 'name:acme']);
		expect(naturalKeysOf({ name: 'Acme' }, objects.client)).toEqual(['name:acme']);
	});

	it('is the email address of a contact', () => {
		expect(naturalKeysOf({ clientId: 'cln_1', email: ' Ann@Example.com ' }, objects.contact)).toEqual(['email:ann@example.com']);
	});

	it('is nothing for a contract', () => {
		expect(naturalKeysOf({ clientId: 'cln_1', name: 'Renewal' }, objects.contract)).toEqual([]);
	});

	it.each([undefined, null, '', '  ', 5, true, {}, []])('is no value such as %p', (email) => {
		expect(naturalKeysOf({ email }, objects.contact)).toEqual([]);
	});
});
