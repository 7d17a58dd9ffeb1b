/** examples/dead-letter-loop.json: failed rows wait with their reason, and only they are sent again. */
import type { Pool } from 'pg';
import { expect, test } from '../lib/scenario.mts';
import { readExample, sqlInNotes } from '../lib/workflow.mts';

const SEND = 'Every 15 minutes';
const SEND_AGAIN = 'Every hour';
const ROWS = 40;
/** Quotes, placeholders and expressions of every language it passes through. */
const AWKWARD_NAME = `O'Neil "Ann" $1 {{ $json.id }} \\ 山田`;

interface DeadLetter {
	readonly id: string;
	readonly item: number;
	readonly outcome: string;
	readonly message: string;
	readonly http_code: number | null;
	readonly payload: Record<string, unknown>;
	readonly status: string;
	readonly attempts: number;
}

const example = await readExample('dead-letter-loop');

async function fillOutbox(pool: Pool, clientId: string | undefined, rows: number): Promise<void> {
	await pool.query(sqlInNotes(example));
	await pool.query(
		`insert into contact_outbox (client_id, email, first_name, last_name)
		select $1, 'contact' || n || '@example.com', 'Ann', $2 from generate_series(1, $3::integer) as n`,
		[clientId, AWKWARD_NAME, rows],
	);
}

async function deadLetters(pool: Pool): Promise<DeadLetter[]> {
	return (await pool.query<DeadLetter>('select * from clientsuccess_dead_letters order by id')).rows;
}

async function unhandled(pool: Pool): Promise<number> {
	return (await pool.query('select from contact_outbox where handled_at is null')).rowCount ?? 0;
}

const email = (id: number) => `contact${id}@example.com`;
const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

