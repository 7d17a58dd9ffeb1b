/** The editor knows what each object and operation puts out, before the node has run. */
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { objects } from '../../nodes/ClientSuccess/objects/index.ts';
import { operations } from '../../nodes/ClientSuccess/operations/index.ts';
import { outputSchemaFiles } from '../../scripts/generated/outputSchemas.mts';
import { ROOT, read } from './files.mts';

const NODE = 'nodes/ClientSuccess';

it('has a schema for each object and operation, and no other (npx node scripts/generate.mts --write)', () => {
	const folder = path.join(ROOT, NODE, '__schema__');
	const found = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.json'));
	const contents = found.map((file) => [`__schema__/${file}`, read(`${NODE}/__schema__/${file}`)] as const);
	expect(Object.fromEntries(contents)).toEqual(Object.fromEntries(outputSchemaFiles()));
});

const pairs = Object.values(objects).flatMap((object) => Object.keys(operations).map((operation) => [object.name, operation, object] as const));

it.each(pairs)('describes every field of a %s after %s', (name, operation, { fields }) => {
	const { properties } = JSON.parse(read(`${NODE}/__schema__/v1.0.0/${name}/${operation}.json`));
	expect(Object.keys(properties)).toEqual([...fields.map((field) => field.name), 'id', 'uuid', 'createdTime', 'modifiedTime']);
});
