/** Runs workflow files in n8n's own engine, for tests, the demo and benchmarks. */
export { loadPackage } from './load-package.mts';
export type { LoadedPackage } from './load-package.mts';
export type { CredentialTypeList, CredentialValues } from './credentials.mts';
export { forEditor } from './load-options.mts';
export type { EditorMethods, EditorOptions } from './load-options.mts';
export type { NodeTypeMap } from './node-types.mts';
export { activatePolling } from './poll-node.mts';
export type { PollingNode, PollingOptions } from './poll-node.mts';
export { WorkflowResult } from './result.mts';
export { runWorkflow, startWorkflow } from './run-workflow.mts';
export type { RunOptions, StartedWorkflow } from './run-workflow.mts';
export { startVmExpressions } from './vm-expressions.mts';
export { readWorkflow } from './workflow-file.mts';
export type { WorkflowFile } from './workflow-file.mts';
