/** The parameter that holds values of custom fields, which differ from account to account. */

import type { IDisplayOptions, INodeProperties } from 'n8n-workflow';

/** The method that lists the account's custom fields. */
export const CUSTOM_FIELDS_METHOD = 'getCustomFields';

export function customFieldsProperty(displayOptions: IDisplayOptions): INodeProperties {
	return {
		displayName: 'Custom Fields',
		name: 'customFields',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true },
		placeholder: 'Add custom field',
		default: {},
		displayOptions,
		options: [
			{
				name: 'field',
				displayName: 'Custom Field',
				values: [
					{
						displayName: 'Key Name or ID',
						name: 'key',
						type: 'options',
						typeOptions: { loadOptionsMethod: CUSTOM_FIELDS_METHOD, loadOptionsDependsOn: ['resource'] },
						default: '',
						description:
							'Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
					},
					{
						displayName: 'Value',
						name: 'value',
						type: 'string',
						default: '',
						description: 'The value to set. A multi-select takes a list, given as an expression.',
					},
				],
			},
		],
	};
}
