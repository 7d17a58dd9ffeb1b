/** What the editor shows of the trigger. */

import type { INodeProperties } from 'n8n-workflow';
import { resourceProperty } from './resource.ts';

export const triggerProperties: INodeProperties[] = [
	resourceProperty,
	{
		displayName: 'Event',
		name: 'event',
		type: 'options',
		noDataExpression: true,
		default: 'createdOrUpdated',
		options: [
			{ name: 'Record Created', value: 'created', description: 'A record is new since the last poll', action: 'When a record is created' },
			{
				name: 'Record Created or Updated',
				value: 'createdOrUpdated',
				description: 'A record is new or was changed since the last poll',
				action: 'When a record is created or updated',
			},
			{ name: 'Record Updated', value: 'updated', description: 'A record was changed since the last poll', action: 'When a record is updated' },
		],
	},
];
