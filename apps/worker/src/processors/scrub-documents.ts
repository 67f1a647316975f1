import { AppError } from '@sluice/core';
import type { Processor } from './types.ts';

export const scrubDocumentsProcessor: Processor<'scrub-documents'> = {
  async run() {
    throw new AppError('INTERNAL', 'not built yet');
  },
};
