import { AppError } from '@sluice/core';
import type { Processor } from './types.ts';

export const drainServerProcessor: Processor<'drain-server'> = {
  async run() {
    throw new AppError('INTERNAL', 'not built yet');
  },
};
