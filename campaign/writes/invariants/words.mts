/** What the node says about the run agrees with the run. */
import { readsFirst } from '../scenario.mts';
import type { Invariant } from './context.mts';

/** The attempts an error item names are the requests that carried its row; of a row whose lookup failed, those of the lookup. */
export const attemptsAreCounted: Invariant = ({ outcomes, carriers, observation }) =>
	observation.scenario.unreachable
		? []
		: [...outcomes].flatMap(([tag, { attempts }]) => {
				const count = carriers.get(tag)?.length ?? 0;
				if (count === 0 && readsFirst(observation.scenario)) return [];
				return attempts === undefined || attempts === count ? [] : [`row ${tag} is said to have been sent ${attempts} times, but was ${count} times`];
			});

const PHRASES = { rejected: /([\d,]+) rejected/, unknown: /([\d,]+) unknown/, notSent: /([\d,]+) not sent/ };

/** The hint's numbers are those of the outcomes and of the requests. */
export const hintIsTrue: Invariant = ({ observation, outcomes }) => {
	const { hints, sent, scenario } = observation;
	const [hint] = hints;
	if (hint === undefined || scenario.options.dryRun === true) return [];
	const number = (pattern: RegExp) => Number((pattern.exec(hint)?.[1] ?? '0').replaceAll(',', ''));
	const tally = (kind: string) => [...outcomes.values()].filter((outcome) => outcome.kind === kind).length;
	const wrong = Object.entries(PHRASES).filter(([kind, pattern]) => number(pattern) !== tally(kind));
	const breaches = wrong.map(([kind]) => `the hint counts ${kind} otherwise: ${hint}`);
	if (number(/^([\d,]+) \w+ written/) !== tally('written')) breaches.push(`the hint counts written otherwise: ${hint}`);
	if (number(/\(([\d,]+) request/) !== sent) breaches.push(`the hint counts requests otherwise, there were ${sent}: ${hint}`);
	return breaches;
};
