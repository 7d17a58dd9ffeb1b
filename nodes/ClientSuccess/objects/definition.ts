/**
 * What the rest of the node needs to know about a ClientSuccess object. Pure data: the editor's
 * fields, the mapping, the validation, the sandbox and the README's tables all follow from it.
 *
 * Each fact names its source:
 * - `spec`: the destination document this project implements
 * - `official`: clientsuccess.readme.io and help.clientsuccess.com
 * - `live`: public connectors recorded against the live API (Airbyte, Singer, clientsuccess-mcp)
 */

export type FactSource = 'spec' | 'official' | 'live';

export type FieldType = 'string' | 'number' | 'integer' | 'boolean' | 'date' | 'status';

export interface FieldDefinition {
	/** The API's name, in camelCase. */
	readonly name: string;
	/** What the editor and the error messages call it. */
	readonly label: string;
	readonly type: FieldType;
	/** One sentence without a final period, shown in the editor and the README. */
	readonly description: string;
	readonly source: FactSource;
	/** Needed to create a record, by insert as by upsert. */
	readonly required?: true;
	/** Inclusive bounds of an integer. */
	readonly min?: number;
	readonly max?: number;
	readonly placeholder?: string;
	/** The object whose UUID the field holds. */
	readonly refersTo?: ObjectName;
}

/** Fields that records are looked up by. */
export type FindKey = 'externalId' | 'email';

export type ObjectName = 'client' | 'contact' | 'contract';

export interface ObjectDefinition {
	readonly name: ObjectName;
	/** Singular and plural, as in "Client" and "Clients". */
	readonly label: string;
	readonly plural: string;
	/** Below the base URL, without a trailing slash. */
	readonly path: string;
	readonly fields: readonly FieldDefinition[];
	/**
	 * The fields an upsert matches on, the first that has a value deciding. Empty where ClientSuccess
	 * doesn't say. Also what tells the elements of a bulk answer apart.
	 */
	readonly naturalKey: readonly string[];
	/** Records per bulk insert; null where the object has no bulk endpoint. */
	readonly bulkSize: number | null;
	/** The field, beside the UUID, that a record can be found by; null where none tells one from another. */
	readonly findBy: FindKey | null;
	/** The fields that a list shows a record by. */
	readonly title: readonly string[];
	/** What Simplify leaves of a record: ten fields at most, as it is answered [live]. */
	readonly summary: readonly string[];
	/** What the API calls the object where it lists its custom fields [live]. */
	readonly customFieldType: string;
}

/** The values of a client's `status` [spec]. */
export const STATUSES = ['ACTIVE', 'INACTIVE', 'TRIAL', 'TERMINATED'] as const;
