/** A node that only calls n8n's HTTP helper: what every node has to pay for its requests. */
import type { INodeType } from 'n8n-workflow';
import type { Backend } from './backend.mts';
import { inLanes } from './bareClient.mts';
import { timed } from './measure.mts';
import { runNodeType } from './node.mts';

/**
 * Sends the bodies in order, `concurrency` at a time, and reads every answer.
 *
 * @returns milliseconds that the requests took, without the node's start
 */
export async function sendThroughHelper(backend: Backend, path: string, bodies: readonly object[], concurrency: number): Promise<number> {
	let time = NaN;
	const type: INodeType = {
		description: {
			displayName: 'HTTP helper',
			name: 'httpHelper',
			group: ['output'],
			version: 1,
			description: 'Sends requests that were made before',
			defaults: { name: 'HTTP helper' },
			inputs: ['main'],
			outputs: ['main'],
			credentials: [{ name: 'clientSuccessApi', required: true }],
			properties: [],
		},
		async execute() {
			const post = async (body: object): Promise<unknown> =>
				await this.helpers.httpRequestWithAuthentication.call(this, 'clientSuccessApi', {
					method: 'POST',
					url: `${backend.url}${path}`,
					headers: { Accept: 'application/json', 'Content-Type': 'application/json' },
					body,
				});
			time = await timed(async () => await inLanes(bodies, concurrency, post));
			return [[]];
		},
	};
	await runNodeType(type, backend, {}, [{}]);
	return time;
}
