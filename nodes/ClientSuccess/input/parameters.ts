/**
 * Reads a parameter for one item after another. n8n evaluates an expression in an isolated engine, which
 * takes some 0.3 ms per item however plain it is; a parameter that only names a place in the item, such as
 * `={{ $json.email }}`, is read from there. What n8n would treat in a way of its own still goes to n8n.
 */

import type { IExecuteFunctions } from 'n8n-workflow';
import { isSafeObjectProperty } from '../n8nVersions.ts';

/** A path into the item's json, and nothing else: `$json.a.b`, `$json["First Name"]`. */
const PATH = /^=\{\{\s*\$json((?:\.[A-Za-z_][A-Za-z0-9_]*|\["[^"\\\r\n]*"\]|\['[^'\\\r\n]*'\])+)\s*\}\}$/;
const STEP = /\.([A-Za-z_][A-Za-z0-9_]*)|\["([^"]*)"\]|\['([^']*)'\]/g;

/** Names that n8n's expression engines refuse, and those an item has without holding them. */
const isGuarded = (name: string) => name in Object.prototype || !isSafeObjectProperty(name);

type Primitive = string | number | boolean | null;
type Plain = Primitive | Plain[] | { [key: string]: Plain };

/** Stands for "ask n8n". */
const UNREADABLE = Symbol('unreadable');

type Read = (item: number) => Plain | typeof UNREADABLE;

export interface ParameterReader {
	/** The same as `context.getNodeParameter(name, item, fallback)`. */
	read(name: string, item: number, fallback: unknown): unknown;
}

function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
	if (typeof value !== 'object' || value === null) return false;
	const prototype: unknown = Object.getPrototypeOf(value);
	return prototype === Object.prototype || prototype === null;
}

const isPrimitive = (value: unknown): value is Primitive =>
	typeof value === 'string' || typeof value === 'boolean' || value === null || (typeof value === 'number' && Number.isFinite(value));

function stepsOf(expression: string): string[] | undefined {
	const path = PATH.exec(expression)?.[1];
	if (path === undefined) return undefined;
	const steps = [...path.matchAll(STEP)].map(([, dotted, double, single]) => dotted ?? double ?? single ?? '');
	return steps.some(isGuarded) ? undefined : steps;
}

function follow(json: unknown, steps: readonly string[]): Primitive | typeof UNREADABLE {
	let value = json;
	for (const step of steps) {
		if (!isPlainObject(value) || !Object.hasOwn(value, step)) return UNREADABLE;
		value = value[step];
	}
	return isPrimitive(value) ? value : UNREADABLE;
}

export function createParameterReader(context: IExecuteFunctions): ParameterReader {
	const items = context.getInputData();
	const { parameters } = context.getNode();
	const readers = new Map<string, Read>();

	const askN8n = (path: string): Read => (item) => {
		const value: unknown = context.getNodeParameter(path, item, null);
		return isPrimitive(value) ? value : UNREADABLE;
	};

	/** @param path of the value in the node's parameters, as n8n takes it */
	const compile = (raw: unknown, path: string): Read => {
		if (typeof raw === 'string' && raw.startsWith('=')) {
			const steps = stepsOf(raw);
			if (steps === undefined) return askN8n(path);
			return (item) => follow(items[item]?.json, steps);
		}
		if (isPrimitive(raw)) return () => raw;
		if (Array.isArray(raw)) {
			const entries = raw.map((entry: unknown, index) => compile(entry, `${path}[${index}]`));
			return (item) => {
				const list: Plain[] = [];
				for (const read of entries) {
					const value = read(item);
					if (value === UNREADABLE) return UNREADABLE;
					list.push(value);
				}
				return list;
			};
		}
		if (!isPlainObject(raw)) return () => UNREADABLE;
		const entries = Object.entries(raw).map(([key, entry]) => [key, compile(entry, `${path}.${key}`)] as const);
		return (item) => {
			const object: Record<string, Plain> = {};
			for (const [key, read] of entries) {
				const value = read(item);
				if (value === UNREADABLE) return UNREADABLE;
				object[key] = value;
			}
			return object;
		};
	};

	return {
		read(name, item, fallback) {
			let read = readers.get(name);
			if (read === undefined) {
				read = compile(parameters[name], name);
				readers.set(name, read);
			}
			const value = read(item);
			return value === UNREADABLE ? context.getNodeParameter(name, item, fallback) : value;
		},
	};
}
