import { client } from './client.ts';
import { contact } from './contact.ts';
import { contract } from './contract.ts';
import type { ObjectDefinition, ObjectName } from './definition.ts';

/** Every object the node writes, in the order the editor lists them. */
export const objects: Readonly<Record<ObjectName, ObjectDefinition>> = { client, contact, contract };

export { STATUSES } from './definition.ts';
export type { FieldDefinition, FieldType, FindKey, ObjectDefinition, ObjectName } from './definition.ts';
