import type { z } from '@hono/zod-openapi';
import type { ListedJob } from '@sluice/db/jobs';
import { importOutcome } from '@sluice/jobs';
import { jobExpiry, type Kept } from '../../expiry.ts';
import { analysisUrl } from '../analyses/shared.ts';
import { importUrl } from '../imports/shared.ts';
import { runUrl } from '../reprocess-runs/view.ts';
import type { jobSchema } from './schemas.ts';

function urlOf({ kind, id, importer }: ListedJob): string {
  if (kind === 'import') return importUrl(importer ?? '', id);
  return kind === 'analysis' ? analysisUrl(id) : runUrl(id);
}

/** A job as the API returns it. */
export const viewJob = (kept: Kept, job: ListedJob): z.output<typeof jobSchema> => ({
  kind: job.kind,
  id: job.id,
  account_id: job.accountId,
  importer: job.importer,
  tool: job.tool,
  file_name: job.fileName,
  doc_id: job.docId,
  status: job.status,
  state: job.state,
  percent: job.percent,
  total_rows: job.totalRows,
  failed_rows: job.failedRows,
  dry_run: job.dryRun,
  outcome: job.importCounts && job.state === 'succeeded' ? importOutcome(job.importCounts) : null,
  warning_count: job.warningCount,
  error_code: job.errorCode,
  created_at: job.createdAt.toISOString(),
  started_at: job.startedAt?.toISOString() ?? null,
  completed_at: job.completedAt?.toISOString() ?? null,
  expires_at: jobExpiry(kept, job),
  trace_id: job.traceId,
  url: urlOf(job),
});
