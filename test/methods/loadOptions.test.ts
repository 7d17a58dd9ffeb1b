import type { INodeParameters } from 'n8n-workflow';
import type { CustomFieldDefinition, Sandbox } from '../../sandbox/server.mts';
import { closedPort } from '../engine/support/loopback.mts';
import { open } from '../sandbox/http.ts';
import { editor } from './editor.ts';
import type { Setting } from './editor.ts';

let sandbox: Sandbox;
beforeEach(async () => {
	sandbox = await open();
});
afterEach(() => jest.restoreAllMocks());

const field = (key: string, label: string, more: Partial<CustomFieldDefinition> = {}): CustomFieldDefinition => ({
	fieldId: 1,
	fieldKey: key,
	fieldLabel: label,
	fieldName: label,
	fieldTypeName: 'Text',
	required: false,
	system: false,
	picklistValues: [],
	...more,
});
const value = (text: string, archived = false) => ({ label: text, value: text, archived });

const customFields = async (parameters: INodeParameters, setting: Setting = {}) => await editor(sandbox, { parameters, ...setting }).loadOptions('getCustomFields');

describe('the custom fields', () => {
	it('come by label, each with its key, type and whether it is required', async () => {
		sandbox.settings.customFields = {
			client: [field('tier__cs', 'Tier', { required: true }), field('arr__cs', 'ARR', { fieldTypeName: 'Currency' }), field('élan__cs', 'élan')],
		};

		expect(await customFields({ resource: 'client' })).toEqual([
			{ name: 'ARR', value: 'arr__cs', description: 'arr__cs – Currency' },
			{ name: 'élan', value: 'élan__cs', description: 'élan__cs – Text' },
			{ name: 'Tier', value: 'tier__cs', description: 'tier__cs – Text, required' },
		]);
	});

	it('name the values of a picklist that can be chosen', async () => {
		const picklistValues = [value('Gold'), value('Lead', true), value('Silver')];
		sandbox.settings.customFields = { client: [field('tier__cs', 'Tier', { fieldTypeName: 'Picklist', picklistValues })] };

		expect((await customFields({ resource: 'client' }))[0]?.description).toBe('tier__cs – Picklist: Gold, Silver');
	});

	it('name only the first values of a long picklist', async () => {
		const picklistValues = Array.from({ length: 300 }, (_, index) => value(`V${index}`));
		sandbox.settings.customFields = { client: [field('tier__cs', 'Tier', { fieldTypeName: 'Multi-Select Picklist', picklistValues })] };

		expect((await customFields({ resource: 'client' }))[0]?.description).toMatch(/^tier__cs – Multi-Select Picklist: V0, V1, .* V19 and 280 more$/);
	});

	it('leave out the object\'s own fields, and what has no key', async () => {
		sandbox.settings.customFields = { client: [field('name', 'Name', { system: true }), field('', 'Keyless'), field('a__cs', '', { fieldName: '' })] };

		expect(await customFields({ resource: 'client' })).toEqual([{ name: 'a__cs', value: 'a__cs', description: 'a__cs – Text' }]);
	});

	it.each(['client', 'contact', 'contract'] as const)('are those of the chosen object: %s', async (resource) => {
		sandbox.settings.customFields = { client: [field('a__cs', 'client')], contact: [field('b__cs', 'contact')], contract: [field('c__cs', 'contract')] };

		expect((await customFields({ resource })).map(({ name }) => name)).toEqual([resource]);
	});

	it('are those of clients where the object isn\'t known yet', async () => {
		sandbox.settings.customFields = { client: [field('a__cs', 'client')] };

		expect((await customFields({})).map(({ name }) => name)).toEqual(['client']);
	});
});

describe('a list that can\'t be had says why in its only entry', () => {
	const AFTER = ' You can still give a key as an expression.';

	async function reason(setting: Setting = {}): Promise<string> {
		const options = await customFields({ resource: 'contact' }, setting);
		expect(options).toEqual([{ name: "The Custom Fields Can't Be Listed", value: '', description: expect.stringContaining(AFTER) }]);
		expect(JSON.stringify(options)).not.toContain(setting.credential?.apiKey ?? sandbox.apiKey);
		return (options[0]?.description ?? '').replace(AFTER, '');
	}

	it('without permission', async () => {
		sandbox.script({ answer: { status: 403, body: { message: 'Forbidden.' } } });

		expect(await reason()).toBe('The API key has no permission to read the custom fields of contacts: Forbidden.');
	});

	it('with a key that is refused', async () => {
		expect(await reason({ credential: { apiKey: 'another-key-123' } })).toBe('ClientSuccess refused the API key: Invalid API key.');
	});

	it('with a key that ClientSuccess repeats', async () => {
		sandbox.script({ answer: { status: 400, body: { message: `No account for ${sandbox.apiKey}` } } });

		expect(await reason()).toContain('No account for ***');
	});

	it('without a network', async () => {
		jest.spyOn(Math, 'random').mockReturnValue(0);

		expect(await reason({ credential: { baseUrl: await closedPort() } })).toBe(
			'ClientSuccess could not be reached for the custom fields of contacts (2 attempts): the connection was refused.',
		);
	});

	it('while ClientSuccess is under maintenance', async () => {
		jest.spyOn(Math, 'random').mockReturnValue(0);
		sandbox.script({ answer: { body: '<!DOCTYPE html><title>System Maintenance</title>' }, times: 2 });

		expect(await reason()).toContain('it answered with a web page, as it does during maintenance');
	});

	it('if the answer is something else', async () => {
		sandbox.script({ answer: { body: { hello: 'world' } } });

		expect(await reason()).toContain('its answer holds no list of fields');
	});

	it('without a credential, or with one that can\'t be used', async () => {
		expect(await reason({ credential: null })).toContain('credentials');
		expect(await reason({ credential: { baseUrl: 'http://example.com' } })).toContain("The Base URL of the ClientSuccess credential can't be used");
	});

	it('without any custom field', async () => {
		expect(await reason()).toBe('ClientSuccess has no custom fields for contacts.');
	});
});
