import type { PollingNode } from '../../engine/index.mts';
import { runWorkflow } from '../../engine/index.mts';
import type { Sandbox } from '../../sandbox/server.mts';
import { open } from '../sandbox/http.ts';
import { poll, restart, triggerEngine, triggerWorkflow, watch } from './support/trigger.ts';
import type { Event, ObjectName } from './support/trigger.ts';

let now = Date.parse('2024-05-01T10:00:00Z');
let sandbox: Sandbox;
beforeEach(async () => {
	sandbox = await open({ now: () => now });
});

const later = (milliseconds: number) => {
	now += milliseconds;
};
const MINUTE = 60_000;

/** Adds a record by its name, and returns its UUID. */
function add(name: string, object: ObjectName = 'client'): string {
	const [record] = sandbox.seed(object, [{ name }]);
	return record?.uuid ?? '';
}
const edit = (uuid: string, name: string, object: ObjectName = 'client') => sandbox.change(object, uuid, { name });

/** One that has polled once, as n8n does when it activates a workflow, a minute ago. */
async function activated(options: Parameters<typeof watch>[1] = {}): Promise<PollingNode> {
	const trigger = watch(sandbox, options);
	expect(await poll(trigger)).toBeNull();
	later(MINUTE);
	return trigger;
}

describe.each(['client', 'contact', 'contract'] as const)('when a %s', (resource) => {
	const expected: Array<[Event, string[]]> = [
		['created', ['New', 'New, edited']],
		['updated', ['Old, edited', 'New, edited']],
		['createdOrUpdated', ['New', 'Old, edited', 'New, edited']],
	];

	it.each(expected)('is %s, each is reported once, the oldest change first', async (event, names) => {
		const old = add('Old', resource);
		add('Untouched', resource);
		const trigger = await activated({ resource, event });

		add('New', resource);
		later(1);
		const edited = add('New, not yet edited', resource);
		later(1000);
		edit(old, 'Old, edited', resource);
		later(1);
		edit(edited, 'New, edited', resource);

		expect(await poll(trigger)).toEqual(names);
		expect(await poll(trigger)).toBeNull();
	});
});

describe('the first poll', () => {
	it('reports nothing of what there is, and remembers where it was', async () => {
		add('Old');
		const trigger = watch(sandbox);

		expect(await poll(trigger)).toBeNull();
		expect(trigger.staticData()).toMatchObject({ 'node:ClientSuccess Trigger': { resource: 'client', bookmark: { time: now } } });
	});

	it('sees the first record of an empty account', async () => {
		const trigger = await activated({ event: 'created' });

		add('First');

		expect(await poll(trigger)).toEqual(['First']);
		expect(await poll(trigger)).toBeNull();
	});

	it('says so if the records have no times, since it would never see a change', async () => {
		sandbox.script({ on: { operation: 'search' }, answer: { body: { data: [{ uuid: 'cln_1', name: 'Timeless' }], last: true } }, times: 'always' });

		await expect(poll(watch(sandbox))).rejects.toThrow('ClientSuccess gave a client without the time of its last change');
	});
});

describe('a record created and edited before it was seen', () => {
	it.each([
		['is no edit within the second in which it was created', 1000, null],
		['is an edit after that second', 1001, ['Edited']],
	])('%s', async (_, milliseconds, updated) => {
		const created = await activated({ event: 'created' });
		const edited = await activated({ event: 'updated' });
		const uuid = add('New');
		later(milliseconds);
		edit(uuid, 'Edited');

		expect(await poll(created)).toEqual(['Edited']);
		expect(await poll(edited)).toEqual(updated);
	});
});

describe('records with the same time', () => {
	it('are neither lost nor reported twice when some come after the poll', async () => {
		const trigger = await activated();
		add('A');
		add('B');
		expect(await poll(trigger)).toEqual(['A', 'B']);

		add('C');
		expect(await poll(trigger)).toEqual(['C']);
		add('D');
		expect(await poll(trigger)).toEqual(['D']);
		expect(await poll(trigger)).toBeNull();
	});

	it('are told apart from those that the first poll saw', async () => {
		add('Old');
		const trigger = watch(sandbox, { event: 'created' });
		await poll(trigger);

		add('Same time');

		expect(await poll(trigger)).toEqual(['Same time']);
	});
});

describe('after a restart', () => {
	it('nothing is lost, and nothing reported again', async () => {
		const trigger = await activated();
		add('A');
		expect(await poll(trigger)).toEqual(['A']);
		add('Same time');
		later(MINUTE);
		add('While n8n was down');

		const restarted = restart(sandbox, trigger);

		expect(await poll(restarted)).toEqual(['Same time', 'While n8n was down']);
		expect(await poll(restarted)).toBeNull();
	});

	it('what was stored by hand or by something else counts as nothing', async () => {
		add('Old');
		const trigger = watch(sandbox, { staticData: { 'node:ClientSuccess Trigger': { resource: 'client', bookmark: { time: 'yesterday' } } } });

		expect(await poll(trigger)).toBeNull();
		add('New');
		expect(await poll(trigger)).toEqual(['New']);
	});
});

it('reports changes of another object from when it is chosen', async () => {
	const clients = await activated();
	add('Old contact', 'contact');
	later(MINUTE);
	add('Old client');

	const contacts = restart(sandbox, clients, { resource: 'contact', activation: 'update' });

	expect(await poll(contacts)).toBeNull();
	add('New contact', 'contact');
	expect(await poll(contacts)).toEqual(['New contact']);
	const again = restart(sandbox, contacts, { resource: 'client', activation: 'update' });
	expect(await poll(again)).toBeNull();
});

it('reads times without an offset as UTC, whatever the timezone of the server', async () => {
	const bare = (moment: number) => new Date(moment).toISOString().replace('Z', '');
	sandbox.script((request) =>
		request.operation === 'search'
			? { answer: { body: { data: sandbox.records('client').map((record) => ({ ...record, modifiedTime: record.modifiedTime.replace('Z', '') })), last: true } } }
			: undefined,
	);
	add('Old');
	const trigger = await activated();
	const [first] = sandbox.requests.slice(1);
	add('New');

	expect(first?.path).toContain(encodeURIComponent(`${bare(now - MINUTE - 1)}Z`));
	expect(await poll(trigger)).toEqual(['New']);
});

describe('the test in the editor', () => {
	it('gets the record that was changed last, and leaves the memory alone', async () => {
		const first = add('First');
		later(1);
		add('Second');
		later(1);
		edit(first, 'First, edited');
		const trigger = watch(sandbox, { mode: 'manual', event: 'created' });

		expect(await poll(trigger)).toEqual(['First, edited']);
		expect(await poll(trigger)).toEqual(['First, edited']);
		expect(JSON.stringify(trigger.staticData())).not.toContain('bookmark');
	});

	it('gets nothing where there is no record', async () => {
		expect(await poll(watch(sandbox, { mode: 'manual' }))).toBeNull();
	});

	it('hands the record on to the workflow as it is in ClientSuccess', async () => {
		add('Acme');

		const run = await runWorkflow({ ...triggerEngine(sandbox), workflow: triggerWorkflow('client', 'updated') });

		expect(run.error()?.message).toBeUndefined();
		expect(run.output('Changed').map(({ json }) => json)).toEqual(sandbox.records('client'));
	});
});
