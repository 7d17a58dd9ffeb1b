/** Answers that no well-behaved server gives. */
import { gzipSync } from 'node:zlib';
import type { ServerResponse } from 'node:http';
import type { HostileCase } from './cases.mts';

const MEGABYTE = 1024 * 1024;
const JSON_TYPE = { 'content-type': 'application/json' };
/** A key that is a secret for this test alone. */
export const API_KEY = 'key-4f3A9hostile';

const text = (status: number, body: string | Buffer, headers: Readonly<Record<string, string | string[]>> = JSON_TYPE) => (response: ServerResponse) => {
	response.writeHead(status, headers).end(body);
};

/** Writes so much, waiting where the client is slow, until it goes away. */
async function flood(response: ServerResponse, piece: Buffer, megabytes: number): Promise<void> {
	const pieces = Math.ceil((megabytes * MEGABYTE) / piece.length);
	for (let sent = 0; sent < pieces && !response.destroyed; sent++) {
		if (response.write(piece)) continue;
		await new Promise<void>((resolve) => {
			const go = () => {
				response.off('drain', go).off('close', go);
				resolve();
			};
			response.on('drain', go).on('close', go);
		});
	}
}

const letters = Buffer.alloc(MEGABYTE, 'a');
const raw = (bytes: string | Buffer) => (response: ServerResponse) => {
	response.socket?.end(bytes);
};
const NOT_WRITTEN = ['rejected', 'unknown', 'notSent'];
const MAYBE = ['unknown', 'written'];

