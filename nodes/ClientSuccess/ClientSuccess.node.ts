import type { IExecuteFunctions, INodeExecutionData, INodeType, INodeTypeDescription } from 'n8n-workflow';
import { readJob } from './input/job.ts';
import { listSearch } from './methods/listSearch.ts';
import { loadOptions } from './methods/loadOptions.ts';
import { MAIN_CONNECTION } from './n8nVersions.ts';
import { toErrorItems, toNodeError } from './output.ts';
import { properties } from './properties/index.ts';
import { prepareRead } from './run/read.ts';
import { prepareWrite } from './run/write.ts';
import { openTransport } from './transport/open.ts';

export class ClientSuccess implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'ClientSuccess',
		name: 'clientSuccess',
		icon: { light: 'file:clientsuccess.svg', dark: 'file:clientsuccess.dark.svg' },
		group: ['output'],
		version: 1,
		subtitle: '={{ $parameter["operation"] + ": " + $parameter["resource"] }}',
		description: 'Write and read clients, contacts and contracts in ClientSuccess',
		defaults: { name: 'ClientSuccess' },
		usableAsTool: true,
		inputs: [MAIN_CONNECTION],
		outputs: [MAIN_CONNECTION],
		credentials: [{ name: 'clientSuccessApi', required: true }],
		properties,
	};

	methods = { listSearch, loadOptions };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const run = await prepare(this).catch((error: unknown) => toNodeError(error, this.getNode()));
		if (!(run instanceof Error)) return [await run()];
		// An error would turn a cancelled execution into a failed one.
		const isCancelled = this.getExecutionCancelSignal()?.aborted === true;
		if (!this.continueOnFail() && !isCancelled) throw run;
		// n8n would pass the input on as if it had been written.
		return [toErrorItems(run, this.getInputData().length)];
	}
}

/** Everything that must be in order before anything is written. */
async function prepare(context: IExecuteFunctions): Promise<() => Promise<INodeExecutionData[]>> {
	const { operation, ...job } = readJob(context);
	const limits = { ...job.options, maxRetryWait: job.options.maxRetryWait * 1000 };
	const transport = await openTransport(context, limits, context.getExecutionCancelSignal());
	return operation.kind === 'write'
		? await prepareWrite(context, { ...job, operation }, transport)
		: prepareRead(context, { ...job, operation }, transport);
}