test('failed rows become dead letters; corrected ones, and only they, are sent again', async ({ n8n, sandbox, database, importWorkflow }) => {
	const { pool } = database;
	const [client] = sandbox.seed('client', [{ name: 'Acme' }]);
	await fillOutbox(pool, client?.uuid, ROWS);
	await pool.query(`update contact_outbox set client_id = null where id = 5`);
	await pool.query(`update contact_outbox set client_id = 'cln_nobody' where id = 9`);
	await pool.query(`update contact_outbox set email = 'contact14@spam.example' where id = 14`);
	sandbox.script(
		{ on: { record: { email: 'contact14@spam.example' } }, times: 'always', answer: { status: 422, body: { userMessage: 'This domain is blocked' } } },
		// All four attempts; the fifth, which a person decides on, succeeds.
		{ on: { record: { email: email(20) } }, times: 4, answer: { status: 503, body: { message: 'Try later' } } },
		{ on: { record: { email: email(26) } }, times: 4, answer: { status: 429, headers: { 'retry-after': '0' } } },
	);
	const failing = [5, 9, 14, 20, 26];
	const good = upTo(ROWS).filter((id) => !failing.includes(id));
	const workflow = await importWorkflow(example);

	expect((await n8n.runToEnd(workflow, { trigger: SEND })).status).toBe('success');
	expect(sandbox.ledger.map(({ record }) => record['email'])).toEqual(good.map(email));
	expect(sandbox.ledger.map(({ record }) => record['lastName'])).toEqual(good.map(() => AWKWARD_NAME));
	expect(await unhandled(pool)).toBe(0);
	const payload = { client_id: client?.uuid, email: email(20), first_name: 'Ann', last_name: AWKWARD_NAME, title: null, phone: null };
	expect(await deadLetters(pool)).toMatchObject([
		{
			item: 4,
			outcome: 'rejected',
			message: 'Item 4: clientId is required, but has no value',
			http_code: null,
			status: 'open',
			payload: { ...payload, email: email(5), client_id: null },
		},
		{
			item: 8,
			outcome: 'rejected',
			message: expect.stringContaining('No client has the uuid "cln_nobody"'),
			http_code: 400,
			status: 'open',
			payload: { ...payload, email: email(9), client_id: 'cln_nobody' },
		},
		{
			item: 13,
			outcome: 'rejected',
			message: expect.stringContaining('This domain is blocked'),
			http_code: 422,
			status: 'open',
			payload: { ...payload, email: 'contact14@spam.example' },
		},
		{ item: 19, outcome: 'unknown', message: expect.stringContaining('Try later'), http_code: 503, status: 'open', payload },
		{ item: 25, outcome: 'rejected', message: expect.stringContaining('rate limit'), http_code: 429, status: 'ready', payload: { ...payload, email: email(26) } },
	]);

	// As the note in the workflow says it: two corrected, one not well enough, one as it is.
	await pool.query(`update clientsuccess_dead_letters set payload = payload || jsonb_build_object('client_id', $1::text), status = 'ready' where item in (4, 8)`, [
		client?.uuid,
	]);
	await pool.query(`update clientsuccess_dead_letters set payload = payload || '{"title": "CEO"}', status = 'ready' where item = 13`);
	await pool.query(`update clientsuccess_dead_letters set status = 'ready' where item = 19`);
	const sentBefore = sandbox.requests.length;

	expect((await n8n.runToEnd(workflow, { trigger: SEND_AGAIN })).status).toBe('success');
	expect(sandbox.requests.slice(sentBefore).map(({ body }) => body)).toMatchObject([
		{ email: email(5), lastName: AWKWARD_NAME },
		{ email: email(9) },
		{ email: 'contact14@spam.example', title: 'CEO' },
		{ email: email(20) },
		{ email: email(26) },
	]);
	expect(await deadLetters(pool)).toMatchObject([
		{ status: 'resolved', attempts: 2 },
		{ status: 'resolved', attempts: 2 },
		{ status: 'open', attempts: 2, item: 2, http_code: 422, message: expect.stringContaining('This domain is blocked') },
		{ status: 'resolved', attempts: 2 },
		{ status: 'resolved', attempts: 2 },
	]);

	await pool.query(`update clientsuccess_dead_letters set payload = payload || jsonb_build_object('email', $1::text), status = 'ready' where status = 'open'`, [email(14)]);
	await n8n.runToEnd(workflow, { trigger: SEND_AGAIN });
	expect((await deadLetters(pool)).map(({ status }) => status)).toEqual(['resolved', 'resolved', 'resolved', 'resolved', 'resolved']);

	const sentInAll = sandbox.requests.length;
	await n8n.runToEnd(workflow, { trigger: SEND });
	await n8n.runToEnd(workflow, { trigger: SEND_AGAIN });
	expect(sandbox.requests).toHaveLength(sentInAll);
	expect(sandbox.ledger.map(({ kind }) => kind)).toEqual(upTo(ROWS).map(() => 'insert'));
	expect(new Set(sandbox.ledger.map(({ record }) => record['email']))).toEqual(new Set(upTo(ROWS).map(email)));
});

test('rows that were not at fault wait for nobody: they are sent again as they are', async ({ n8n, sandbox, database, importWorkflow }) => {
	const { pool } = database;
	const [client] = sandbox.seed('client', [{ name: 'Acme' }]);
	await fillOutbox(pool, client?.uuid, 10);
	const workflow = await importWorkflow(example);
	let isRevoked = true;
	sandbox.script(() => (isRevoked && sandbox.ledger.length === 3 ? { answer: { status: 401, body: { message: 'Invalid API key' } } } : undefined));

	await n8n.runToEnd(workflow, { trigger: SEND });
	expect(sandbox.ledger.map(({ record }) => record['email'])).toEqual([1, 2, 3].map(email));
	expect(await deadLetters(pool)).toMatchObject([
		{ item: 3, outcome: 'rejected', http_code: 401, status: 'ready' },
		...[4, 5, 6, 7, 8, 9].map((item) => ({ item, outcome: 'notSent', http_code: null, status: 'ready' })),
	]);

	isRevoked = false;
	await n8n.runToEnd(workflow, { trigger: SEND_AGAIN });
	expect(sandbox.ledger.map(({ kind, record }) => [kind, record['email']])).toEqual(upTo(10).map((id) => ['insert', email(id)]));
	expect((await deadLetters(pool)).every(({ status }) => status === 'resolved')).toBe(true);
});
