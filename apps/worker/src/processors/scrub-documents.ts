import { scrub } from '../documents/scrub.ts';
import { claimStorages } from '../retention/claims.ts';
import type { Processor } from './types.ts';

/** Detects missing or damaged objects before they are needed. */
export const scrubDocumentsProcessor: Processor<'scrub-documents'> = {
  async run(deps, { logger, stopping }) {
    const { SCRUB_DAYS: days, SCRUB_BYTES_PER_RUN: maxBytes } = deps.env;
    if (days === 0) return { read: 0, damaged: 0 };
    const { own, servers } = await claimStorages(deps, { logger, signal: stopping });
    if (!own) return { read: 0, damaged: 0 };
    const counts = await scrub({ ...deps, servers }, { days, maxBytes, signal: stopping, logger });
    if (counts.read + counts.skipped > 0) logger.info(counts, 'scrubbed stored documents');
    return { read: counts.read, damaged: counts.damaged };
  },
};
