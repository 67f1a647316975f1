import { mkdir, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { newId } from '@sluice/core';
import { getAnalysisReport } from '@sluice/db/analyses';
import { getDocument } from '@sluice/db/documents';
import { downloadsOfAnalysis, getDownloadById } from '@sluice/db/downloads';
import { sql } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { peopleCsv, storeDocument } from '../harness/documents.ts';
import { WorkerSuite } from '../harness/in-process/suite.ts';
import { waitFor } from '../harness/index.ts';

const suite = WorkerSuite.use();
const accountId = 'retention';

async function* once(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}

it('deletes what has expired, recreates what is missing, and keeps everything else', async () => {
  const { stack } = suite;
  const { db, storage } = stack;
  const worker = await suite.worker({ env: { RETENTION_ORPHAN_HOURS: '0' } });
  worker.start();
  const used = await storeDocument(stack, accountId, peopleCsv(100));
  const unused = await storeDocument(stack, accountId, peopleCsv(101));
  const young = await storeDocument(stack, accountId, peopleCsv(102));
  const analyses: string[] = [];
  for (let at = 0; at < 3; at++) {
    const id = await suite.submit(accountId, used.docId, 'clean-my-data');
    await suite.ended(id);
    analyses.push(id);
  }
  const [old = '', broken = '', whole = ''] = analyses;
  const of = (analysisId: string) => downloadsOfAnalysis(db, { accountId, analysisId });
  await db.execute(sql`UPDATE downloads SET created_at = now(3) - interval 31 day, uploaded_at = now(3) - interval 31 day
    WHERE analysis_id = ${old}`);
  for (const { docId } of [used, unused]) {
    await db.execute(sql`UPDATE documents SET updated_at = now(3) - interval 8 day WHERE doc_id = ${docId}`);
  }
  const traceId = newId();
  await db.execute(
    sql`INSERT INTO request_traces (trace_id, operation, start_time) VALUES (${traceId}, 'old', now(3) - interval 31 day)`,
  );
  const [lost] = await of(broken);
  if (!lost) throw new Error('no download');
  await storage.delete(lost.s3Path);
  const history = await forgeRecords(stack);
  const stray = `${storage.env}/clean-my-data/${newId()}/stray.csv`;
  await storage.putStream(stray, once('stray'), { contentType: 'text/csv' });
  const keptFolder = path.join(worker.spool, 'kept');
  await mkdir(keptFolder, { recursive: true });
  await writeFile(path.join(keptFolder, newId()), 'nobody knows');

  await stack.queues.enqueue('apply-retention', {}, { jobId: 'now', accountId: null });
  const queue = stack.queues.queue('maintenance');
  const job = await waitFor('retention', async () => {
    const found = await queue.getJob('now');
    return (await found?.isCompleted()) ? found : undefined;
  });
  expect((await queue.getJob(job.id ?? ''))?.returnvalue).toEqual({ expired: 3 + 1 + 1 + history.old, orphans: 3 });
  expect(await history.left()).toEqual(history.kept);

  for (const { status, s3Path } of await of(old)) {
    expect(status).toBe('expired');
    expect(await storage.head(s3Path)).toBeUndefined();
  }
  const report = await getAnalysisReport(db, { accountId, analysisId: old });
  expect(report?.downloads).toMatchObject([{ status: 'expired' }, { status: 'expired' }, { status: 'expired' }]);
  expect(await getDocument(db, { accountId, docId: unused.docId })).toBeUndefined();
  expect(await storage.head(unused.s3Key)).toBeUndefined();
  for (const { docId, s3Key } of [used, young]) {
    expect(await getDocument(db, { accountId, docId })).toBeDefined();
    expect(await storage.head(s3Key)).toBeDefined();
  }
  expect(await storage.head(stray)).toBeUndefined();
  expect(await readdir(keptFolder)).toEqual([]);
  const [traces] = (await db.execute(sql`SELECT 1 FROM request_traces WHERE trace_id = ${traceId}`)) as unknown as [
    unknown[],
  ];
  expect(traces).toEqual([]);

  // The lost artifact is recreated with identical bytes.
  const again = await waitFor('the lost artifact', async () => {
    const row = await getDownloadById(db, lost.downloadId);
    return row?.status === 'uploaded' ? row : undefined;
  });
  expect(again.sha256).toBe(lost.sha256);
  expect(await suite.storedHash(lost.s3Path)).toBe(lost.sha256);
  for (const { status, s3Path, sha256 } of await of(whole)) {
    expect(status).toBe('uploaded');
    expect(await suite.storedHash(s3Path)).toBe(sha256);
  }
});

/**
 * Records that ended 400 days ago, and what must outlive them: the imported row, and records that are younger, unfinished or
 * have an artifact or a row error that is kept.
 */
async function forgeRecords({ db }: typeof suite.stack) {
  const run = (query: ReturnType<typeof sql>) => db.execute(query);
  const ended = (days: number) => sql`'history', '{}', ${newId()}, now(3) - interval ${days} day`;
  const anImport = async (days: number, status = 'completed') => {
    const id = newId();
    await run(sql`INSERT INTO bulk_import_jobs (id, importer, status, account_id, options, trace_id, completed_at)
      VALUES (${id}, 'assets', ${status}, ${ended(days)})`);
    await run(sql`INSERT INTO bulk_import_batches (job_id, batch_no, first_row, last_row, row_count, succeeded, failed, skipped)
      VALUES (${id}, 0, 2, 2, 1, 1, 0, 0)`);
    return id;
  };
  const anAnalysis = async (downloadStatus: string) => {
    const id = newId();
    await run(sql`INSERT INTO analysis_reports (analysis_id, tool, status, account_id, options, trace_id, completed_at)
      VALUES (${id}, 'none', 'completed', ${ended(400)})`);
    await run(sql`INSERT INTO downloads (download_id, account_id, analysis_id, kind, file_name, format, s3_path, status)
      VALUES (${newId()}, 'history', ${id}, 'clean', 'a.csv', 'csv', 'none', ${downloadStatus})`);
    return id;
  };
  const aRun = async (days: number) => {
    const id = newId();
    await run(sql`INSERT INTO reprocess_runs (run_id, status, account_id, filter, trace_id, completed_at)
      VALUES (${id}, 'completed', ${ended(days)})`);
    return id;
  };
  const old = await anImport(400);
  await run(sql`INSERT INTO assets (account_id, identifier, name, import_job_id) VALUES ('history', 'a', 'a', ${old})`);
  const reported = await anImport(400, 'failed');
  await run(sql`INSERT INTO bulk_import_rejects (job_id, \`row\`, seq, line, outcome, code, message)
    VALUES (${reported}, 2, 0, 2, 'failed', 'invalid', 'x'), (${newId()}, 2, 0, 2, 'failed', 'invalid', 'x')`);
  await anAnalysis('expired');
  await aRun(400);
  const kept = [await anImport(300), await anImport(400, 'cancelling'), await anAnalysis('pending'), await aRun(300)];
  return {
    /** Two imports, two row errors (one without an import), an analysis and a run. */
    old: 2 + 2 + 1 + 1,
    kept: { records: kept.sort(), batches: 2, artifacts: 1, rejects: 0, imported: 1 },
    async left() {
      const [found] = (await run(sql`SELECT id FROM bulk_import_jobs WHERE account_id = 'history'
        UNION ALL SELECT analysis_id FROM analysis_reports WHERE account_id = 'history'
        UNION ALL SELECT run_id FROM reprocess_runs WHERE account_id = 'history'`)) as unknown as [{ id: string }[]];
      const count = async (query: ReturnType<typeof sql>): Promise<number> => {
        const [[row]] = (await run(sql`SELECT count(*) AS n ${query}`)) as unknown as [{ n: number }[]];
        return Number(row?.n);
      };
      return {
        records: found.map(({ id }) => id).sort(),
        batches: await count(sql`FROM bulk_import_batches`),
        artifacts: await count(sql`FROM downloads WHERE account_id = 'history'`),
        rejects: await count(sql`FROM bulk_import_rejects`),
        imported: await count(sql`FROM assets WHERE account_id = 'history'`),
      };
    },
  };
}
