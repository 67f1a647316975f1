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
  const stray = `${storage.env}/clean-my-data/${newId()}/stray.csv`;
  await storage.putStream(stray, once('stray'), { contentType: 'text/csv' });
  const keptFolder = path.join(worker.spool, 'kept');
  await mkdir(keptFolder, { recursive: true });
  await writeFile(path.join(keptFolder, newId()), 'nobody knows');

  await stack.queues.enqueue('apply-retention', {}, { jobId: 'now' });
  const queue = stack.queues.queue('maintenance');
  const job = await waitFor('retention', async () => {
    const found = await queue.getJob('now');
    return (await found?.isCompleted()) ? found : undefined;
  });
  expect((await queue.getJob(job.id ?? ''))?.returnvalue).toEqual({ expired: 3 + 1 + 1, orphans: 3 });

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
