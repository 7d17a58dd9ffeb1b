/** A chat model that says what a test has written down, behind the part of OpenAI's API that n8n's OpenAI Chat Model uses. */
import { createServer } from 'node:http';
import type { IncomingMessage } from 'node:http';

/** What the model says when it is its turn: a call of a tool, or an answer that ends the conversation. */
export type Turn =
	| { readonly tool: string; readonly arguments: Readonly<Record<string, unknown>> }
	| { readonly answer: string };

/** One request the model got: the conversation so far, and the tools on offer. */
export interface ModelRequest {
	readonly messages: ReadonlyArray<{ readonly role: string; readonly content?: unknown }>;
	readonly tools?: ReadonlyArray<{ readonly function: { readonly name: string; readonly description?: string; readonly parameters?: unknown } }>;
	readonly stream?: boolean;
}

/** A running model. */
export interface ScriptedModel {
	/** The base URL for an OpenAI credential. */
	readonly url: string;
	readonly requests: readonly ModelRequest[];
	close(): Promise<void>;
}

const MODEL = 'scripted';

/** Starts a model on loopback; each request takes the next turn, and the last turn stays. */
export async function startScriptedModel(turns: readonly Turn[]): Promise<ScriptedModel> {
	const requests: ModelRequest[] = [];
	const server = createServer((request, response) => {
		void (async () => {
			if (request.method !== 'POST' || !request.url?.endsWith('/chat/completions')) {
				response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ object: 'list', data: [{ id: MODEL, object: 'model' }] }));
				return;
			}
			const body = JSON.parse(await bodyOf(request)) as ModelRequest;
			const turn = turns[Math.min(requests.length, turns.length - 1)];
			requests.push(body);
			if (!turn) throw new Error('The model has nothing to say');
			const message = messageOf(turn, requests.length);
			const finish = 'tool' in turn ? 'tool_calls' : 'stop';
			const common = { id: `chatcmpl-${requests.length}`, created: 0, model: MODEL };
			if (body.stream) {
				response.writeHead(200, { 'content-type': 'text/event-stream' });
				const chunk = (delta: object, reason: string | null) =>
					response.write(`data: ${JSON.stringify({ ...common, object: 'chat.completion.chunk', choices: [{ index: 0, delta, finish_reason: reason }] })}\n\n`);
				chunk(message, null);
				chunk({}, finish);
				response.end('data: [DONE]\n\n');
				return;
			}
			response.writeHead(200, { 'content-type': 'application/json' }).end(
				JSON.stringify({
					...common,
					object: 'chat.completion',
					choices: [{ index: 0, message, finish_reason: finish }],
					usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
				}),
			);
		})().catch((error: unknown) => response.writeHead(500).end(String(error)));
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const address = server.address();
	if (address === null || typeof address === 'string') throw new Error('The model has no port');
	return {
		url: `http://127.0.0.1:${address.port}/v1`,
		requests,
		async close() {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}

function messageOf(turn: Turn, call: number): object {
	if ('answer' in turn) return { role: 'assistant', content: turn.answer };
	const functionCall = { name: turn.tool, arguments: JSON.stringify(turn.arguments) };
	return { role: 'assistant', content: null, tool_calls: [{ index: 0, id: `call_${call}`, type: 'function', function: functionCall }] };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
	const chunks: Buffer[] = [];
	for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
	return Buffer.concat(chunks).toString('utf8');
}
