import type { INodeProperties, INodePropertyCollection, INodePropertyOptions } from 'n8n-workflow';
import { NodeHelpers } from 'n8n-workflow';
import { ClientSuccessApi } from '../../credentials/ClientSuccessApi.credentials.ts';
import { runWorkflow } from '../../engine/index.mts';
import { ClientSuccess } from '../../nodes/ClientSuccess/ClientSuccess.node.ts';
import { ClientSuccessTrigger } from '../../nodes/ClientSuccess/ClientSuccessTrigger.node.ts';
import { credentialTestNode } from './support/credentialTest.ts';
import { closedPort } from './support/loopback.mts';
import { engine, sync } from './support/run.ts';
import { API_KEY, clientSuccess, takeStrays, useNock } from './support/server.ts';
import credentialTest from './workflows/credential-test.json';

useNock();

const { description } = new ClientSuccess();
const objects = ['client', 'contact', 'contract'] as const;
const writes = ['insert', 'update', 'upsert'] as const;

type Parameters = Record<string, string | boolean>;
/** What someone sees who has chosen these values. */
const shown = (chosen: Parameters): INodeProperties[] => {
	const node = { id: '1', name: 'n', type: 't', typeVersion: 1, position: [0, 0] as [number, number], parameters: chosen };
	return description.properties.filter((property) => NodeHelpers.displayParameter(chosen, property, node, description));
};
const named = (list: INodeProperties[], name: string): INodeProperties => {
	const [property, ...others] = list.filter((entry) => entry.name === name);
	if (property === undefined || others.length > 0) throw new Error(`${others.length + 1} parameters ${name}`);
	return property;
};
const isChoice = (entry: INodePropertyOptions | INodeProperties | INodePropertyCollection): entry is INodePropertyOptions => 'value' in entry;
const isProperty = (entry: INodePropertyOptions | INodeProperties | INodePropertyCollection): entry is INodeProperties => 'type' in entry;
const choices = ({ options = [] }: INodeProperties) => options.filter(isChoice);
const listed = (property: INodeProperties) => choices(property).map(({ name, value }) => `${name}: ${String(value)}`);
const modes = ({ modes: list = [] }: INodeProperties) => list.map(({ name }) => name);
const inside = ({ options = [] }: INodeProperties) => options.filter(isProperty);

