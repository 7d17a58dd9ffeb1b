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
test('every example opens without a complaint', async ({ n8n, credentials, editor }) => {
	expect(NAMES).not.toEqual([]);
	// Large workflows stay readable.
	await editor.page.setViewportSize({ width: 1600, height: 1100 });
	// As with all credentials chosen. Nobody asks Slack.
	const slackApi = await n8n.createCredential('slackApi', 'Slack account', { accessToken: 'xoxb-none' });
	for (const name of NAMES) {
		await test.step(name, async () => {
			const workflow = await n8n.importWorkflow(await readExample(name), { ...credentials, slackApi });
			await editor.openWorkflow(workflow.id);
			await expect(editor.canvasNodes).toHaveCount(workflow.nodes.length);
			await editor.takeWorkflowPicture(`example-${name}`);
		});
	}
});