/** The server misbehaves in answering the second of three upserts. */
export const byAnswer: readonly HostileCase[] = [
	{
		name: '50 MB of JSON',
		isHeavy: true,
		answer: async (response) => {
			response.writeHead(200, JSON_TYPE).write('{"uuid":"cln_big","note":"');
			await flood(response, letters, 50);
			response.end('"}');
		},
		outcomes: MAYBE,
	},
	{
		name: '50 MB of a web page with status 500',
		isHeavy: true,
		answer: async (response) => {
			response.writeHead(500, { 'content-type': 'text/html' }).write('<html>');
			await flood(response, letters, 50);
			response.end();
		},
		options: { maxRetries: 0 },
		outcomes: ['unknown'],
	},
	{
		name: 'a refusal of 50 MB',
		isHeavy: true,
		answer: async (response) => {
			response.writeHead(422, JSON_TYPE).write('{"message":"');
			await flood(response, letters, 50);
			response.end('"}');
		},
		outcomes: ['rejected', 'unknown'],
	},
	{
		name: 'an answer that never ends (2 GB)',
		isHeavy: true,
		answer: async (response) => {
			response.writeHead(200, JSON_TYPE).write('{"note":"');
			await flood(response, letters, 2048);
			response.end('"}');
		},
		options: { maxRetries: 0, timeout: 8000 },
		outcomes: MAYBE,
	},
	{
		name: 'a gzip bomb (200 MB in 200 kB)',
		isHeavy: true,
		answer: text(200, gzipSync(Buffer.alloc(200 * MEGABYTE, '{')), { ...JSON_TYPE, 'content-encoding': 'gzip' }),
		options: { maxRetries: 0 },
		outcomes: MAYBE,
	},
	{ name: 'JSON nested 100,000 deep', answer: text(200, `{"uuid":"cln_deep","deep":${'['.repeat(100_000)}${']'.repeat(100_000)}}`), outcomes: ['written', 'unknown'] },
	{ name: 'JSON nested 1,000,000 deep', answer: text(200, `{"uuid":"cln_deep","deep":${'{"a":'.repeat(1_000_000)}1${'}'.repeat(1_000_000)}}`), outcomes: ['written', 'unknown'] },
	{ name: 'an error nested 100,000 deep', answer: text(422, `${'{"error":'.repeat(100_000)}"no"${'}'.repeat(100_000)}`), outcomes: ['rejected'] },
	{ name: '200,000 errors', answer: text(422, JSON.stringify({ errors: Array.from({ length: 200_000 }, (_, index) => ({ field: `f${index}`, message: 'no' })) })), outcomes: ['rejected'], message: /^.{1,1000}$/s },
	{ name: 'a list of 1,000,000 numbers', answer: text(200, JSON.stringify(Array.from({ length: 1_000_000 }, (_, index) => index))), outcomes: ['written'] },
	...([301, 302, 303, 307, 308] as const).map(
		(status): HostileCase => ({
			name: `a redirect (${status}) to another host`,
			answer: (response, _request, elsewhere) => void response.writeHead(status, { location: `${elsewhere}/steal` }).end(),
			outcomes: ['rejected'],
			message: /redirects/,
		}),
	),
	{ name: 'a redirect to a file', answer: (response) => void response.writeHead(302, { location: 'file:///etc/passwd' }).end(), outcomes: ['rejected'], message: /redirects/ },
	{ name: 'JSON called an image', answer: text(200, '{"uuid":"cln_2"}', { 'content-type': 'image/png' }), outcomes: ['written'] },
	{ name: 'JSON without a type', answer: text(200, '{"uuid":"cln_2"}', {}), outcomes: ['written'] },
	{ name: 'JSON with a byte order mark', answer: text(200, '\u{feff}{"uuid":"cln_2"}'), outcomes: ['written'] },
	{ name: 'an image called JSON', answer: text(200, Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')), outcomes: MAYBE },
	{ name: 'a body called gzip that is none', answer: text(200, '{"uuid":"cln_2"}', { ...JSON_TYPE, 'content-encoding': 'gzip' }), options: { maxRetries: 0 }, outcomes: ['unknown'] },
	{ name: 'UTF-16', answer: text(200, Buffer.from('{"uuid":"cln_2"}', 'utf16le'), { 'content-type': 'application/json; charset=utf-16le' }), outcomes: MAYBE },
	{ name: 'invalid UTF-8', answer: text(200, Buffer.concat([Buffer.from('{"uuid":"cln_'), Buffer.from([0xff, 0xfe, 0xc0, 0x80]), Buffer.from('"}')])), outcomes: ['written'] },
	{ name: 'lone surrogates', answer: text(200, '{"uuid":"cln_2","note":"\\ud800 \\udfff"}'), outcomes: ['written'] },
	{ name: 'a refusal with control characters', answer: text(422, JSON.stringify({ message: '\u001b[31mred\u0000\u202e' })), outcomes: ['rejected'] },
	{ name: 'a refusal that repeats the key', answer: text(422, JSON.stringify({ message: `The key ${API_KEY} may not do this`, key: API_KEY })), outcomes: ['rejected'] },
	{ name: 'a record that repeats the key', answer: text(200, JSON.stringify({ uuid: 'cln_2', note: API_KEY, [API_KEY]: 1 })), outcomes: ['written'] },
	{ name: 'a record that repeats the key escaped', answer: text(200, `{"uuid":"cln_2","note":"${[...API_KEY].map((letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`).join('')}"}`), outcomes: ['written'] },
	{ name: '__proto__ and constructor', answer: text(200, '{"uuid":"cln_2","__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}'), outcomes: ['written'] },
	{ name: 'a record with an error of its own', answer: text(200, '{"uuid":"cln_2","error":{"toString":1,"message":{"a":1}}}'), outcomes: ['rejected'] },
	{ name: 'a number', answer: text(200, '7'), outcomes: MAYBE },
	{ name: '1,000 headers', answer: (response) => {
		for (let index = 0; index < 1000; index++) response.setHeader(`x-${index}`, 'a'.repeat(8));
		response.writeHead(200, JSON_TYPE).end('{"uuid":"cln_2"}');
	}, options: { maxRetries: 0 }, outcomes: MAYBE },
	{ name: 'a header of 10 MB', isHeavy: true, answer: raw(`HTTP/1.1 200 OK\r\nx-long: ${'a'.repeat(10 * MEGABYTE)}\r\n\r\n{}`), options: { maxRetries: 0 }, outcomes: ['unknown'] },
	{ name: 'headers without end', answer: async (response) => {
		const { socket } = response;
		socket?.on('error', () => undefined).write('HTTP/1.1 200 OK\r\n');
		for (let index = 0; index < 200_000 && socket?.destroyed === false; index++) {
			socket.write(`x-${index}: ${'a'.repeat(100)}\r\n`);
			if (index % 1000 === 0) await new Promise<void>((resolve) => setImmediate(resolve));
		}
		socket?.destroy();
	}, options: { maxRetries: 0 }, outcomes: ['unknown'] },
	{ name: 'Retry-After: 1e400', answer: text(429, '{}', { 'retry-after': '1e400' }), options: { maxRetries: 0 }, outcomes: NOT_WRITTEN },
	{ name: 'Retry-After: -5', answer: text(429, '{}', { 'retry-after': '-5' }), options: { maxRetries: 0 }, outcomes: NOT_WRITTEN },
	{ name: 'two Retry-After headers', answer: text(429, '{}', { 'retry-after': ['0', '0'] }), options: { maxRetries: 0 }, outcomes: NOT_WRITTEN },
	{ name: 'no HTTP at all', answer: raw('SSH-2.0-OpenSSH_9.6\r\n'), options: { maxRetries: 0 }, outcomes: ['unknown'] },
	{ name: 'status 999', answer: raw('HTTP/1.1 999 Odd\r\ncontent-length: 0\r\n\r\n'), options: { maxRetries: 0 }, outcomes: NOT_WRITTEN },
	{ name: 'status 101', answer: raw('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n'), options: { maxRetries: 0, timeout: 2000 }, outcomes: NOT_WRITTEN },
	{ name: '10,000 times status 102', answer: raw(`${'HTTP/1.1 102 Processing\r\n\r\n'.repeat(10_000)}HTTP/1.1 200 OK\r\ncontent-length: 16\r\n\r\n{"uuid":"cln_2"}`), outcomes: ['written'] },
	{ name: 'a longer body than announced', answer: raw('HTTP/1.1 200 OK\r\ncontent-length: 16\r\n\r\n{"uuid":"cln_2"}{"uuid":"evil"}'), options: { maxRetries: 0 }, outcomes: MAYBE },
	{ name: 'a shorter body than announced', answer: raw('HTTP/1.1 200 OK\r\ncontent-length: 500\r\n\r\n{"uuid":"cln_2"}'), options: { maxRetries: 0 }, outcomes: ['unknown'] },
	{ name: 'chunks of nonsense', answer: raw('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\nhello\r\n'), options: { maxRetries: 0 }, outcomes: ['unknown'] },
	{ name: 'a byte a second', answer: async (response) => {
		response.writeHead(200, JSON_TYPE);
		for (let index = 0; index < 60 && !response.destroyed; index++) {
			response.write(' ');
			await new Promise<void>((resolve) => setTimeout(resolve, 100));
		}
		response.end('{}');
	}, options: { maxRetries: 0, timeout: 1000 }, outcomes: ['unknown'], message: /1000 ms/ },
	{ name: 'an answer before the request is whole', answer: raw('HTTP/1.1 200 OK\r\ncontent-length: 16\r\nconnection: close\r\n\r\n{"uuid":"cln_2"}'), row: () => ({ name: 'a'.repeat(MEGABYTE) }), outcomes: MAYBE },
];
