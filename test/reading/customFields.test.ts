import { contract } from '../../nodes/ClientSuccess/objects/contract.ts';
import { objects } from '../../nodes/ClientSuccess/objects/index.ts';
import { readCustomFields } from '../../nodes/ClientSuccess/reading/customFields.ts';
import type { Verdict } from '../../nodes/ClientSuccess/transport/verdict.ts';
import { accepted, refused, serverError, unauthorized } from '../transport/fakes.mts';
import { connect } from './account.ts';

async function fieldsIn(verdict: Verdict, object = contract) {
	const { transport, requests, finish } = connect(() => verdict);
	return { fields: await finish(readCustomFields(object, transport)), requests };
}

const region = {
	fieldId: 7,
	fieldKey: 'region__cs',
	fieldLabel: 'Region',
	fieldName: 'region',
	fieldTypeName: 'Picklist',
	required: true,
	system: false,
	picklistValues: [
		{ label: 'North', value: 'N', archived: false },
		{ label: 'South', value: 'S', archived: true },
	],
};
const readRegion = {
	key: 'region__cs',
	label: 'Region',
	typeName: 'Picklist',
	required: true,
	choices: [
		{ label: 'North', value: 'N', archived: false },
		{ label: 'South', value: 'S', archived: true },
	],
};

describe('the custom fields of an object', () => {
	it.each(Object.values(objects))('are asked for by its name: $name', async (object) => {
		const { requests } = await fieldsIn(accepted([]), object);
		expect(requests).toEqual([{ method: 'GET', path: `/customfield/all/${object.name.toUpperCase()}`, singleRecord: false }]);
	});

	it.each([[[region]], [{ data: [region] }], [{ results: [region] }], [{ records: [region] }]])('are read from %j', async (body) => {
		expect((await fieldsIn(accepted(body))).fields).toEqual([readRegion]);
	});

	it('may be none', async () => {
		expect((await fieldsIn(accepted([]))).fields).toEqual([]);
	});

	it('are not the fields that the object has anyway, nor what has no key', async () => {
		const list = [{ ...region, system: true }, { ...region, fieldKey: ' ' }, { ...region, fieldKey: null }, { fieldLabel: 'Region' }, null, 'region__cs', region];
		expect((await fieldsIn(accepted(list))).fields).toEqual([readRegion]);
	});

	it.each([
		[{ fieldKey: ' a__cs ', fieldLabel: ' A ', fieldName: 'x' }, 'A'],
		[{ fieldKey: 'a__cs', fieldLabel: '', fieldName: 'x' }, 'x'],
		[{ fieldKey: 'a__cs', fieldLabel: null, fieldName: '  ' }, 'a__cs'],
		[{ fieldKey: 'a__cs' }, 'a__cs'],
	])('have a label, whatever is missing: %j', async (field, label) => {
		expect((await fieldsIn(accepted([field]))).fields).toEqual([{ key: 'a__cs', label, typeName: '', required: false, choices: [] }]);
	});

	it.each<[unknown, unknown]>([
		[{ label: 'North', value: 'N' }, { label: 'North', value: 'N', archived: false }],
		[{ label: 'North', value: 'N', archived: true }, { label: 'North', value: 'N', archived: true }],
		[{ label: 'North' }, { label: 'North', value: 'North', archived: false }],
		[{ value: 'N', label: null }, { label: 'N', value: 'N', archived: false }],
	])('have choices: %j', async (value, choice) => {
		expect((await fieldsIn(accepted([{ ...region, picklistValues: [value] }]))).fields).toEqual([{ ...readRegion, choices: [choice] }]);
	});

	it.each([undefined, null, 'N', {}, [], [null, 'N', {}, { label: ' ' }]])('have no choices in %j', async (picklistValues) => {
		expect((await fieldsIn(accepted([{ ...region, picklistValues: picklistValues ?? null }]))).fields).toEqual([{ ...readRegion, choices: [] }]);
	});
});

describe('custom fields that cannot be read', () => {
	it.each([undefined, null, 'text', { message: 'hello' }, { data: region }])('since there is no list in %j', async (body) => {
		expect((await fieldsIn(accepted(body))).fields).toMatchObject({
			kind: 'rejected',
			failure: { message: 'ClientSuccess refused to give the custom fields of contracts: its answer holds no list of fields', httpCode: 200 },
		});
	});

	it('since the key may not', async () => {
		expect((await fieldsIn(unauthorized(403))).fields).toMatchObject({ kind: 'rejected', failure: { message: expect.stringContaining('no permission'), httpCode: 403 } });
	});

	it('since there is no such place', async () => {
		expect((await fieldsIn(refused('Not found', 404))).fields).toMatchObject({
			kind: 'rejected',
			failure: { message: 'ClientSuccess refused to give the custom fields of contracts: Not found', httpCode: 404 },
		});
	});

	it('since ClientSuccess is out of order', async () => {
		const { fields, requests } = await fieldsIn(serverError());
		expect(fields).toMatchObject({ kind: 'rejected', failure: { httpCode: 503, attempts: 2 } });
		expect(requests).toHaveLength(2);
	});
});
