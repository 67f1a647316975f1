import { purgeIdempotencyKeys } from '@sluice/db/idempotency';
import { purgeJobRuns } from '@sluice/db/running-jobs';
import type { Processor } from './types.ts';

const PAGE = 10_000;
/** The queue keeps no failed job for longer. */
const RUNS_DAYS = 30;

/** Deletes expired idempotency keys, and traces of job runs whose jobs no longer exist. */
export const purgeIdempotencyKeysProcessor: Processor<'purge-idempotency-keys'> = {
  async run({ db }, { stopping }) {
    let deleted = await purgeJobRuns(db, RUNS_DAYS);
    for (;;) {
      const count = await purgeIdempotencyKeys(db, PAGE);
      deleted += count;
      if (count < PAGE || stopping.aborted) return { deleted };
    }
  },
};
