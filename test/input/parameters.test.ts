import fc from 'fast-check';
import { NodeConnectionTypes } from 'n8n-workflow';
import type {
	IDataObject,
	IExecuteFunctions,
	INodeExecutionData,
	INodeParameters,
	INodeType,
	INodeTypeDescription,
} from 'n8n-workflow';
import { runWorkflow } from '../../engine/index.mts';
import { createParameterReader } from '../../nodes/ClientSuccess/input/parameters.ts';

type Attempt = { value: unknown } | { failed: true };

const readings: Array<{ ours: Attempt; n8n: Attempt }> = [];
let n8nCalls = 0;

function attempt(read: () => unknown): Attempt {
	try {
		return { value: read() };
	} catch {
		return { failed: true };
	}
}

/** Reads its parameter for each item in both ways. */
class Probe implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Probe',
		name: 'probe',
		group: ['transform'],
		version: 1,
		description: 'Reads a parameter in two ways',
		usableAsTool: true,
		defaults: { name: 'Probe' },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		properties: [{ displayName: 'Value', name: 'value', type: 'string', default: '' }],
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const counted: IExecuteFunctions = Object.create(this, {
			getNodeParameter: {
				value: (...args: Parameters<IExecuteFunctions['getNodeParameter']>) => {
					n8nCalls += 1;
					return this.getNodeParameter(...args);
				},
			},
		});
		const parameters = createParameterReader(counted);
		const items = this.getInputData();
		items.forEach((_, item) => {
			readings.push({
				ours: attempt(() => parameters.read('value', item, '')),
				n8n: attempt(() => this.getNodeParameter('value', item, '')),
			});
		});
		return [items];
	}
}

async function readBothWays(value: INodeParameters[string], rows: IDataObject[]) {
	readings.length = 0;
	n8nCalls = 0;
	await runWorkflow({
		workflow: {
			nodes: [
				{ id: '1', name: 'Start', type: 'n8n-nodes-base.manualTrigger', typeVersion: 1, position: [0, 0], parameters: {} },
				{ id: '2', name: 'Probe', type: 'test.probe', typeVersion: 1, position: [0, 0], parameters: { value } },
			],
			connections: { Start: { main: [[{ node: 'Probe', type: 'main', index: 0 }]] } },
		},
		nodeTypes: { 'test.probe': Probe },
		pinData: { Start: rows.map((json) => ({ json })) },
	});
	return [...readings];
}

const KEYS = ['email', 'First Name', 'a', 'b', 'constructor', '__proto__', 'toString', 'length', 'x-y', '0', 'json', 'prototype', ''];
const key = fc.constantFrom(...KEYS);

const leaf = fc.oneof(
	fc.string(),
	fc.string({ unit: 'binary' }),
	fc.constantFrom('={{ 1 }}', '{{ $json.a }}', '=x', ''),
	fc.integer(),
	fc.double(),
	fc.boolean(),
	fc.constant(null),
	fc.constant(undefined),
	fc.date({ noInvalidDate: true }),
);

const json: fc.Arbitrary<unknown> = fc.letrec<{ node: unknown }>((tie) => ({
	node: fc.oneof({ depthSize: 'small' }, leaf, fc.array(tie('node'), { maxLength: 2 }), fc.dictionary(key, tie('node'), { maxKeys: 4 })),
})).node;

const row = fc.dictionary(key, json, { maxKeys: 6 }) as fc.Arbitrary<IDataObject>;

const step = fc.oneof(
	fc.constantFrom(...KEYS.filter((name) => /^[a-z_]+$/i.test(name))).map((name) => `.${name}`),
	key.map((name) => `["${name}"]`),
	key.map((name) => `['${name}']`),
);

const path = fc.array(step, { minLength: 1, maxLength: 3 }).map((steps) => `$json${steps.join('')}`);

const expression = fc.oneof(
	{ weight: 8, arbitrary: path.map((text) => `={{ ${text} }}`) },
	{ weight: 1, arbitrary: path.map((text) => `={{${text}}}`) },
	{ weight: 1, arbitrary: path.map((text) => `={{ ${text} }} `) },
	{ weight: 1, arbitrary: path.map((text) => `= {{ ${text} }}`) },
	{ weight: 1, arbitrary: path.map((text) => `={{ ${text} ?? 'none' }}`) },
	{ weight: 1, arbitrary: path.map((text) => `={{ ${text} }}{{ ${text} }}`) },
	{ weight: 1, arbitrary: fc.string() },
);

const parameter: fc.Arbitrary<INodeParameters[string]> = fc.oneof(
	expression,
	fc.dictionary(fc.constantFrom('name', 'city', 'zip'), expression),
	fc.array(fc.record({ key: expression, value: expression }), { maxLength: 2 }).map((field) => ({ field })),
);

describe('reading a parameter item by item', () => {
	it("gives what n8n's own reading gives, whatever the item, the path and the value", async () => {
		await fc.assert(
			fc.asyncProperty(parameter, fc.array(row, { minLength: 1, maxLength: 4 }), async (value, rows) => {
				const pairs = await readBothWays(value, rows);
				expect(pairs).toHaveLength(rows.length);
				for (const { ours, n8n } of pairs) expect(ours).toStrictEqual(n8n);
			}),
			{ numRuns: 400 },
		);
	}, 60_000);

	it('reads plain paths and fixed values without asking n8n', async () => {
		const value = { name: '={{ $json.name }}', city: '={{ $json["Home Town"] }}', zip: '={{ $json.address.zip }}', country: 'DE' };
		const rows = [
			{ name: 'A', 'Home Town': 'Ulm', address: { zip: '89073' } },
			{ name: null, 'Home Town': '', address: { zip: 0 } },
		];
		const pairs = await readBothWays(value, rows);
		expect(pairs.map(({ ours }) => ours)).toEqual([
			{ value: { name: 'A', city: 'Ulm', zip: '89073', country: 'DE' } },
			{ value: { name: null, city: '', zip: 0, country: 'DE' } },
		]);
		expect(n8nCalls).toBe(0);
	});

	it('leaves the rest to n8n: calls, missing keys, dates, inherited names', async () => {
		const asked = async (value: string, item: IDataObject) => {
			await readBothWays(value, [item]);
			return n8nCalls > 0;
		};
		expect(await asked('={{ $json.name.toUpperCase() }}', { name: 'a' })).toBe(true);
		expect(await asked('={{ $json.name }}', {})).toBe(true);
		expect(await asked('={{ $json.name }}', { name: { first: 'a' } })).toBe(true);
		expect(await asked('={{ $json["toString"] }}', { toString: 'own' })).toBe(true);
		expect(await asked('={{ $json.__proto__ }}', {})).toBe(true);
	});
});
