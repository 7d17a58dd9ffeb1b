/** The control endpoints for other processes. */
import { control, open, send } from './http.ts';

describe('control over HTTP', () => {
	it('shows ledger, requests, records and figures without a key', async () => {
		const sandbox = await open();
		await send(sandbox, 'POST', '/client', { name: 'Acme' });
		expect((await control(sandbox, 'GET', '/ledger')).body).toEqual(sandbox.ledger);
		expect((await control(sandbox, 'GET', '/requests')).body).toMatchObject([{ id: 1, path: '/client', status: 201, keyOk: true }]);
		expect((await control(sandbox, 'GET', '/records/client')).body).toEqual(sandbox.records('client'));
		expect((await control(sandbox, 'GET', '/stats')).body).toEqual({ requests: 1, writes: 1, inFlight: 0, inFlightMax: 1, scripted: 0 });
		expect((await control(sandbox, 'GET', '/records/invoice')).status).toBe(400);
	});

	it('takes one fault or many', async () => {
		const sandbox = await open();
		await control(sandbox, 'POST', '/script', { answer: { status: 503, headers: { 'retry-after': '2' } } });
		expect((await control(sandbox, 'POST', '/script', [{ shape: 'data', on: { record: { name: 'Acme' } } }, { delivery: { drip: 1 } }])).body).toMatchObject({ scripted: 3 });
		expect((await send(sandbox, 'POST', '/client', { name: 'Acme' })).headers.get('retry-after')).toBe('2');
		expect((await send(sandbox, 'POST', '/client', { name: 'Acme' })).body).toMatchObject({ data: { name: 'Acme' } });
	});

	it.each([{ shap: 'data' }, { shape: 'circle' }, { delivery: 'slow' }, { answer: { status: 42 } }, { times: 0 }, { on: { object: 'invoice' } }, 'fault'])('refuses a fault it does not know: %j', async (fault) => {
		const sandbox = await open();
		expect((await control(sandbox, 'POST', '/script', JSON.stringify(fault))).status).toBe(400);
		expect(sandbox.stats().scripted).toBe(0);
	});

	it('seeds records, changes settings, revokes the key, resets', async () => {
		const sandbox = await open();
		expect((await control(sandbox, 'POST', '/records/client', [{ name: 'Acme' }])).body).toEqual(sandbox.records('client'));
		expect(sandbox.ledger).toEqual([]);
		expect((await control(sandbox, 'POST', '/settings', { requireParent: false, latency: 1 })).body).toMatchObject({ requireParent: false, latency: 1 });
		expect((await control(sandbox, 'POST', '/settings', { latencyy: 1 })).status).toBe(400);
		expect((await send(sandbox, 'POST', '/contact', { clientId: 'anyone' })).status).toBe(201);
		await control(sandbox, 'POST', '/revoke');
		expect((await send(sandbox, 'GET', '/client/search')).status).toBe(401);
		expect((await control(sandbox, 'POST', '/reset')).body).toMatchObject({ requests: 0, writes: 0 });
		expect((await send(sandbox, 'GET', '/client/search')).status).toBe(200);
		expect(sandbox.settings).toMatchObject({ requireParent: true, latency: 0 });
	});

	it('is neither logged nor subject to faults', async () => {
		const sandbox = await open();
		sandbox.script({ answer: { status: 500 }, times: 'always' });
		expect((await control(sandbox, 'GET', '/stats')).status).toBe(200);
		expect(sandbox.requests).toEqual([]);
	});
});
