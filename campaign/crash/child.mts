/** The process that is killed: upserts the rows, then says how many were written. */
import { join } from 'node:path';
import { loadPackage, runWorkflow } from '../../engine/index.mts';
import { rows } from './rows.mts';

const [baseUrl = '', apiKey = '', maxConcurrency = '1'] = process.argv.slice(2);

const result = await runWorkflow({
	workflow: {
		nodes: [
			{ id: '1', name: 'Rows', type: 'n8n-nodes-base.manualTrigger', typeVersion: 1, position: [0, 0], parameters: {} },
			{
				id: '2',
				name: 'ClientSuccess',
				type: 'n8n-nodes-clientsuccess.clientSuccess',
				typeVersion: 1,
				position: [200, 0],
				parameters: { resource: 'client', operation: 'upsert', options: { maxConcurrency: Number(maxConcurrency) } },
			},
		],
		connections: { Rows: { main: [[{ node: 'ClientSuccess', type: 'main', index: 0 }]] } },
	},
	...(await loadPackage(join(import.meta.dirname, '../..'))),
	credentials: { clientSuccessApi: { apiKey, baseUrl } },
	pinData: { Rows: rows.map((json) => ({ json })) },
});
process.send?.({ written: result.output('ClientSuccess').length, error: result.error()?.message });
process.disconnect();
