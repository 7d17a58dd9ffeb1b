/**
 * `npm run demo`: a customer warehouse goes through the built node, in n8n's own engine, into a local
 * ClientSuccess that has a bad minute in between. Ends with an error if a row was lost or doubled.
 */
import { fileURLToPath } from 'node:url';
import { loadPackage } from '../engine/index.mts';
import { maintenancePage, startSandbox, tooManyRequests } from '../sandbox/server.mts';
import { eachGoodRowOnce, faultsWereRetried, nothingDoubled } from './checks.mts';
import { postgresNode } from './postgres-node.mts';
import { describeRecords } from './records.mts';
import { describeChecks, describeSync } from './report.mts';
import { sync } from './sync.mts';
import { openWarehouse } from './warehouse.mts';

// As on an n8n server, whose clock follows the timezone of its workflows: the database driver makes
// Date objects in it.
process.env['TZ'] = 'America/New_York';

const warehouse = await openWarehouse();
const sandbox = await startSandbox();
const { nodeTypes, credentialTypes } = await loadPackage(fileURLToPath(new URL('..', import.meta.url)));
const engine = {
	nodeTypes: { ...nodeTypes, 'n8n-nodes-base.postgres': postgresNode(warehouse) },
	credentialTypes,
	credentials: { clientSuccessApi: { apiKey: sandbox.apiKey, baseUrl: sandbox.url } },
};

sandbox.script(
	{ name: 'rate limit', on: { operation: 'upsert', nth: 60 }, answer: tooManyRequests(1) },
	{ name: 'maintenance', on: { operation: 'bulkInsert' }, answer: maintenancePage() },
	{ name: 'bad gateway', on: { object: 'contract', nth: 50 }, answer: { status: 502, body: { message: 'Bad gateway' } } },
);

console.log(`
A warehouse (embedded Postgres) is synced to ClientSuccess (a local sandbox): the workflows in
demo/workflows run in n8n's engine, with the node as it is published. Some rows are bad, and
ClientSuccess will answer 429, 503 and 502 once each.
`);

const clients = await sync('clients', sandbox, engine);
console.log(describeSync('1. Customers: create or update clients', clients, (row) => row['external_id']));

const contacts = await sync('contacts', sandbox, engine);
console.log(describeSync('2. Contacts: insert, up to 100 in a request', contacts, (row) => `${row['contact_id']} of ${row['customer_id']}`));

const contracts = await sync('contracts', sandbox, engine);
console.log(describeSync('3. Contracts: insert, one by one', contracts, (row) => `${row['contract_id']} of ${row['customer_id']}`));

const before = sandbox.records('client').length;
const again = await sync('clients', sandbox, engine);
const after = sandbox.records('client').length;
console.log(describeSync('4. Customers once more: nothing doubles', again, (row) => row['external_id']));

console.log(await describeRecords(warehouse, sandbox));

const checks = [
	...(await eachGoodRowOnce(warehouse, 'expected_clients', clients)),
	...(await eachGoodRowOnce(warehouse, 'expected_contacts', contacts)),
	...(await eachGoodRowOnce(warehouse, 'expected_contracts', contracts)),
	faultsWereRetried([clients, contacts, contracts], [429, 503, 502]),
	nothingDoubled(before, after, again),
];
console.log(describeChecks(checks));

await sandbox.close();
await warehouse.close();
if (checks.some(({ passed }) => !passed)) process.exitCode = 1;
