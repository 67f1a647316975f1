import { claimStorages } from '../retention/claims.ts';
import { sweepUploads } from '../retention/idle-uploads.ts';
import type { Processor } from './types.ts';

/** Ends abandoned uploads, and verifies uploads that arrived but were never completed. */
export const expireSessionsProcessor: Processor<'expire-sessions'> = {
  async run(deps, context) {
    const { logger, stopping: signal } = context;
    const { own, servers } = await claimStorages(deps, { logger, signal });
    if (!own) return { expired: 0, prolonged: 0, verifying: 0, deleted: 0, skipped: 0 };
    const counts = await sweepUploads({ ...deps, servers }, context);
    if (Object.values(counts).some((count) => count > 0)) logger.info(counts, 'expired idle uploads');
    return counts;
  },
};
