import {
  answerSettings,
  importSettings,
  metricsSettings,
  retentionSettings,
  runtimeSettings,
  serverSettings,
  sharedUploadSettings,
  storageSettings,
  sweepSettings,
  workerMetricsSettings,
  workSettings,
} from '@sluice/core/settings';
import { z } from 'zod';

/** The worker's settings; `main.ts` reads them once. */
export const workerEnvSchema = z.object({
  ...runtimeSettings.shape,
  ...serverSettings.shape,
  ...storageSettings.shape,
  ...workSettings.shape,
  ...sweepSettings.shape,
  ...retentionSettings.shape,
  ...sharedUploadSettings.shape,
  ...importSettings.shape,
  ...answerSettings.pick({ PREVIEW_WAIT_MS: true }).shape,
  ...metricsSettings.shape,
  ...workerMetricsSettings.shape,
});

export type WorkerEnv = z.output<typeof workerEnvSchema>;
