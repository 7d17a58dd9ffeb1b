/** What came of a run, asked by node name. */
import type { ExecutionError, INodeExecutionData, IRun, ITaskData, NodeExecutionHint } from 'n8n-workflow';

/** A finished run. A node name that the workflow doesn't have is an error; a node that didn't run has no items. */
export class WorkflowResult {
	/** Everything the engine recorded. */
	readonly run: IRun;
	private readonly nodeNames: ReadonlySet<string>;

	constructor(run: IRun, nodeNames: Iterable<string>) {
		this.run = run;
		this.nodeNames = new Set(nodeNames);
	}

	/** `success`, `error` or `canceled`. */
	get status(): IRun['status'] {
		return this.run.status;
	}

	/** Every time the node ran. */
	tasks(nodeName: string): ITaskData[] {
		if (!this.nodeNames.has(nodeName)) {
			throw new Error(`The workflow has no node "${nodeName}", only ${[...this.nodeNames].join(', ')}`);
		}
		return this.run.data.resultData.runData[nodeName] ?? [];
	}

	/** The items a node put out the last time it ran; output 1 is the error output. */
	output(nodeName: string, outputIndex = 0): INodeExecutionData[] {
		return this.tasks(nodeName).at(-1)?.data?.main?.[outputIndex] ?? [];
	}

	/** Why the run stopped; with a node name, why that node failed. */
	error(nodeName?: string): ExecutionError | undefined {
		return nodeName === undefined ? this.run.data.resultData.error : this.tasks(nodeName).at(-1)?.error;
	}

	/** The hints a node left for the person who looks at the run. */
	hints(nodeName: string): NodeExecutionHint[] {
		return this.tasks(nodeName).flatMap((task) => task.hints ?? []);
	}
}
