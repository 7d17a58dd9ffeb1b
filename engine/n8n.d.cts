/** The types of what `n8n.cjs` loads. */
export declare const core: typeof import('n8n-core');
export declare const workflow: typeof import('n8n-workflow');
