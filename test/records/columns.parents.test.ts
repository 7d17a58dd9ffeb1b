/** Columns that name a parent by its external ID, and those that say which record is meant. */
import { objects } from '../../nodes/ClientSuccess/objects/index.ts';
import type { ObjectDefinition } from '../../nodes/ClientSuccess/objects/index.ts';
import { columnPlanner } from '../../nodes/ClientSuccess/records/columns.ts';
import { chosenBy } from './plans.ts';

const planOf = (columns: readonly string[], object: ObjectDefinition, withUuid = false) => columnPlanner(object, { withUuid, customFields: [] })(columns);

const PARENT = { name: 'clientExternalId', wanted: { target: 'clientId', object: 'client', key: 'externalId' } };

describe.each([objects.contact, objects.contract])('the client of a $name', (object) => {
	it.each(['clientExternalId', 'client_external_id', 'Client External ID', 'CLIENTEXTERNALID', 'client-external-id'])('can be named by a column %p', (column) => {
		expect(planOf([column], object)).toMatchObject({ references: [{ column, ...PARENT }], fields: [], unknown: [], custom: [] });
	});

	it('can be named beside its UUID', () => {
		const plan = planOf(['Client ID', 'Client External ID'], object);
		expect(chosenBy(plan)).toEqual({ clientId: 'Client ID' });
		expect(plan).toMatchObject({ references: [{ column: 'Client External ID', ...PARENT }], contested: [], outranked: [] });
	});

	it('is named by the exact column if there are loosely named ones too', () => {
		for (const columns of [
			['client_external_id', 'clientExternalId'],
			['clientExternalId', 'client_external_id'],
		]) {
			expect(planOf(columns, object)).toMatchObject({ references: [{ column: 'clientExternalId' }], outranked: ['client_external_id'], contested: [] });
		}
	});

	it('is contested if two columns are loosely named', () => {
		const columns = ['client_external_id', 'CLIENT EXTERNAL ID'];
		expect(planOf(columns, object)).toMatchObject({
			references: [],
			contested: [{ name: 'clientExternalId', field: 'clientId', columns }],
			outranked: [],
		});
	});

	it.each(['externalClientId', 'parentExternalId', 'clientExternal', 'clientEmail', 'clientUuid'])('is not named by a column %p', (column) => {
		expect(planOf([column], object)).toMatchObject({ references: [], unknown: [column] });
	});

	it('can be named where a record is updated too', () => {
		expect(planOf(['uuid', 'clientExternalId'], object, true)).toMatchObject({ uuid: 'uuid', references: [{ column: 'clientExternalId' }], unknown: [] });
	});
});

describe('a client', () => {
	it('has no parent', () => {
		expect(planOf(['clientExternalId', 'client_external_id'], objects.client)).toMatchObject({
			references: [],
			unknown: ['clientExternalId', 'client_external_id'],
		});
	});

	it('keeps its own external ID', () => {
		expect(chosenBy(planOf(['external_id'], objects.client))).toEqual({ externalId: 'external_id' });
	});
});
