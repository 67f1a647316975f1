import type { CleanStep, StepKey } from '../types.ts';
import { checks } from './checks.ts';
import { duplicates } from './duplicates.ts';
import { nulls } from './nulls.ts';
import { outliers } from './outliers.ts';
import { preview } from './preview.ts';
import { quarantine } from './quarantine.ts';
import { standardise } from './standardise.ts';
import { types } from './types.ts';

/** Every step of the chain; a new one is a file beside this, its key in `stepKeys` and its line here. */
export const steps = {
  preview,
  quarantine,
  types,
  standardise,
  duplicates,
  nulls,
  outliers,
  checks,
} as const satisfies Record<StepKey, CleanStep>;
