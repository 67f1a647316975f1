import { sweepUploads } from '../retention/idle-uploads.ts';
import type { Processor } from './types.ts';

/** Ends abandoned uploads, and verifies uploads that arrived but were never completed. */
export const expireSessionsProcessor: Processor<'expire-sessions'> = {
  async run(deps, context) {
    const counts = await sweepUploads(deps, context);
    if (Object.values(counts).some((count) => count > 0)) context.logger.info(counts, 'expired idle uploads');
    return counts;
  },
};
