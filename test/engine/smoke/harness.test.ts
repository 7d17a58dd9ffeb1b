import type { IDataObject, OnError } from 'n8n-workflow';
import nock from 'nock';
import { runWorkflow, startWorkflow } from '../../../engine/index.mts';
import type { RunOptions } from '../../../engine/index.mts';
import { hanging, Probe, ProbeApi } from './probe.mts';

const to = (...names: string[]) => names.map((node) => ({ node, type: 'main', index: 0 }));

const probeWorkflow = (onError?: OnError, settings: object = {}) => ({
	nodes: [
		{ name: 'Start', type: 'n8n-nodes-base.manualTrigger', typeVersion: 1, position: [0, 0], parameters: {} },
		{ name: 'Rows', type: 'n8n-nodes-base.noOp', typeVersion: 1, position: [200, 0], parameters: {} },
		{
			name: 'Probe',
			type: 'test.probe',
			typeVersion: 1,
			position: [400, 0],
			parameters: { value: '={{ $json.row + 1 }}' },
			...(onError && { onError }),
		},
		{ name: 'Written', type: 'n8n-nodes-base.noOp', typeVersion: 1, position: [600, 0], parameters: {} },
		{ name: 'Failed', type: 'n8n-nodes-base.noOp', typeVersion: 1, position: [600, 200], parameters: {} },
	],
	connections: {
		Start: { main: [to('Rows')] },
		Rows: { main: [to('Probe')] },
		Probe: { main: onError === 'continueErrorOutput' ? [to('Written'), to('Failed')] : [to('Written')] },
	},
	settings,
});

const options = (workflow: object, ...rows: IDataObject[]): RunOptions => ({
	workflow,
	nodeTypes: { 'test.probe': Probe },
	credentialTypes: [ProbeApi],
	credentials: { probeApi: { apiKey: 'key-1' } },
	pinData: { Rows: rows.map((json) => ({ json })) },
});

const jsonOf = (items: Array<{ json: IDataObject }>) => items.map(({ json }) => json);

const nextHang = () => new Promise((resolve) => hanging.addEventListener('hang', resolve, { once: true }));

describe('the engine harness', () => {
	beforeEach(() => nock.disableNetConnect());
	afterEach(() => nock.cleanAll());
	// The patched http module outlives this file in jest's worker.
	afterAll(() => {
		nock.enableNetConnect();
		nock.restore();
	});

	it('runs a workflow from its trigger, with pinned rows, credentials and expressions', async () => {
		const server = nock('http://probe.test', { reqheaders: { authorization: 'key-1' } });
		const scope = server.post('/v2/rows', { value: 2 }).reply(200, '"a"').post('/v2/rows', { value: 3 }).reply(200, '"b"');

		const result = await runWorkflow(options(probeWorkflow(), { row: 1 }, { row: 2 }));

		expect(result.error()).toBeUndefined();
		expect(result.status).toBe('success');
		expect(jsonOf(result.output('Written'))).toEqual([
			{ answer: 'a', timezone: 'UTC' },
			{ answer: 'b', timezone: 'UTC' },
		]);
		expect(result.hints('Probe').map(({ message }) => message)).toEqual(['2 rows']);
		scope.done();
	});

	it.each([
		[{ timezone: 'Asia/Tokyo' }, 'Asia/Tokyo'],
		[{ timezone: 'DEFAULT' }, 'Europe/Berlin'],
		[{}, 'Europe/Berlin'],
	])('resolves the timezone of settings %j', async (settings, timezone) => {
		nock('http://probe.test').post('/v2/rows').reply(200, '"a"');

		const result = await runWorkflow({
			...options(probeWorkflow(undefined, settings), { row: 1 }),
			timezone: 'Europe/Berlin',
		});

		expect(result.output('Written')[0]?.json.timezone).toBe(timezone);
	});

	it('stops at a failing node', async () => {
		const result = await runWorkflow(options(probeWorkflow('stopWorkflow'), { action: 'throw' }));

		expect(result.status).toBe('error');
		expect(result.error()?.message).toBe('Probe failed');
		expect(result.error('Probe')?.message).toBe('Probe failed');
		expect(result.output('Written')).toEqual([]);
	});

	it('goes on with the input when a node that continues throws', async () => {
		const result = await runWorkflow(options(probeWorkflow('continueRegularOutput'), { action: 'throw' }));

		expect(result.status).toBe('success');
		expect(jsonOf(result.output('Written'))).toEqual([{ action: 'throw' }]);
	});

	it('sends error items to the error output', async () => {
		nock('http://probe.test').post('/v2/rows').reply(200, '"a"');

		const result = await runWorkflow(options(probeWorkflow('continueErrorOutput'), { row: 1 }, { row: 2, action: 'error' }));

		expect(result.output('Written')).toHaveLength(1);
		expect(result.output('Probe', 1)).toHaveLength(1);
		expect(jsonOf(result.output('Failed'))).toEqual([{ row: 2, action: 'error', error: { message: 'refused' } }]);
	});

	it('cancels', async () => {
		const untilItHangs = nextHang();
		const { result, cancel } = startWorkflow(options(probeWorkflow(), { action: 'hang' }));
		await untilItHangs;
		cancel();

		expect((await result).status).toBe('canceled');
		expect((await result).output('Written')).toEqual([]);
	});

	it('cancels when the signal aborts, before or during the run', async () => {
		const untilItHangs = nextHang();
		const controller = new AbortController();
		const running = runWorkflow({ ...options(probeWorkflow(), { action: 'hang' }), signal: controller.signal });
		await untilItHangs;
		controller.abort();
		expect((await running).status).toBe('canceled');

		const late = await runWorkflow({ ...options(probeWorkflow(), { row: 1 }), signal: controller.signal });
		expect(late.status).toBe('canceled');
		expect(late.tasks('Probe')).toEqual([]);
	});

	it('leaves the workflow and the pinned rows as they were', async () => {
		nock('http://probe.test').post('/v2/rows').reply(200, '"a"');
		const given = options(probeWorkflow(), { row: 1 });
		const before = JSON.stringify(given);

		await runWorkflow(given);

		expect(JSON.stringify(given)).toBe(before);
	});

	it('runs without pinned rows outside manual mode', async () => {
		nock('http://probe.test').post('/v2/rows', { value: null }).reply(200, '"a"');

		const result = await runWorkflow({ ...options(probeWorkflow(), { row: 1 }), mode: 'trigger' });

		expect(jsonOf(result.output('Rows'))).toEqual([{}]);
	});

	it('says what is wrong with what it was given', async () => {
		const workflow = probeWorkflow();
		await expect(runWorkflow({ workflow: { nodes: [{}], connections: {} } })).rejects.toThrow('Not a workflow');
		await expect(runWorkflow({ workflow })).rejects.toThrow('Node type test.probe is not registered');
		await expect(runWorkflow({ ...options(workflow), startNode: 'Nowhere' })).rejects.toThrow('no node "Nowhere"');
		const result = await runWorkflow(options(workflow));
		expect(() => result.output('Nowhere')).toThrow('no node "Nowhere"');
	});

	it('fails a node whose credential was not given', async () => {
		const result = await runWorkflow({ ...options(probeWorkflow(), { row: 1 }), credentials: {} });

		expect(result.error()?.message).toContain('Node does not have any credentials set');
	});
});
