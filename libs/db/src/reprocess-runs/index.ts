export type { ReprocessFilter, ReprocessRun } from '../schema/index.ts';
export { countFailedUploads, nextOfRun, placeOf, recordMatched, recordRunStep } from './steps.ts';
export {
  createReprocessRun,
  finishRun,
  getReprocessRun,
  listReprocessRuns,
  type NewReprocessRun,
  type ReprocessRunKey,
  type ReprocessStatus,
  runWork,
} from './work.ts';
