/** Time, as the transport needs it; given from outside so that a test need not wait. */

import { sleep } from 'n8n-workflow';

export interface Clock {
	/** Milliseconds since the epoch. */
	now(): number;
	sleep(milliseconds: number): Promise<void>;
	/** A number from 0 up to, but not including, 1. */
	random(): number;
}

export const systemClock: Clock = {
	now: () => Date.now(),
	sleep: async (milliseconds) => await sleep(milliseconds),
	random: () => Math.random(),
};

/** How long a wait goes on after there is no more use in it, at most, in milliseconds. */
const SLICE = 200;

/**
 * Waits until a moment, which may move while waiting, or until there is no more use in it.
 * In slices: n8n-workflow's sleep takes no signal before 2.34.
 */
export async function waitUntil(moment: () => number, clock: Clock, isUseless: () => boolean): Promise<void> {
	for (let left = moment() - clock.now(); left > 0 && !isUseless(); left = moment() - clock.now()) {
		await clock.sleep(Math.min(left, SLICE));
	}
}
