/** The workflows of `examples/` as someone sees them who has just imported them: the pictures of README. */
import { readdirSync } from 'node:fs';
import { expect, test } from '../lib/editorScenario.mts';
import { EXAMPLES } from '../lib/paths.mts';
import { readExample } from '../lib/workflow.mts';

test.use({ screenshot: 'only-on-failure', actionTimeout: 30_000 });

const NAMES = readdirSync(EXAMPLES)
	.filter((file) => file.endsWith('.json'))
	.map((file) => file.replace(/\.json$/, ''))
	.sort();

// One test, so that the browser loads the editor's scripts only once.
test('every example opens without a complaint', async ({ importWorkflow, editor }) => {
	expect(NAMES).not.toEqual([]);
	// Large workflows stay readable.
	await editor.page.setViewportSize({ width: 1600, height: 1100 });
	for (const name of NAMES) {
		await test.step(name, async () => {
			const workflow = await importWorkflow(await readExample(name));
			await editor.openWorkflow(workflow.id);
			await expect(editor.canvasNodes).toHaveCount(workflow.nodes.length);
			await editor.takeWorkflowPicture(`example-${name}`);
		});
	}
});
