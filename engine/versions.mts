/** The differences between the n8n versions the harness runs on. */
import type { INode, IPinData, Workflow } from 'n8n-workflow';
import { core } from './n8n.cjs';

type WorkflowExecute = InstanceType<typeof core.WorkflowExecute>;

/** A run under way: a promise of its data, with `cancel()`. */
export type EngineRun = ReturnType<WorkflowExecute['run']>;

/** Starts a workflow. `run` takes one object from n8n-core 2.20 on, before that its parts one by one. */
export function startRun(
	execution: WorkflowExecute,
	workflow: Workflow,
	startNode: INode,
	pinData: IPinData,
): EngineRun {
	if (execution.run.length <= 1) return execution.run({ workflow, startNode, pinData });
	// The installed types don't know the older signature, which Reflect.apply needn't.
	return Reflect.apply(execution.run, execution, [workflow, startNode, undefined, pinData]);
}

/** What resolves `$secrets`; nobody here has any. Guarded because older versions may lack the class. */
export const externalSecretsProxy = (): InstanceType<typeof core.ExternalSecretsProxy> =>
	new (core.ExternalSecretsProxy ?? Object)();
