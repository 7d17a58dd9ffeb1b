/** The API key stays secret whatever fails. Runs after all other files, on the n8n they used. */
import path from 'node:path';
import { CANARY, CONTINUING, causeFailures } from '../lib/failures.mts';
import { outputOf } from '../lib/n8nClient.mts';
import { READ_CANARY } from '../lib/readFailures.mts';
import { expect, test } from '../lib/scenario.mts';
import { filesBelow, placesWith, sqliteRows } from '../lib/secrets.mts';
import { API_KEY, readSuite } from '../lib/suite.mts';

const { userFolder } = readSuite().n8n;
const DATABASE = path.join(userFolder, '.n8n', 'database.sqlite');

test('failures of every kind are reported without the API key', async ({ n8n }) => {
	for (const { kind, execution, credentialTest, reads } of await causeFailures(n8n)) {
		await test.step(kind.name, () => {
			expect.soft(JSON.stringify(execution), kind.name).not.toContain(API_KEY);
			expect.soft(JSON.stringify(credentialTest), kind.name).not.toContain(API_KEY);
			expect.soft(JSON.stringify(reads), kind.name).not.toContain(API_KEY);
			// An echo that says 200 is a success, and its record an output item like any other.
			const isSuccess = kind.name === 'echo with status 200';
			expect.soft(execution.status, kind.name).toBe(isSuccess ? 'success' : 'error');
			expect.soft(outputOf(execution, CONTINUING, isSuccess ? 0 : 1), kind.name).toHaveLength(1);
			// A fault that waits for a write lets everything be read.
			const areRead = kind.fault?.on?.method === 'POST';
			expect.soft(reads.executions.map(({ status }) => status), kind.name).toEqual(areRead ? ['success', 'success'] : ['error', 'error']);
		});
	}
});

test("the API key is nowhere in n8n's database, files and logs, unless encrypted", async () => {
	// What is looked for would be found: the failing rows' name is.
	expect(new Set(await placesWith(CANARY, sqliteRows(DATABASE)))).toEqual(new Set(['workflow_entity', 'workflow_history', 'execution_data']));
	expect(await placesWith(READ_CANARY, sqliteRows(DATABASE))).toContain('execution_data');
	expect(await placesWith('clientSuccessApi', sqliteRows(DATABASE))).toContain('credentials_entity');

	expect(await placesWith(API_KEY, sqliteRows(DATABASE))).toEqual([]);
	expect(await placesWith(API_KEY, filesBelow(userFolder))).toEqual([]);
});
