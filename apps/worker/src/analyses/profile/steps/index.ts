import type { ProfileStep } from '../types.ts';
import { columnsStep } from './columns.ts';
import { correlationsStep } from './correlations.ts';
import { driftStep } from './drift.ts';
import { gradeStep } from './grade.ts';
import { numbersStep } from './numbers.ts';
import { personalDataStep } from './personal-data.ts';
import { rejectsStep } from './rejects.ts';
import { textQualityStep } from './text-quality.ts';
import { typeConflictsStep } from './type-conflicts.ts';
import { uniquenessStep } from './uniqueness.ts';

/** The checks of profile-my-data, in the order in which they run: each may use what earlier ones found. */
export const profileSteps = [
  columnsStep,
  numbersStep,
  rejectsStep,
  typeConflictsStep,
  textQualityStep,
  uniquenessStep,
  personalDataStep,
  correlationsStep,
  driftStep,
  gradeStep,
] as const satisfies readonly ProfileStep[];