describe('the node', () => {
	it('is what workflows know it as, and can be an agent\'s tool', () => {
		expect(description).toMatchObject({ name: 'clientSuccess', version: 1, usableAsTool: true, inputs: ['main'], outputs: ['main'] });
		expect(description.credentials).toEqual([{ name: 'clientSuccessApi', required: true }]);
	});

	it('lets choose an object, an operation and a data mode', () => {
		const start = shown({ resource: 'client', operation: 'upsert', dataMode: 'autoMapInputData' });
		expect(named(start, 'resource')).toMatchObject({ displayName: 'Object', default: 'client' });
		expect(listed(named(start, 'resource'))).toEqual(['Client: client', 'Contact: contact', 'Contract: contract']);
		expect(named(start, 'dataMode')).toMatchObject({ displayName: 'Data Mode', default: 'autoMapInputData' });
		expect(listed(named(start, 'dataMode'))).toEqual(['Map Automatically: autoMapInputData', 'Map Each Field Below: defineBelow']);
	});

	it.each(objects)('lists an action for each operation of a %s', (resource) => {
		const operation = named(shown({ resource, operation: 'upsert', dataMode: 'autoMapInputData' }), 'operation');

		expect(operation).toMatchObject({ displayName: 'Operation', default: 'upsert' });
		expect(choices(operation).map(({ name, value, action }) => [name, value, action])).toEqual([
			['Create or Update', 'upsert', `Create or update a ${resource}`],
			['Get', 'get', `Get a ${resource}`],
			['Get Many', 'getAll', `Get many ${resource}s`],
			['Insert', 'insert', `Insert a ${resource}`],
			['Update', 'update', `Update a ${resource}`],
		]);
	});

	const fields = {
		client: [
			'active', 'city', 'country', 'externalId', 'inceptionDate', 'logoUrl', 'note', 'npsScore', 'salesforceAccountId', 'siteUrl',
			'state', 'status', 'street', 'stripeId', 'terminatedDate', 'timezone', 'usageId', 'zendeskId', 'zip',
		],
		contact: ['email', 'firstName', 'lastName', 'phone', 'title'],
		contract: ['amount', 'endDate', 'name', 'startDate'],
	};
	/** By what a record can be named, beside the list and its UUID. */
	const findModes = { client: ['externalId'], contact: ['email'], contract: [] };
	const required = { client: ['name', 'Name'], contact: ['clientId', 'Client ID'], contract: ['clientId', 'Client ID'] } as const;

	const cases = objects.flatMap((resource) => writes.map((operation) => ({ resource, operation })));

	it.each(cases)('has the parameters of $operation $resource', ({ resource, operation }) => {
		const base = ['resource', 'operation', 'dataMode', 'options'];
		const labelled = (list: INodeProperties[]) => list.filter(({ type }) => type !== 'notice').map(({ name }) => name).sort();
		const [name, label] = required[resource];
		const extra = operation === 'update' ? 'uuid' : name;

		expect(labelled(shown({ resource, operation, dataMode: 'autoMapInputData' }))).toEqual([...base].sort());
		const define = shown({ resource, operation, dataMode: 'defineBelow' });
		expect(labelled(define)).toEqual([...base, extra, `${resource}Fields`, 'customFields'].sort());

		expect(named(define, extra)).toMatchObject({ required: true, displayName: operation === 'update' ? 'UUID' : label });
		if (operation === 'update') expect(modes(named(define, 'uuid'))).toEqual(['list', 'id', ...findModes[resource]]);
		else if (name === 'clientId') expect(modes(named(define, 'clientId'))).toEqual(['list', 'id', 'externalId']);
		const collection = named(define, `${resource}Fields`);
		expect(collection).toMatchObject({ type: 'collection', displayName: `${resource.charAt(0).toUpperCase()}${resource.slice(1)} Fields` });
		expect(inside(collection).map((field) => field.name).sort()).toEqual([...fields[resource], ...(operation === 'update' ? [name] : [])].sort());
		const custom = named(define, 'customFields');
		expect(custom).toMatchObject({ type: 'fixedCollection', displayName: 'Custom Fields' });
		expect(custom.options).toMatchObject([
			{ name: 'field', values: [{ name: 'key', type: 'options', typeOptions: { loadOptionsMethod: 'getCustomFields', loadOptionsDependsOn: ['resource'] } }, { name: 'value' }] },
		]);
	});

	it.each(objects)('has the parameters of Get and Get Many for a %s', (resource) => {
		const one = shown({ resource, operation: 'get' });
		expect(one.map(({ name }) => name)).toEqual(['resource', 'operation', 'uuid', 'simplify', 'options']);
		expect(named(one, 'uuid')).toMatchObject({ displayName: 'UUID', required: true, type: 'resourceLocator', default: { mode: 'id', value: '' } });
		expect(modes(named(one, 'uuid'))).toEqual(['list', 'id', ...findModes[resource]]);

		const many = shown({ resource, operation: 'getAll', returnAll: false });
		expect(many.map(({ name }) => name)).toEqual(['resource', 'operation', 'returnAll', 'limit', 'filters', 'simplify', 'options']);
		expect(shown({ resource, operation: 'getAll', returnAll: true }).map(({ name }) => name)).not.toContain('limit');
		expect([named(many, 'returnAll').default, named(many, 'limit').default, named(many, 'simplify').default]).toEqual([false, 50, true]);
		expect(inside(named(many, 'filters')).map(({ name }) => name)).toEqual(resource === 'contract' ? ['clientId', 'modifiedAfter'] : ['modifiedAfter']);
	});

	it('has a method for each list that is asked of ClientSuccess', () => {
		const { methods } = new ClientSuccess();
		const asked = JSON.stringify(description.properties);
		for (const [kind, known] of [['searchListMethod', methods.listSearch], ['loadOptionsMethod', methods.loadOptions]] as const) {
			const names = [...asked.matchAll(new RegExp(`"${kind}":"(\\w+)"`, 'g'))].map(([, name]) => name);
			expect([...new Set(names)].sort()).toEqual(Object.keys(known).sort());
		}
	});

	it('has the options of the interface, and no others', () => {
		const options = named(description.properties, 'options');
		const about = inside(options).map(({ name, displayName, default: fallback }) => [displayName, name, fallback]);
		expect(options).toMatchObject({ type: 'collection', displayName: 'Options' });
		expect(about).toEqual([
			['Batch Size', 'batchSize', 100],
			['Dry Run', 'dryRun', false],
			['Empty Values', 'emptyValues', 'omit'],
			['Isolate Rejected Records', 'isolateRejected', true],
			['Match Custom Fields', 'matchCustomFields', false],
			// By external ID for clients, by email for contacts.
			['Match On', 'matchOn', 'uuid'],
			['Match On', 'matchOn', 'uuid'],
			['Max Concurrent Requests', 'maxConcurrency', 1],
			['Max Retries', 'maxRetries', 3],
			['Max Retry Wait (Seconds)', 'maxRetryWait', 300],
			['Retry Base Delay (Ms)', 'retryBaseDelay', 1000],
			['Retry Inserts After Server Errors', 'retryInserts', true],
			['Sort Direction', 'sortDirection', 'desc'],
			['Timeout (Ms)', 'timeout', 60_000],
			['Unknown Columns', 'unknownColumns', 'ignore'],
		]);
		const range = (name: string) => named(inside(options), name).typeOptions;
		expect(range('batchSize')).toMatchObject({ minValue: 1, maxValue: 100 });
		expect(range('maxConcurrency')).toMatchObject({ minValue: 0, maxValue: 20 });
		expect(range('maxRetries')).toMatchObject({ minValue: 0, maxValue: 10 });
		expect(choices(named(inside(options), 'emptyValues')).map(({ value }) => value).sort()).toEqual(['clear', 'omit']);
		expect(choices(named(inside(options), 'unknownColumns')).map(({ value }) => value).sort()).toEqual(['fail', 'ignore', 'send']);
	});

	it('loses options that it does not declare', async () => {
		const { api } = clientSuccess();
		api.post('/client/upsert').reply(200, {});

		const run = await sync({ rows: [{ name: 'A' }], options: { matchBy: 'uuid', batchSise: 0 } });

		expect(run.outcomes).toEqual(['written']);
		const given = { options: { bogus: 1, maxRetries: 5 } };
		const kept = NodeHelpers.getNodeParameters(description.properties, given, false, false, null, description);
		expect(kept?.options).toEqual({ maxRetries: 5 });
	});
});

