import type { Logger } from '@sluice/core';
import type { Queues } from '@sluice/jobs';
import { type Job, WaitingError } from 'bullmq';

interface Taken {
  readonly queues: Queues;
  readonly atMost: number;
  readonly job: Job;
  readonly token: string | undefined;
  readonly logger: Logger;
}

/**
 * Lets the job run, or gives it back behind the first job of an account that waits while its own already runs `atMost`. No
 * attempt is used up. If Redis does not answer, the job runs. @throws WaitingError when it was given back
 */
export async function takeTurn({ queues, atMost, job, token, logger }: Taken): Promise<void> {
  const other = await queues.startRound(job, atMost).catch((err: unknown) => {
    logger.warn({ err }, 'could not look whether another account waits; running the job');
    return undefined;
  });
  if (other === undefined) return;
  await job.changePriority({ priority: other + 1 });
  await job.moveToWait(token);
  throw new WaitingError('another account waits');
}

/** A job that will be retried waits for its turn again, so that an account whose jobs fail does not hold up the others. */
export async function behindOthers(queues: Queues, job: Job, logger: Logger): Promise<void> {
  await queues
    .joinAgain(job)
    .catch((err: unknown) => logger.warn({ err }, 'could not put a job behind those of other accounts'));
}
