import type { Logger } from '@sluice/core';
import type { JobKind, JobPayload } from '@sluice/jobs';

/** The context of every job. */
export interface JobContext<K extends JobKind> {
  readonly payload: JobPayload<K>;
  readonly logger: Logger;
  /** Aborts with JOB_STOPPED when the worker shuts down: stop at the next safe point. */
  readonly stopping: AbortSignal;
}
