/** Workflows that insert the same contacts: with the ClientSuccess node, and with what one would build without it. */
import { clientSuccess, manualWorkflow } from './manualWorkflow.mts';
import type { NodeSketch } from './manualWorkflow.mts';
import type { Workflow, WorkflowNode } from './workflow.mts';

/** A way to insert contacts. */
export interface InsertWay {
	readonly workflow: Workflow;
	/** The nodes that do it. What makes the contacts is not among them. */
	readonly nodes: readonly string[];
}

/** Names of the ways. */
export type WayName = 'node' | 'perRow' | 'inChunks';

/** The most that a bulk request takes. */
const CHUNK = 100;

const code = (name: string, jsCode: string): NodeSketch => ({ name, type: 'n8n-nodes-base.code', typeVersion: 2, parameters: { jsCode } });

/** Makes rows as a database has them: snake_case columns. */
const rowsOf = (count: number) =>
	code(
		'Rows',
		`return Array.from({ length: ${count} }, (_, index) => ({
	json: {
		client_id: 'cln_qfhfeb05',
		email: 'person-' + index + '@example.com',
		first_name: 'First ' + index,
		last_name: 'Last ' + index,
		title: 'Head of Support',
		phone: '+1 555 0100',
	},
}));`,
	);

/** The contact that ClientSuccess takes, made from a row. */
const CONTACT = '{ clientId: $json.client_id, email: $json.email, firstName: $json.first_name, lastName: $json.last_name, title: $json.title, phone: $json.phone }';

/** n8n's HTTP Request node as it is when it is new, with a key in a Header Auth credential: it waits for no answer before it sends the next request. */
const httpRequest = (baseUrl: string, body: string): NodeSketch & Pick<WorkflowNode, 'credentials'> => ({
	name: 'HTTP Request',
	type: 'n8n-nodes-base.httpRequest',
	typeVersion: 4.5,
	parameters: {
		method: 'POST',
		url: `${baseUrl}/contact/bulk`,
		authentication: 'genericCredentialType',
		genericAuthType: 'httpHeaderAuth',
		sendBody: true,
		specifyBody: 'json',
		jsonBody: body,
		options: {},
	},
	// Whoever imports the workflow puts a real one in its place.
	credentials: { httpHeaderAuth: { id: '', name: '' } },
});

/** Each way to insert so many contacts. */
export function insertWays(baseUrl: string, count: number): Readonly<Record<WayName, InsertWay>> {
	const way = (name: string, nodes: readonly NodeSketch[]): InsertWay => ({
		workflow: manualWorkflow(name, [rowsOf(count), ...nodes]),
		nodes: nodes.map((node) => node.name),
	});
	return {
		node: way('Insert: ClientSuccess', [clientSuccess('ClientSuccess', { resource: 'contact', operation: 'insert', options: {} })]),
		perRow: way('Insert: HTTP Request for each row', [httpRequest(baseUrl, `={{ [${CONTACT}] }}`)]),
		inChunks: way('Insert: Code, HTTP Request for each chunk', [
			code(
				'Chunks',
				`const contacts = $input.all().map(({ json: $json }) => (${CONTACT}));
const chunks = [];
for (let start = 0; start < contacts.length; start += ${CHUNK}) {
	chunks.push({ json: { contacts: contacts.slice(start, start + ${CHUNK}) } });
}
return chunks;`,
			),
			httpRequest(baseUrl, '={{ $json.contacts }}'),
		]),
	};
}
