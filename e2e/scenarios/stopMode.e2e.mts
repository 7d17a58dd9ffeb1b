/** What someone reads who lets the node stop at the first failure. */
import { clientSuccess, manualWorkflow, postgresQuery } from '../lib/manualWorkflow.mts';
import { expect, test } from '../lib/scenario.mts';
import type { Scenario, Surroundings } from '../lib/scenario.mts';

const SYNC = 'Sync';
const FAILING = 7;

/** 20 contacts out of PostgreSQL, of which the eighth is given another client and last name. */
async function twentyContacts({ sandbox, database }: Pick<Scenario, 'sandbox' | 'database'>, clientId: string | null, lastName: string): Promise<void> {
	const [client] = sandbox.seed('client', [{ name: 'Acme' }]);
	await database.pool.query('create table contacts (item integer, client_id text, email text, last_name text)');
	await database.pool.query(
		`insert into contacts
		select n, case when n = $2 then $3 else $1 end, 'contact' || n || '@example.com', case when n = $2 then $4 else 'Neil' end
		from generate_series(0, 19) as n`,
		[client?.uuid, FAILING, clientId, lastName],
	);
}

async function runSync({ n8n, importWorkflow }: Pick<Scenario & Surroundings, 'n8n' | 'importWorkflow'>, operation: 'insert' | 'upsert', options = {}) {
	const workflow = manualWorkflow('Stop mode', [
		postgresQuery('Contacts', 'SELECT client_id, email, last_name FROM contacts ORDER BY item'),
		clientSuccess(SYNC, { resource: 'contact', operation, dataMode: 'autoMapInputData', options }),
	]);
	return await n8n.runToEnd(await importWorkflow(workflow));
}

const emails = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => `contact${from + index}@example.com`);

test('a refused row stops the execution, whose error accounts for every row', async ({ n8n, sandbox, database, importWorkflow }) => {
	await twentyContacts({ sandbox, database }, 'cln_nobody', "O'Neil");

	const { status, data } = await runSync({ n8n, importWorkflow }, 'upsert');

	expect(status).toBe('error');
	const { error, lastNodeExecuted } = data.resultData;
	expect(lastNodeExecuted).toBe(SYNC);
	expect(error?.message).toBe('Item 7: ClientSuccess refused the contact: Client not found; clientId: No client has the uuid "cln_nobody"');
	expect(error?.description).toContain('7 of 20 items were written. 13 not written: items 7–19.');
	expect(error).toMatchObject({ httpCode: '400', node: { name: SYNC }, context: { itemIndex: FAILING } });
	expect(sandbox.ledger.map(({ record }) => record['email'])).toEqual(emails(0, 6));
	expect(sandbox.requests).toHaveLength(8);
});

test('a row that is invalid before it is sent stops the execution with nothing sent', async ({ n8n, sandbox, database, importWorkflow }) => {
	await twentyContacts({ sandbox, database }, null, 'Nobody');

	const { status, data } = await runSync({ n8n, importWorkflow }, 'upsert');

	expect(status).toBe('error');
	const { error } = data.resultData;
	expect(error?.message).toBe('Item 7: clientId is required, but has no value');
	expect(error?.description).toContain('0 of 20 items were written. 20 not written: items 0–19.');
	expect(error).toMatchObject({ node: { name: SYNC }, context: { itemIndex: FAILING } });
	expect(sandbox.requests).toEqual([]);
});

test('rows of a lost request are told apart from written ones and from those never sent', async ({ n8n, sandbox, database, importWorkflow }) => {
	await twentyContacts({ sandbox, database }, 'cln_nobody', 'Nobody');
	// Bulk requests of 5; the second is carried out, and its answer never arrives.
	sandbox.script({ on: { nth: 2 }, written: true, delivery: 'reset' });

	const { status, data } = await runSync({ n8n, importWorkflow }, 'insert', { batchSize: 5 });

	expect(status).toBe('error');
	const { error } = data.resultData;
	expect(error?.message).toMatch(/^Item 5: No answer came from ClientSuccess/);
	expect(error?.description).toContain('5 of 20 items were written. 10 not written: items 10–19. 5 unknown, which may have been written: items 5–9.');
	expect(sandbox.requests).toHaveLength(2);
});
