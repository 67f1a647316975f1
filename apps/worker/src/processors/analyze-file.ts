import { analysisWork } from '@sluice/db/analyses';
import { attemptAnalysis, giveUpAnalysis } from '../analyses/attempt-analysis.ts';
import { type Processor, sweepOf } from './types.ts';

/** Runs one analysis; every attempt starts over, and only the newest one can record its result. */
export const analyzeFileProcessor: Processor<'analyze-file'> = {
  async run(deps, { payload, logger, stopping }) {
    await attemptAnalysis(deps, { analysisId: payload.analysis_id, logger, stopping });
  },

  sweep: sweepOf(analysisWork),

  async giveUp(deps, { payload, logger }, error) {
    await giveUpAnalysis(deps, payload.analysis_id, error, logger);
  },
};
