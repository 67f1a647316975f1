import { AppError } from '@sluice/core';
import type { Processor } from './types.ts';

export const verifyDocumentProcessor: Processor<'verify-document'> = {
  async run() {
    throw new AppError('INTERNAL', 'not built yet');
  },
};
