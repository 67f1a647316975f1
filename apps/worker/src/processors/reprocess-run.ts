import { AppError } from '@sluice/core';
import type { Processor } from './types.ts';

/** Stands for reprocess-run. */
export const reprocessRunProcessor: Processor<'reprocess-run'> = {
  async run() {
    throw new AppError('INTERNAL', 'not built yet');
  },
};
