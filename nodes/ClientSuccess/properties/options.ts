/** The node's options: what the editor offers, what is allowed, and what holds when nothing is set. */

import type { IDisplayOptions, INodeProperties } from 'n8n-workflow';
import { objects } from '../objects/index.ts';
import { writeOperations } from '../operations/index.ts';
import { MAX_CONCURRENCY } from '../transport/concurrency.ts';

interface NumberOption {
	readonly displayName: string;
	readonly description: string;
	readonly default: number;
	/** Inclusive; only whole numbers are allowed. */
	readonly min: number;
	readonly max: number;
}

interface BooleanOption {
	readonly displayName: string;
	readonly description: string;
	readonly default: boolean;
}

interface ChoiceOption {
	readonly displayName: string;
	readonly description: string;
	readonly default: string;
	readonly choices: Readonly<Record<string, { readonly name: string; readonly description: string }>>;
}

export const numberOptions = {
	batchSize: {
		displayName: 'Batch Size',
		description: 'How many records to send in one bulk request',
		default: 100,
		min: 1,
		max: 100,
	},
	maxConcurrency: {
		displayName: 'Max Concurrent Requests',
		description:
			'How many requests may be under way at the same time. 0 finds out by itself, up to 20: more while answers stay quick, fewer after a 429. Rows for the same record keep their order.',
		default: 1,
		min: 0,
		max: MAX_CONCURRENCY,
	},
	maxRetries: {
		displayName: 'Max Retries',
		description:
			'How many times to send a request again when the rate limit is reached, ClientSuccess fails, or it cannot be reached',
		default: 3,
		min: 0,
		max: 10,
	},
	maxRetryWait: {
		displayName: 'Max Retry Wait (Seconds)',
		description:
			'The longest wait to accept when ClientSuccess asks for one. If it asks for more, no further row is sent.',
		default: 300,
		min: 0,
		max: 86_400,
	},
	retryBaseDelay: {
		displayName: 'Retry Base Delay (Ms)',
		description:
			'The longest wait before the first retry when ClientSuccess asks for none. It doubles with each further retry, up to 30 seconds.',
		default: 1000,
		min: 0,
		max: 30_000,
	},
	timeout: {
		displayName: 'Timeout (Ms)',
		description: 'How long to wait for the answer to a request',
		default: 60_000,
		min: 1,
		max: 3_600_000,
	},
} as const satisfies Readonly<Record<string, NumberOption>>;

export const booleanOptions = {
	dryRun: {
		displayName: 'Dry Run',
		description: 'Whether to map and validate every row, but write nothing',
		default: false,
	},
	matchCustomFields: {
		displayName: 'Match Custom Fields',
		description:
			"Whether to read the account's custom fields first, so that columns named like one's label or key are recognised, and values are brought to its type",
		default: false,
	},
	isolateRejected: {
		displayName: 'Isolate Rejected Records',
		description:
			'Whether to split a bulk request that ClientSuccess refuses until only the refused records are left, so that the others are written',
		default: true,
	},
	retryInserts: {
		displayName: 'Retry Inserts After Server Errors',
		description:
			'Whether to send new records again when ClientSuccess fails with a server error. It may have created them before it failed, so a duplicate is possible. If off, such rows end as unknown.',
		default: true,
	},
} as const satisfies Readonly<Record<string, BooleanOption>>;

export const choiceOptions = {
	emptyValues: {
		displayName: 'Empty Values',
		description: 'What to do with fields whose value is null or an empty text',
		default: 'omit',
		choices: {
			clear: { name: 'Clear', description: 'Send null, so that ClientSuccess clears the field' },
			omit: { name: 'Omit', description: 'Leave the field out of the record' },
		},
	},
	matchOn: {
		displayName: 'Match On',
		description: 'How a row says which record to update. Other than by UUID, all records are read once to find it.',
		default: 'uuid',
		choices: {
			email: { name: 'Email', description: 'The column email, which must be that of exactly one contact' },
			externalId: { name: 'External ID', description: 'The column externalId, which must be that of exactly one client' },
			uuid: { name: 'UUID', description: 'The column uuid' },
		},
	},
	sortDirection: {
		displayName: 'Sort Direction',
		description: 'In which order of their last change to put the records out',
		default: 'desc',
		choices: {
			asc: { name: 'Ascending', description: 'The one changed first comes first' },
			desc: { name: 'Descending', description: 'The one changed last comes first' },
		},
	},
	unknownColumns: {
		displayName: 'Unknown Columns',
		description: 'What to do with columns that are no field of the object',
		default: 'ignore',
		choices: {
			fail: { name: 'Fail', description: 'Do not send the row, and name the columns' },
			ignore: { name: 'Ignore', description: 'Leave them out, and name them once in a hint' },
			send: { name: 'Send', description: 'Send them under their own name' },
		},
	},
} as const satisfies Readonly<Record<string, ChoiceOption>>;

const bulkInserts: IDisplayOptions = {
	show: {
		'/operation': ['insert'],
		'/resource': Object.values(objects).flatMap(({ name, bulkSize }) => (bulkSize === null ? [] : [name])),
	},
};

const writes = writeOperations.map(({ name }) => name);

/** Options that matter to some operations only. */
const displayOptions = new Map<string, IDisplayOptions>([
	['batchSize', bulkInserts],
	['dryRun', { show: { '/operation': writes } }],
	['emptyValues', { show: { '/operation': writes } }],
	['isolateRejected', bulkInserts],
	['matchCustomFields', { show: { '/operation': writes } }],
	['retryInserts', { show: { '/operation': ['insert', 'upsert'] } }],
	['sortDirection', { show: { '/operation': ['getAll'] } }],
	['unknownColumns', { show: { '/operation': writes, '/dataMode': ['autoMapInputData'] } }],
]);

const numbers = Object.entries(numberOptions).map(
	([name, { min, max, ...option }]): INodeProperties => ({
		...option,
		name,
		type: 'number',
		typeOptions: { minValue: min, maxValue: max, numberPrecision: 0 },
	}),
);

const booleans = Object.entries(booleanOptions).map(
	([name, option]): INodeProperties => ({ ...option, name, type: 'boolean' }),
);

const choiceProperty = ([name, { choices: values, ...option }]: readonly [string, ChoiceOption]): INodeProperties => ({
	...option,
	name,
	type: 'options',
	options: Object.entries(values).map(([value, choice]) => ({ ...choice, value })),
});

const { matchOn, ...otherChoices } = choiceOptions;
const choices = Object.entries(otherChoices).map(choiceProperty);

/** Objects are found by different fields, each by its own and by UUID. */
const matches = Object.values(objects).flatMap(({ name, findBy }): INodeProperties[] => {
	if (findBy === null) return [];
	const { [findBy]: found, uuid } = matchOn.choices;
	const property = choiceProperty(['matchOn', { ...matchOn, choices: { [findBy]: found, uuid } }]);
	return [{ ...property, displayOptions: { show: { '/resource': [name], '/operation': ['update'], '/dataMode': ['autoMapInputData'] } } }];
});

export const optionsProperty: INodeProperties = {
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add option',
	default: {},
	options: [...numbers, ...booleans, ...choices, ...matches]
		.map((property) => {
			const shown = displayOptions.get(property.name);
			return shown === undefined ? property : { ...property, displayOptions: shown };
		})
		.sort((a, b) => a.displayName.localeCompare(b.displayName)),
};
