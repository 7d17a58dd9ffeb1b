/** Every check, in the order of the report. */
import type { Check } from '../check.mts';
import { errors } from './errors.mts';
import { loading } from './loading.mts';
import { lookups } from './lookups.mts';
import { reads } from './reads.mts';
import { sending } from './sending.mts';
import { stopping } from './stopping.mts';
import { trigger } from './trigger.mts';
import { values } from './values.mts';
import { writes } from './writes.mts';

export const checks: readonly Check[] = [...loading, ...writes, ...values, ...errors, ...sending, ...stopping, ...lookups, ...reads, ...trigger];
