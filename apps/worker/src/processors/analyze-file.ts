import { AppError } from '@sluice/core';
import type { Processor } from './types.ts';

/** Runs one analysis. */
export const analyzeFileProcessor: Processor<'analyze-file'> = {
  async run() {
    throw new AppError('INTERNAL', 'not built yet');
  },
};
