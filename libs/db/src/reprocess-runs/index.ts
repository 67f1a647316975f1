export type { ReprocessFilter, ReprocessRun } from '../schema/index.ts';
export { createReprocessRun, type NewReprocessRun } from './create.ts';
export { getReprocessRun } from './get.ts';
export { listReprocessRuns } from './list.ts';
export { markRunsEnqueued } from './mark-enqueued.ts';
export { countFailedUploads } from './matching.ts';
export { listUnqueuedRuns } from './orphans.ts';
export { requestRunCancel } from './request-cancel.ts';
export {
  claimRun,
  failRun,
  finishRun,
  finishRunCancel,
  getRunById,
  nextOfRun,
  noteRunFailure,
  placeOf,
  type RunClaim,
  recordMatched,
  recordRunStep,
  watchRun,
} from './run.ts';
export type { ReprocessStatus } from './status.ts';
