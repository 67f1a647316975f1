import type { Processor } from './types.ts';

/** No upload of Sluice takes so long. */
const STALE_MS = 24 * 3_600_000;

/** Aborts multipart uploads whose process has died: their parts cost space and nobody can see them. */
export const abortStaleUploadsProcessor: Processor<'abort-stale-uploads'> = {
  async run({ storage }, { logger, stopping }) {
    const olderThan = new Date(Date.now() - STALE_MS);
    const aborted = await storage.abortStaleUploads(`${storage.env}/`, olderThan, { signal: stopping });
    if (aborted > 0) logger.info({ aborted }, 'aborted uploads that nobody will end');
    return { aborted };
  },
};
