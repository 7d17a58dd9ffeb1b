/** How an answer reaches the client, or fails to. */
import type { FastifyReply } from 'fastify';
import { bodyBytes } from './answers.mts';
import type { Answer } from './answers.mts';
import type { Delivery } from './faults.mts';
import type { Ending } from './log.mts';

const PIECES = 10;
const JSON_TYPE = 'application/json; charset=utf-8';

/** Waits; resolves to false if the sandbox is closed meanwhile. */
export type Pause = (milliseconds: number) => Promise<boolean>;

interface Parcel {
	readonly status: number;
	readonly headers: Readonly<Record<string, string | string[]>>;
	readonly body: Buffer;
}

function pack(answer: Answer): Parcel {
	const { status = 200, headers = {} } = answer;
	const typed = status === 204 || 'content-type' in headers ? headers : { 'content-type': JSON_TYPE, ...headers };
	return { status, headers: typed, body: bodyBytes(answer) };
}

/** Takes the connection from fastify and writes the head, announcing the whole body. */
function writeHead(reply: FastifyReply, { status, headers, body }: Parcel): void {
	reply.hijack();
	reply.raw.writeHead(status, { ...headers, 'content-length': String(body.length) });
}

function reset(reply: FastifyReply): void {
	reply.hijack();
	reply.raw.socket?.resetAndDestroy();
}

function cut(reply: FastifyReply, parcel: Parcel): void {
	writeHead(reply, parcel);
	reply.raw.write(parcel.body.subarray(0, parcel.body.length / 2), () => reply.raw.socket?.destroy());
}

async function drip(reply: FastifyReply, parcel: Parcel, milliseconds: number, pause: Pause, beforeLast: () => void): Promise<void> {
	writeHead(reply, parcel);
	const { body } = parcel;
	const size = Math.max(1, Math.ceil(body.length / PIECES));
	reply.raw.flushHeaders();
	for (let start = 0; start < body.length; start += size) {
		if (!(await pause(milliseconds / PIECES)) || reply.raw.destroyed) return;
		if (start + size >= body.length) beforeLast();
		reply.raw.write(body.subarray(start, start + size));
	}
	beforeLast();
	reply.raw.end();
}

/**
 * Sends the answer. `ended` is told just before the last byte leaves, so that a client's next request
 * is never counted as concurrent with this one.
 */
export async function deliver(reply: FastifyReply, answer: Answer, delivery: Delivery | undefined, pause: Pause, ended: (ending: Ending) => void): Promise<void> {
	if (delivery === 'hang') {
		// The entry ends when the client leaves.
		reply.hijack();
		return;
	}
	if (delivery === 'reset') {
		ended('reset');
		reset(reply);
		return;
	}
	const parcel = pack(answer);
	if (delivery === 'cut') {
		ended('cut');
		cut(reply, parcel);
		return;
	}
	if (typeof delivery === 'object') {
		await drip(reply, parcel, delivery.drip, pause, () => ended(parcel.status));
		return;
	}
	const body = delivery === 'truncate' ? parcel.body.subarray(0, parcel.body.length / 2) : parcel.body;
	ended(parcel.status);
	reply.code(parcel.status).headers(parcel.headers).send(body);
}
