import { AppError } from '@sluice/core';
import type { JobResult } from '@sluice/jobs';
import { attemptAnalysis, giveUpAnalysis } from '../analyses/attempt-analysis.ts';
import type { Processor } from './types.ts';

/** Runs a small analysis for a waiting caller and returns the complete final object. */
export const analyzeSyncProcessor: Processor<'analyze-sync'> = {
  async run(deps, { payload, logger, stopping }) {
    const final = await attemptAnalysis(deps, { analysisId: payload.analysis_id, logger, stopping });
    if (final) return final as JobResult<'analyze-sync'>;
    throw new AppError('JOB_CANCELLED', 'The analysis was cancelled before it finished.');
  },

  async giveUp(deps, { payload, logger }, error) {
    await giveUpAnalysis(deps, payload.analysis_id, error, logger);
  },
};
