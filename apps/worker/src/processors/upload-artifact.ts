import { AppError } from '@sluice/core';
import type { Processor } from './types.ts';

/** Stands for upload-artifact. */
export const uploadArtifactProcessor: Processor<'upload-artifact'> = {
  async run() {
    throw new AppError('INTERNAL', 'not built yet');
  },
};
