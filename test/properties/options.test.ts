import { booleanOptions, choiceOptions, numberOptions, optionsProperty } from '../../nodes/ClientSuccess/properties/options.ts';
import { choicesOf, isShown, membersOf, namesOf, only } from './shape.ts';

const options = membersOf(optionsProperty);

/** The options of someone who has chosen this. */
const offered = (resource: string, operation: string, dataMode = 'autoMapInputData') => options.filter((option) => isShown(option, { resource, operation, dataMode }));

/** How requests are sent matters whatever they are about. */
const ALWAYS = ['maxConcurrency', 'maxRetries', 'retryBaseDelay', 'maxRetryWait', 'timeout'];
const WRITING = ['emptyValues', 'dryRun', 'matchCustomFields'];

describe('the options', () => {
	it('are a collection, empty at first, sorted by label', () => {
		expect(optionsProperty).toMatchObject({ name: 'options', type: 'collection', default: {} });
		const labels = options.map(({ displayName }) => displayName);
		expect(labels).toEqual(labels.toSorted((a, b) => a.localeCompare(b)));
	});

	it('are those of the interface, no more and no less', () => {
		// One for each object that can be matched otherwise than by UUID.
		expect([...new Set(namesOf(options))].toSorted()).toEqual(
			['batchSize', 'maxConcurrency', 'maxRetries', 'retryBaseDelay', 'maxRetryWait', 'timeout', 'retryInserts', 'isolateRejected', 'emptyValues', 'unknownColumns', 'dryRun', 'matchCustomFields', 'matchOn', 'sortDirection'].toSorted(),
		);
	});

	it.each([
		['batchSize', 'Batch Size', 100],
		['maxConcurrency', 'Max Concurrent Requests', 1],
		['maxRetries', 'Max Retries', 3],
		['retryBaseDelay', 'Retry Base Delay (Ms)', 1000],
		['maxRetryWait', 'Max Retry Wait (Seconds)', 300],
		['timeout', 'Timeout (Ms)', 60_000],
		['retryInserts', 'Retry Inserts After Server Errors', true],
		['isolateRejected', 'Isolate Rejected Records', true],
		['emptyValues', 'Empty Values', 'omit'],
		['unknownColumns', 'Unknown Columns', 'ignore'],
		['dryRun', 'Dry Run', false],
		['matchCustomFields', 'Match Custom Fields', false],
		['sortDirection', 'Sort Direction', 'desc'],
	])('%s is called %s, and is %p unless it is set', (name, displayName, value) => {
		expect(only(options, name)).toMatchObject({ displayName, default: value });
	});

	it.each([
		['batchSize', 1, 100],
		['maxConcurrency', 0, 20],
		['maxRetries', 0, 10],
	])('%s goes from %d to %d', (name, minValue, maxValue) => {
		expect(only(options, name)).toMatchObject({ type: 'number', typeOptions: { minValue, maxValue, numberPrecision: 0 } });
	});

	it.each([
		['emptyValues', ['clear', 'omit']],
		['unknownColumns', ['fail', 'ignore', 'send']],
		['sortDirection', ['asc', 'desc']],
	])('%s is one of %j', (name, values) => {
		expect(choicesOf(only(options, name)).map(({ value }) => value).toSorted()).toEqual(values);
	});

	it('have defaults that they allow', () => {
		for (const { default: value, min, max } of Object.values(numberOptions)) {
			expect(value).toBeGreaterThanOrEqual(min);
			expect(value).toBeLessThanOrEqual(max);
		}
		for (const { default: value, choices } of Object.values(choiceOptions)) expect(Object.keys(choices)).toContain(value);
		for (const { default: value } of Object.values(booleanOptions)) expect(typeof value).toBe('boolean');
	});

	it('are explained, in a sentence that n8n’s guidelines allow', () => {
		for (const { name, type, description = '' } of options) {
			expect(`${name}: ${description}`).toMatch(/: [A-Z].{10,}/);
			if (type === 'boolean') expect(description).toMatch(/^Whether /);
		}
	});
});

describe('the options that are offered', () => {
	it.each([
		['client', 'insert', [...WRITING, 'batchSize', 'isolateRejected', 'retryInserts', 'unknownColumns']],
		['contact', 'insert', [...WRITING, 'batchSize', 'isolateRejected', 'retryInserts', 'unknownColumns']],
		['contract', 'insert', [...WRITING, 'retryInserts', 'unknownColumns']],
		['client', 'upsert', [...WRITING, 'retryInserts', 'unknownColumns']],
		['contract', 'upsert', [...WRITING, 'retryInserts', 'unknownColumns']],
		['client', 'update', [...WRITING, 'matchOn', 'unknownColumns']],
		['contact', 'update', [...WRITING, 'matchOn', 'unknownColumns']],
		['contract', 'update', [...WRITING, 'unknownColumns']],
		['client', 'get', []],
		['contact', 'get', []],
		['client', 'getAll', ['sortDirection']],
		['contract', 'getAll', ['sortDirection']],
	])('for a %s and the operation %s are those that matter to it', (resource, operation, names) => {
		expect(namesOf(offered(resource, operation)).toSorted()).toEqual([...ALWAYS, ...names].toSorted());
	});

	it.each(['insert', 'update', 'upsert'])('leave out what is about columns where each field is mapped, for an %s', (operation) => {
		const left = namesOf(offered('client', operation, 'defineBelow'));
		expect(left).not.toContain('unknownColumns');
		expect(left).not.toContain('matchOn');
		expect(left).toContain('matchCustomFields');
	});

	it.each([
		['client', 'externalId', 'External ID'],
		['contact', 'email', 'Email'],
	])('let an update match a %s by %s instead of its UUID', (resource, key, label) => {
		const matchOn = only(offered(resource, 'update'), 'matchOn');
		expect(matchOn).toMatchObject({ displayName: 'Match On', type: 'options', default: 'uuid' });
		expect(choicesOf(matchOn).map(({ name, value }) => [name, value])).toEqual([
			[label, key],
			['UUID', 'uuid'],
		]);
	});
});
