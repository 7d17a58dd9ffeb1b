import type { PollingNode } from '../../engine/index.mts';
import type { Sandbox, StoredRecord } from '../../sandbox/server.mts';
import { open } from '../sandbox/http.ts';
import { failPage, poll, watch } from './support/trigger.ts';

let now = Date.parse('2024-05-01T10:00:00Z');
let sandbox: Sandbox;
let trigger: PollingNode;
let records: StoredRecord[];

const later = (milliseconds: number) => {
	now += milliseconds;
};
const add = (name: string) => {
	later(1000);
	return sandbox.seed('client', [{ name }]);
};
const nameOf = (index: number) => `N${index}`;
const numbered = (count: number) => Array.from({ length: count }, (_, index) => nameOf(index));
const uuidOf = (index: number) => records[index]?.uuid ?? '';

/** Lets something happen just before a page, from 0, is read for the first time. */
function beforePage(number: number, action: () => void): void {
	let isOver = false;
	sandbox.script(({ path }) => {
		if (!isOver && path.includes(`page=${number}&`)) {
			isOver = true;
			action();
		}
		return undefined;
	});
}

/** An activated trigger, and 250 clients that were created since: three pages, the latest first. */
beforeEach(async () => {
	sandbox = await open({ now: () => now });
	trigger = watch(sandbox, { event: 'createdOrUpdated' });
	expect(await poll(trigger)).toBeNull();
	records = numbered(250).flatMap(add);
});

describe('more changes than fit on a page', () => {
	it('are all reported, in order', async () => {
		expect(await poll(trigger)).toEqual(numbered(250));
		expect(await poll(trigger)).toBeNull();
	});

	it('are all reported where all have the same time', async () => {
		await poll(trigger);
		later(1000);
		sandbox.seed('client', numbered(250).map((name) => ({ name })));

		expect(await poll(trigger)).toEqual(numbered(250));
		expect(await poll(trigger)).toBeNull();
	});
});

describe('while the pages are read,', () => {
	/** What two polls report, the second after all has come to rest. */
	async function twoPolls(): Promise<[unknown[], unknown[] | null]> {
		return [(await poll(trigger)) ?? [], await poll(trigger)];
	}

	it('a record that is created is reported once', async () => {
		beforePage(1, () => add('Late'));

		const [first, second] = await twoPolls();

		expect([...first, ...(second ?? [])]).toEqual([...numbered(250), 'Late']);
	});

	it('a record that is changed before its page is read is reported once', async () => {
		beforePage(1, () => {
			later(1000);
			sandbox.change('client', uuidOf(0), { name: 'N0, edited' });
		});

		const [first, second] = await twoPolls();

		expect([...first, ...(second ?? [])]).toEqual([...numbered(250).slice(1), 'N0, edited']);
	});

	it('a record that is changed after its page was read is reported again', async () => {
		beforePage(1, () => {
			later(1000);
			sandbox.change('client', uuidOf(249), { name: 'N249, edited' });
			// The later record must not hide the earlier change.
			add('Late');
		});

		const [first, second] = await twoPolls();

		expect(first.slice(0, 250)).toEqual(numbered(250));
		expect([...first.slice(250), ...(second ?? [])].sort()).toEqual(['Late', 'N249, edited']);
	});

	it('records that are deleted don\'t make others be missed', async () => {
		beforePage(1, () => {
			for (const index of [249, 248, 247]) sandbox.remove('client', uuidOf(index));
		});

		expect((await poll(trigger))?.slice(0, 247)).toEqual(numbered(247));
		expect(await poll(trigger)).toBeNull();
	});

	it('a new record that is edited is still new', async () => {
		const created = watch(sandbox, { event: 'created', staticData: trigger.staticData() });
		beforePage(1, () => {
			later(1000);
			sandbox.change('client', uuidOf(0), { name: 'N0, edited' });
		});

		const reported = [...((await poll(created)) ?? []), ...((await poll(created)) ?? [])];

		expect(reported).toContain('N0, edited');
		expect(reported).toHaveLength(250);
	});
});

describe('a poll that fails half-way', () => {
	// Its waits take no time.
	beforeEach(() => jest.spyOn(Math, 'random').mockReturnValue(0));
	afterEach(() => jest.restoreAllMocks());

	it.each([
		['because ClientSuccess is down', failPage(1), 'ClientSuccess failed to give clients (4 attempts): out of order'],
		[
			'because the connection is reset',
			{ ...failPage(2), answer: {}, delivery: 'reset' as const },
			'No answer came from ClientSuccess for clients (4 attempts): the connection was closed before the answer came',
		],
		[
			'because the key is refused',
			{ ...failPage(1), answer: { status: 401, body: { message: 'Invalid API key' } }, times: 1 },
			'ClientSuccess refused the API key: Invalid API key',
		],
	])('%s reports nothing, and the next one all', async (_, fault, message) => {
		const before = trigger.staticData();
		sandbox.script(fault);

		await expect(poll(trigger)).rejects.toThrow(message);
		expect(sandbox.stats().scripted).toBe(0);
		expect(trigger.staticData()).toEqual(before);

		expect(await poll(trigger)).toEqual(numbered(250));
		expect(await poll(trigger)).toBeNull();
	});
});

it('a poll that begins while another one reads leaves the changes to it', async () => {
	const [first, second] = await Promise.all([poll(trigger), poll(trigger)]);

	expect(first).toEqual(numbered(250));
	expect(second).toBeNull();
	expect(await poll(trigger)).toBeNull();
});
