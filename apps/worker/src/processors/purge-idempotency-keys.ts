import { purgeIdempotencyKeys } from '@sluice/db/idempotency';
import type { Processor } from './types.ts';

const PAGE = 10_000;

/** Deletes expired idempotency keys. */
export const purgeIdempotencyKeysProcessor: Processor<'purge-idempotency-keys'> = {
  async run({ db }, { stopping }) {
    let deleted = 0;
    for (;;) {
      const count = await purgeIdempotencyKeys(db, PAGE);
      deleted += count;
      if (count < PAGE || stopping.aborted) return { deleted };
    }
  },
};
