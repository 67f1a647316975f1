import { reconcileDocuments } from '../retention/document-orphans.ts';
import { sweepKept } from '../retention/kept.ts';
import { reconcile } from '../retention/orphans.ts';
import { deleteDocuments, deleteRecords, expireDownloads } from '../retention/outdated.ts';
import type { Processor } from './types.ts';

/** Deletes expired data, objects before rows, and finds orphaned rows and objects. */
export const applyRetentionProcessor: Processor<'apply-retention'> = {
  async run(deps, context) {
    const { db, kept, env } = deps;
    const { logger } = context;
    const downloads = await expireDownloads(deps, context);
    const documents = await deleteDocuments(deps, context);
    const records = await deleteRecords(deps, context);
    const files = await sweepKept({ db, kept, orphanHours: env.RETENTION_ORPHAN_HOURS, logger });
    const artifacts = await reconcile(deps, context);
    const { strays, lost } = await reconcileDocuments(deps, context);
    const counts = { downloads, documents, records, files, artifacts, strays, lost };
    if (Object.values(counts).some((count) => count > 0)) logger.info(counts, 'retention deleted expired data');
    return { expired: downloads + documents + records, orphans: files + artifacts + strays + lost };
  },
};
