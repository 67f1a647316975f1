import { AppError } from '@sluice/core';
import type { Processor } from './types.ts';

export const expireSessionsProcessor: Processor<'expire-sessions'> = {
  async run() {
    throw new AppError('INTERNAL', 'not built yet');
  },
};
