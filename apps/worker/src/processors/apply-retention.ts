import { claimStorages } from '../retention/claims.ts';
import { reconcileChunks, reconcileDocuments } from '../retention/document-orphans.ts';
import { deleteHistory } from '../retention/history.ts';
import { sweepKept } from '../retention/kept.ts';
import { reconcile } from '../retention/orphans.ts';
import { deleteDocuments, deleteRecords, expireDownloads } from '../retention/outdated.ts';
import { RetentionRun } from '../retention/run.ts';
import type { Processor } from './types.ts';

/**
 * Deletes expired data and finds orphaned rows and objects. Objects are touched only in buckets that are this installation's,
 * and no step depends on another.
 */
export const applyRetentionProcessor: Processor<'apply-retention'> = {
  async run(deps, context) {
    const { db, kept, env } = deps;
    const { logger, stopping: signal } = context;
    const { own, servers } = await claimStorages(deps, { logger, signal });
    const run = new RetentionRun({ ...deps, servers }, context);
    const nothing = { strays: 0, lost: 0 };
    const downloads = own ? await expireDownloads(run) : 0;
    const documents = own ? await deleteDocuments(run) : 0;
    const records = await deleteRecords(run);
    const history = await deleteHistory(run);
    const files = await run.step('kept_files', async (counter) => {
      counter.count = await sweepKept({ db, kept, orphanHours: env.RETENTION_ORPHAN_HOURS, logger });
    });
    const artifacts = own
      ? await run.step('artifacts', async (counter) => {
          counter.count = await reconcile(run);
        })
      : 0;
    const singles = own ? await reconcileDocuments(run) : nothing;
    const chunks = await reconcileChunks(run);
    const strays = singles.strays + chunks.strays;
    const lost = singles.lost + chunks.lost;
    const counts = { downloads, documents, records, history, files, artifacts, strays, lost };
    if (Object.values(counts).some((count) => count > 0)) logger.info(counts, 'retention deleted expired data');
    const { failed, held } = run;
    if (failed > 0)
      logger.error({ failed, steps: run.failures }, 'retention could not do everything; see the warnings');
    return {
      expired: downloads + documents + records + history,
      orphans: files + artifacts + strays + lost,
      ...(failed > 0 && { failed }),
      ...(held > 0 && { held }),
    };
  },
};
