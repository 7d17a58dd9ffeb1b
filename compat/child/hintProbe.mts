/** A node that tells whether it could leave a hint. */
import type { IExecuteFunctions, INodeExecutionData, INodeType, INodeTypeDescription } from 'n8n-workflow';

export class HintProbe implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Hint Probe',
		name: 'hintProbe',
		group: ['output'],
		version: 1,
		description: 'Hint Probe',
		defaults: { name: 'Hint Probe' },
		inputs: ['main'],
		outputs: ['main'],
		properties: [],
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return [[{ json: { hasHints: typeof this.addExecutionHints === 'function' } }]];
	}
}
