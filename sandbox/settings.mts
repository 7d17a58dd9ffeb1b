/** What can be set when a sandbox starts and changed while it runs. */
import type { ObjectName } from '../nodes/ClientSuccess/objects/index.ts';
import type { RateLimit } from './rate-limiter.mts';

/** A custom field as `GET /customfield/all/{type}` describes it [live]. */
export interface CustomFieldDefinition {
	readonly fieldId: number;
	readonly fieldKey: string;
	readonly fieldLabel: string;
	readonly fieldName: string;
	/** One of Checkbox, Text, Integer, Decimal, Date, Link, Currency, Picklist, Multi-Select Picklist [official]. */
	readonly fieldTypeName: string;
	readonly required: boolean;
	readonly system: boolean;
	readonly picklistValues: ReadonlyArray<{ readonly label: string; readonly value: string; readonly archived: boolean }>;
}

/** All of them may be changed at any time. */
export interface Settings {
	/** Whether the `clientId` of a contact or contract must be the uuid of a client. */
	requireParent: boolean;
	/** Whether the request log keeps request bodies. */
	logBodies: boolean;
	/** Milliseconds every request takes at least. */
	latency: number;
	rateLimit: RateLimit | undefined;
	customFields: Partial<Record<ObjectName, readonly CustomFieldDefinition[]>>;
}

export const DEFAULT_SETTINGS: Readonly<Settings> = {
	requireParent: true,
	logBodies: true,
	latency: 0,
	rateLimit: undefined,
	customFields: {},
};
