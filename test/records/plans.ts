/** What is asked of a plan for columns. */
import type { ColumnPlan } from '../../nodes/ClientSuccess/records/columns.ts';

/** The columns that feed a field, by field. */
export const chosenBy = (plan: ColumnPlan) => Object.fromEntries(plan.fields.map(({ field, column }) => [field.name, column]));

/** Every column in each of its places. */
export const placesOf = (plan: ColumnPlan): string[] => [
	...plan.fields.map(({ column }) => column),
	...plan.custom.map(({ column }) => column),
	...plan.references.map(({ column }) => column),
	...plan.unknown,
	...plan.outranked,
	...plan.contested.flatMap(({ columns }) => columns),
	...plan.ambiguous.map(({ column }) => column),
	...(plan.uuid === undefined ? [] : [plan.uuid]),
	...(plan.customObject === undefined ? [] : [plan.customObject]),
];
