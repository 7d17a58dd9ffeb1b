/** Stands in for n8n's Postgres node, so that the demo's workflows are what one would import into n8n. */
import type { PGlite } from '@electric-sql/pglite';
import type { IDataObject, IExecuteFunctions, INodeExecutionData, INodeType, INodeTypeDescription } from 'n8n-workflow';

/** A node type that runs its `query` in `warehouse`, once per input item. */
export function postgresNode(warehouse: PGlite): INodeType {
	const description: INodeTypeDescription = {
		displayName: 'Postgres',
		name: 'postgres',
		group: ['input'],
		version: [2.6],
		description: 'Get, add and update data in Postgres',
		defaults: { name: 'Postgres' },
		inputs: ['main'],
		outputs: ['main'],
		properties: [
			{ displayName: 'Operation', name: 'operation', type: 'string', default: 'executeQuery' },
			{ displayName: 'Query', name: 'query', type: 'string', default: '' },
			{
				displayName: 'Options',
				name: 'options',
				type: 'collection',
				default: {},
				options: [{ displayName: 'Query Parameters', name: 'queryReplacement', type: 'string', default: '' }],
			},
		],
	};

	async function execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const output: INodeExecutionData[] = [];
		for (const item of this.getInputData().keys()) {
			const query = String(this.getNodeParameter('query', item));
			const values = this.getNodeParameter('options.queryReplacement', item, []);
			const { rows } = await warehouse.query<IDataObject>(query, Array.isArray(values) ? values : []);
			const results = rows.length > 0 ? rows : [{ success: true }];
			for (const json of results) output.push({ json, pairedItem: { item } });
		}
		return [output];
	}

	return { description, execute };
}
