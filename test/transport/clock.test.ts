import { systemClock, waitUntil } from '../../nodes/ClientSuccess/transport/clock.ts';
import { FakeClock } from './fakes.mts';

describe('waiting until a moment', () => {
	it('lasts until then', async () => {
		const clock = new FakeClock();
		const start = clock.now();
		await clock.until(waitUntil(() => start + 1234, clock, () => false));
		expect(clock.now()).toBe(start + 1234);
	});

	it.each([0, -5])('is over at once if the moment is %d ms ahead', async (ahead) => {
		const clock = new FakeClock();
		const start = clock.now();
		await clock.until(waitUntil(() => start + ahead, clock, () => false));
		expect(clock.now()).toBe(start);
	});

	it('follows a moment that moves', async () => {
		const clock = new FakeClock();
		const start = clock.now();
		let moment = start + 1000;
		const waiting = waitUntil(() => moment, clock, () => false);
		await clock.pass(900);
		moment = start + 5000;
		await clock.until(waiting);
		expect(clock.now()).toBe(start + 5000);
	});

	it('ends within a second once there is no more use in it', async () => {
		const clock = new FakeClock();
		const start = clock.now();
		let isUseless = false;
		const waiting = waitUntil(() => start + 300_000, clock, () => isUseless);
		await clock.pass(10_050);
		isUseless = true;
		await clock.until(waiting);
		expect(clock.now() - start).toBeLessThanOrEqual(11_050);
	});
});

describe("the system's clock", () => {
	it('tells the time', () => {
		const before = Date.now();
		const now = systemClock.now();
		expect(now).toBeGreaterThanOrEqual(before);
		expect(now).toBeLessThanOrEqual(Date.now());
	});

	it('sleeps as long as it is told', async () => {
		const before = Date.now();
		await systemClock.sleep(30);
		expect(Date.now() - before).toBeGreaterThanOrEqual(25);
	});

	it('gives numbers from 0 up to 1 that differ', () => {
		const numbers = Array.from({ length: 50 }, () => systemClock.random());
		for (const number of numbers) {
			expect(number).toBeGreaterThanOrEqual(0);
			expect(number).toBeLessThan(1);
		}
		expect(new Set(numbers).size).toBeGreaterThan(1);
	});
});
