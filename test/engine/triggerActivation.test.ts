import type { PollingNode } from '../../engine/index.mts';
import type { Sandbox } from '../../sandbox/server.mts';
import { open } from '../sandbox/http.ts';
import { closedPort } from './support/loopback.mts';
import { failPage, poll, restart, watch } from './support/trigger.ts';

let sandbox: Sandbox;
beforeEach(async () => {
	sandbox = await open();
});
afterEach(() => jest.restoreAllMocks());

/** The times of the sandbox are the system's: a record that is added now is later than one before. */
const add = (name: string) => sandbox.seed('client', [{ name }]);

/** What was stored by an activation that has seen all. */
async function stored(): Promise<PollingNode> {
	const trigger = watch(sandbox);
	await poll(trigger);
	return trigger;
}

/** What the node writes to n8n's log. */
function warnings({ context }: PollingNode): string[] {
	const lines: string[] = [];
	jest.spyOn(context.logger, 'warn').mockImplementation((message) => void lines.push(message));
	return lines;
}

const outage = failPage(0);

/** The error of a poll, with all that n8n stores and shows of it. */
async function errorOf(trigger: PollingNode) {
	const error: unknown = await trigger.poll().then(
		() => undefined,
		(reason: unknown) => reason,
	);
	if (!(error instanceof Error)) throw new Error('It did not fail');
	return { message: error.message, description: Reflect.get(error, 'description'), stored: `${JSON.stringify(error)}${error.stack ?? ''}` };
}

describe.each(['init', 'leadershipChange'] as const)('when n8n itself starts (%s) and ClientSuccess is down', (activation) => {
	it('the trigger stays alive, says so in the log, and loses nothing', async () => {
		const before = await stored();
		add('While n8n was down');
		const trigger = restart(sandbox, before, { activation });
		const log = warnings(trigger);
		sandbox.script(outage);

		expect(await poll(trigger)).toBeNull();
		expect(log).toEqual([
			'The first poll of ClientSuccess Trigger after n8n started failed, the next one makes up for it: ClientSuccess failed to give clients (4 attempts): out of order',
		]);
		expect(trigger.staticData()).toEqual(before.staticData());

		expect(await poll(trigger)).toEqual(['While n8n was down']);
	});

	it('the next poll says so if it fails too', async () => {
		const trigger = restart(sandbox, await stored(), { activation });
		const log = warnings(trigger);
		sandbox.script(outage, outage);

		expect(await poll(trigger)).toBeNull();
		await expect(poll(trigger)).rejects.toThrow('ClientSuccess failed to give clients');
		expect(log).toHaveLength(1);
	});

	it('a trigger that has never polled has nothing to go on with', async () => {
		sandbox.script(outage);

		await expect(poll(watch(sandbox, { activation }))).rejects.toThrow('ClientSuccess failed to give clients');
	});

	it('a poll that fails later is an error as ever', async () => {
		const trigger = restart(sandbox, await stored(), { activation });
		expect(await poll(trigger)).toBeNull();
		sandbox.script(outage);

		await expect(poll(trigger)).rejects.toThrow('ClientSuccess failed to give clients');
	});
});

describe('when someone activates the workflow', () => {
	it.each(['activate', 'update'] as const)('a ClientSuccess that is down keeps them from it (%s)', async (activation) => {
		const trigger = restart(sandbox, await stored(), { activation });
		const log = warnings(trigger);
		sandbox.script(outage);

		await expect(poll(trigger)).rejects.toThrow('ClientSuccess failed to give clients');
		expect(log).toEqual([]);
	});

	it('a credential that can\'t be used does, whoever activates it', async () => {
		for (const activation of ['activate', 'init'] as const) {
			const trigger = restart(sandbox, await stored(), { activation, credential: { baseUrl: 'http://example.com' } });

			expect((await errorOf(trigger)).message).toContain("The Base URL of the ClientSuccess credential can't be used");
		}
		expect(sandbox.requests).toHaveLength(2);
	});

	it('an object or event that does not exist does', async () => {
		const trigger = watch(sandbox, { resource: 'invoice' });

		expect((await errorOf(trigger)).message).toBe('There is no event "createdOrUpdated" for the object "invoice"');
		expect(sandbox.requests).toEqual([]);
	});
});

describe('an error', () => {
	it('says that the key was refused, and where to look', async () => {
		const trigger = await stored();
		sandbox.revokeKey();

		const { message, description, stored: text } = await errorOf(trigger);

		expect(message).toBe('ClientSuccess refused the API key: Invalid API key');
		expect(description).toMatch(/Global Settings > API Credentials.*No change is lost/);
		expect(text).not.toContain(sandbox.apiKey);
	});

	it('says which permission is missing', async () => {
		sandbox.script({ answer: { status: 403, body: { message: 'Forbidden' } } });

		const { message, description } = await errorOf(watch(sandbox, { resource: 'contact' }));

		expect(message).toBe('The API key has no permission to read contacts: Forbidden');
		expect(description).toBe('Give the API user in ClientSuccess access to contacts, or use another key.');
	});

	it('of an outage gives no advice about options that the trigger doesn\'t have', async () => {
		const trigger = await stored();
		for (const answer of [{ status: 429, headers: { 'retry-after': '3600' } }, { status: 400, body: { message: 'Invalid query' } }]) {
			sandbox.script({ answer });

			expect((await errorOf(trigger)).description).toBe(
				'ClientSuccess is asked again at the next poll. No change is lost: the next poll that succeeds reports all since the last one that did.',
			);
		}
	});

	it('says that ClientSuccess could not be reached', async () => {
		jest.spyOn(Math, 'random').mockReturnValue(0);
		const trigger = watch(sandbox, { credential: { baseUrl: await closedPort() } });

		const { message, description } = await errorOf(trigger);

		expect(message).toBe('ClientSuccess could not be reached for clients (4 attempts): the connection was refused');
		expect(description).toContain('Check the Base URL of the credential and the network of your n8n');
	});

	it('never holds the key, even if ClientSuccess repeats it', async () => {
		sandbox.script({ answer: { status: 400, body: { message: `Bad token ${sandbox.apiKey}` } } });

		const { message, stored: text } = await errorOf(watch(sandbox));

		expect(message).toContain('Bad token ***');
		expect(text).not.toContain(sandbox.apiKey);
	});
});
