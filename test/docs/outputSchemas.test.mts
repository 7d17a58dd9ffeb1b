/** The editor knows what each object and operation puts out, before the node has run. */
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { objects } from '../../nodes/ClientSuccess/objects/index.ts';
import { operations, writeOperations } from '../../nodes/ClientSuccess/operations/index.ts';
import { simplify } from '../../nodes/ClientSuccess/reading/simplify.ts';
import { outputSchemaFiles } from '../../scripts/generated/outputSchemas.mts';
import { ROOT, read } from './files.mts';

const NODE = 'nodes/ClientSuccess';

it('has a schema for each object and operation, and no other (npx node scripts/generate.mts --write)', () => {
	const folder = path.join(ROOT, NODE, '__schema__');
	const found = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.json'));
	const contents = found.map((file) => [`__schema__/${file}`, read(`${NODE}/__schema__/${file}`)] as const);
	expect(Object.fromEntries(contents)).toEqual(Object.fromEntries(outputSchemaFiles()));
});

const propertiesOf = (object: string, operation: string): Record<string, { type: string }> =>
	JSON.parse(read(`${NODE}/__schema__/v1.0.0/${object}/${operation}.json`)).properties;
const pairsOf = (names: readonly string[]) => Object.values(objects).flatMap((object) => names.map((operation) => [object.name, operation, object] as const));
const writes = writeOperations.map(({ name }): string => name);
const reads = Object.keys(operations).filter((name) => !writes.includes(name));

it.each(pairsOf(writes))('describes every field of a %s after %s', (name, operation, { fields }) => {
	expect(Object.keys(propertiesOf(name, operation))).toEqual([...fields.map((field) => field.name), 'id', 'uuid', 'createdTime', 'modifiedTime']);
});

it.each(pairsOf(reads))('describes what Simplify leaves of a %s after %s, with the types that are written', (name, operation, object) => {
	const written = { ...propertiesOf(name, 'upsert'), tenantClientId: { type: 'string' } };
	const record = Object.fromEntries([...Object.keys(written), 'a', 'b', 'c', 'd'].map((field) => [field, field]));
	const properties = propertiesOf(name, operation);
	expect(new Set(Object.keys(properties))).toEqual(new Set(Object.keys(simplify({ ...record, tenantClientId: 'cln_1' }, object))));
	expect(written).toMatchObject(properties);
});
