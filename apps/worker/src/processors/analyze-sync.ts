import { AppError } from '@sluice/core';
import type { Processor } from './types.ts';

/** Stands for analyze-sync. */
export const analyzeSyncProcessor: Processor<'analyze-sync'> = {
  async run() {
    throw new AppError('INTERNAL', 'not built yet');
  },
};
