import { AppError } from '@sluice/core';
import type { Processor } from './types.ts';

export const probeStorageProcessor: Processor<'probe-storage'> = {
  async run() {
    throw new AppError('INTERNAL', 'not built yet');
  },
};
