import type { Logger } from '@sluice/core';
import type { Queues, RunningLimits } from '@sluice/jobs';
import { DelayedError, type Job, WaitingError } from 'bullmq';

interface Taken {
  readonly queues: Queues;
  readonly limits: RunningLimits;
  readonly job: Job;
  readonly token: string | undefined;
  readonly logger: Logger;
}

/**
 * Lets the job run, or gives it back: behind the waiting job of an account that runs fewer, or for a while if its own account
 * already runs as many as it may. No attempt is used up. If Redis does not answer, the job runs.
 * @throws WaitingError, DelayedError when it was given back
 */
export async function takeTurn({ queues, limits, job, token, logger }: Taken): Promise<void> {
  const held = await queues.startRound(job, limits).catch((err: unknown) => {
    logger.warn({ err }, 'could not check whether another account is waiting; running the job');
    return undefined;
  });
  if (held === undefined) return;
  if ('waitMs' in held) {
    await job.moveToDelayed(Date.now() + held.waitMs, token);
    throw new DelayedError('the account already runs as many jobs as it may');
  }
  await job.changePriority({ priority: held.behind + 1 });
  await job.moveToWait(token);
  throw new WaitingError('another account is waiting');
}

/** A job that will be retried waits for its turn again, so that an account whose jobs fail does not hold up the others. */
export async function behindOthers(queues: Pick<Queues, 'joinAgain'>, job: Job, logger: Logger): Promise<void> {
  await queues
    .joinAgain(job)
    .catch((err: unknown) => logger.warn({ err }, 'could not move a retried job behind the waiting jobs'));
}
