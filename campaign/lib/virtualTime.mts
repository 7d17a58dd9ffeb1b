/**
 * Time that only moves when nothing else does. Timers, deadlines and clocks of this process follow it: once
 * every answer on its way has been dealt with, it leaps to the next timer. Minutes of waiting take
 * milliseconds, and a wait is never cut short by a slow machine.
 */
import { syncBuiltinESMExports } from 'node:module';
import { performance } from 'node:perf_hooks';
import timersPromises from 'node:timers/promises';

/** Each run starts on a full hour: HTTP dates have whole seconds, and clocks must not go backwards. */
const HOUR = 3_600_000;
/** Turns of the event loop without input or output after which nothing is on its way. */
const QUIET_TURNS = 8;
/** The same in real milliseconds while a request waits for what the sandbox has not been told to hold back. */
const QUIET_MILLISECONDS = 20;
/** Real milliseconds without a timer to leap to, after which a run is called stuck. */
const PATIENCE = 20_000;

interface Timer {
	readonly time: number;
	readonly order: number;
	readonly fire: () => void;
}

let current = Math.ceil(Date.now() / HOUR) * HOUR;
let order = 0;
let timers: Timer[] = [];

function add(milliseconds: number, fire: () => void): Timer {
	const timer: Timer = { time: current + Math.max(1, Math.floor(milliseconds) || 0), order: order++, fire };
	const at = timers.findIndex(({ time }) => time > timer.time);
	timers.splice(at < 0 ? timers.length : at, 0, timer);
	return timer;
}

function drop(timer: Timer): void {
	timers = timers.filter((other) => other !== timer);
}

/** What `setTimeout` returns; only what libraries do with it. */
class Handle {
	readonly timer: Timer;

	constructor(timer: Timer) {
		this.timer = timer;
	}

	ref(): this {
		return this;
	}

	unref(): this {
		return this;
	}

	hasRef(): boolean {
		return true;
	}
}

async function wait<T>(milliseconds: number, value: T, options: { readonly signal?: AbortSignal } = {}): Promise<T> {
	const { signal } = options;
	signal?.throwIfAborted();
	return await new Promise((resolve, reject) => {
		const timer = add(milliseconds, () => resolve(value));
		signal?.addEventListener(
			'abort',
			() => {
				drop(timer);
				reject(signal.reason);
			},
			{ once: true },
		);
	});
}

function deadline(milliseconds: number): AbortSignal {
	const controller = new AbortController();
	add(milliseconds, () => controller.abort(new DOMException('The operation was aborted due to timeout', 'TimeoutError')));
	return controller.signal;
}

const realNow = performance.now.bind(performance);

/** Puts this process on virtual time, for good. */
export function installVirtualTime(): void {
	const begin = current;
	Object.assign(globalThis, {
		setTimeout: (fire: (...args: unknown[]) => void, milliseconds = 0, ...args: unknown[]) => new Handle(add(milliseconds, () => fire(...args))),
		clearTimeout: (handle: unknown) => {
			if (handle instanceof Handle) drop(handle.timer);
		},
	});
	Date.now = () => current;
	performance.now = () => current - begin;
	Object.defineProperty(AbortSignal, 'timeout', { value: deadline });
	Object.assign(timersPromises, { setTimeout: wait });
	syncBuiltinESMExports();
}

/** Forgets every timer and moves on to the next full hour. */
export function nextHour(): void {
	timers = [];
	current = (Math.floor(current / HOUR) + 1) * HOUR;
}

/** A virtual timer of one's own. */
export function after(milliseconds: number, fire: () => void): void {
	add(milliseconds, fire);
}

/** Waits, in real time, until nothing is on its way any more. */
async function quiet(isExpecting: () => boolean): Promise<void> {
	let turns = 0;
	let since = realNow();
	let { events } = performance.nodeTiming.uvMetricsInfo;
	while (turns < QUIET_TURNS || (isExpecting() && realNow() - since < QUIET_MILLISECONDS)) {
		await new Promise<void>((resolve) => setImmediate(resolve));
		const seen = performance.nodeTiming.uvMetricsInfo.events;
		turns = seen === events ? turns + 1 : 0;
		if (seen !== events) since = realNow();
		events = seen;
	}
}

/**
 * Lets time pass until the promise has settled.
 *
 * @param isExpecting whether something will still happen without a timer
 */
export async function passTimeUntil<T>(work: Promise<T>, isExpecting: () => boolean): Promise<T> {
	let settled = false;
	const done = work.finally(() => (settled = true));
	// Whoever awaits the result hears of a failure; until then it must not count as unhandled.
	done.catch(() => undefined);
	let idleSince = realNow();
	while (!settled) {
		await quiet(isExpecting);
		const timer = settled ? undefined : timers.shift();
		if (timer !== undefined) {
			current = Math.max(current, timer.time);
			timer.fire();
			idleSince = realNow();
		} else if (realNow() - idleSince > PATIENCE) throw new Error('The run is stuck: nothing happens and no timer is set');
	}
	return await done;
}

/** Real seconds since the process started. */
export function realSeconds(): number {
	return realNow() / 1000;
}
