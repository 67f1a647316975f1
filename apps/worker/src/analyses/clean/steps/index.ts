import type { CleanStep } from '../types.ts';
import { checks } from './checks.ts';
import { duplicates } from './duplicates.ts';
import { formulas } from './formulas.ts';
import { nulls } from './nulls.ts';
import { outliers } from './outliers.ts';
import { preview } from './preview.ts';
import { quarantine } from './quarantine.ts';
import { standardise } from './standardise.ts';
import { types } from './types.ts';

/** The steps of clean-my-data, in the order in which they run. */
export const cleanSteps: readonly CleanStep[] = [
  preview,
  quarantine,
  types,
  standardise,
  duplicates,
  nulls,
  outliers,
  formulas,
  checks,
];