describe('the trigger', () => {
	const trigger = new ClientSuccessTrigger().description;

	it('is what workflows know it as: a poll, with nothing before it', () => {
		expect(trigger).toMatchObject({ displayName: 'ClientSuccess Trigger', name: 'clientSuccessTrigger', version: 1, polling: true, inputs: [], outputs: ['main'] });
		expect(trigger.credentials).toEqual(description.credentials);
	});

	it('lets choose an object and an event', () => {
		expect(listed(named(trigger.properties, 'resource'))).toEqual(['Client: client', 'Contact: contact', 'Contract: contract']);
		expect(named(trigger.properties, 'event')).toMatchObject({ displayName: 'Event', default: 'createdOrUpdated' });
		expect(listed(named(trigger.properties, 'event'))).toEqual(['Record Created: created', 'Record Created or Updated: createdOrUpdated', 'Record Updated: updated']);
	});
});

describe('the credential', () => {
	const test = async (credential: { apiKey?: string; baseUrl?: string } = {}) =>
		await runWorkflow({ ...engine(credential), nodeTypes: { 'test.credentialTest': credentialTestNode() }, workflow: credentialTest });

	it('is what workflows know it as, with the Base URL filled in', () => {
		const { name, displayName, properties } = new ClientSuccessApi();
		expect([name, displayName]).toEqual(['clientSuccessApi', 'ClientSuccess API']);
		expect(properties.map((property) => [property.name, property.default])).toEqual([
			['apiKey', ''],
			['baseUrl', 'https://api.clientsuccess.com/v2'],
		]);
		expect(properties[0]?.typeOptions).toEqual({ password: true });
	});

	it.each(['https://api.clientsuccess.com/v2', 'https://api.clientsuccess.com/v2/'])('is tested with a small search, the key as it is: %s', async (baseUrl) => {
		const { api, received } = clientSuccess();
		api.get('/client/search').query({ size: 1 }).reply(200, { data: [] });

		const result = await test({ baseUrl });

		expect(result.error()?.message).toBeUndefined();
		expect(received).toMatchObject([{ method: 'GET', path: '/v2/client/search?size=1', headers: { authorization: API_KEY } }]);
		expect(received).toHaveLength(1);
	});

	it.each([[401, /Global Settings > API Credentials/], [403, /may not read clients/]])('says what is wrong with a key that is answered with %d', async (status, message) => {
		const { api } = clientSuccess();
		// n8n asks once more after a 401.
		api.get('/client/search').query({ size: 1 }).times(status === 401 ? 2 : 1).reply(status, { message: 'no' });

		const result = await test();

		expect(result.status).toBe('error');
		const { rules = [] } = new ClientSuccessApi().test;
		const [rule] = rules.filter(({ properties }) => 'value' in properties && properties.value === status);
		expect(rule).toMatchObject({ type: 'responseCode', properties: { message: expect.stringMatching(message) } });
	});

	it.each(['http://api.clientsuccess.com/v2', 'http://localhost.evil.test/v2', 'http://localhost@evil.test', 'ftp://localhost', ''])(
		'is not tested where the key may not travel: %j',
		async (baseUrl) => {
			const { received } = clientSuccess();

			const result = await test({ baseUrl });

			expect(result.status).toBe('error');
			expect(received).toEqual([]);
			// A host name under .invalid never resolves.
			for (const url of takeStrays()) expect(new URL(url)).toMatchObject({ protocol: 'https:', hostname: expect.stringMatching(/\.invalid$/) });
		},
	);

	it('is tested on this machine without https', async () => {
		const result = await test({ baseUrl: await closedPort() });

		expect(JSON.stringify(result.error())).toContain('ECONNREFUSED');
	});
});
