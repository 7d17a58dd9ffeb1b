import { booleanOptions, choiceOptions, numberOptions, optionsProperty } from '../../nodes/ClientSuccess/properties/options.ts';
import { choicesOf, membersOf, namesOf, only } from './shape.ts';

const options = membersOf(optionsProperty);

describe('the options', () => {
	it('are a collection, empty at first, sorted by label', () => {
		expect(optionsProperty).toMatchObject({ name: 'options', type: 'collection', default: {} });
		const labels = options.map(({ displayName }) => displayName);
		expect(labels).toEqual(labels.toSorted((a, b) => a.localeCompare(b)));
	});

	it('are those of the interface, no more and no less', () => {
		expect(namesOf(options).toSorted()).toEqual(
			['batchSize', 'maxConcurrency', 'maxRetries', 'retryBaseDelay', 'maxRetryWait', 'timeout', 'retryInserts', 'isolateRejected', 'emptyValues', 'unknownColumns', 'dryRun'].toSorted(),
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

	it('are offered where they matter', () => {
		const bulk = { show: { '/operation': ['insert'], '/resource': ['client', 'contact'] } };
		expect(only(options, 'batchSize').displayOptions).toEqual(bulk);
		expect(only(options, 'isolateRejected').displayOptions).toEqual(bulk);
		expect(only(options, 'unknownColumns').displayOptions).toEqual({ show: { '/dataMode': ['autoMapInputData'] } });
		expect(only(options, 'retryInserts').displayOptions?.show?.['/operation']).toContain('insert');
		for (const name of ['maxConcurrency', 'maxRetries', 'timeout', 'emptyValues', 'dryRun']) expect(only(options, name).displayOptions).toBeUndefined();
	});
});
