import { randomUUID } from 'node:crypto';
import { AppError } from '@sluice/core';
import { describeFailure, workerConnection } from '@sluice/jobs';
import type { AnalysisResult } from '@sluice/jobs/report';
import { type Job, UnrecoverableError, Worker } from 'bullmq';
import { sql } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { call, form, useSuite } from '../harness/index.ts';
import { aDocument, rows } from '../harness/rows.ts';

const suite = useSuite({ api: { SYNC_ANALYSIS_MAX_BYTES: '1000', SYNC_ANALYSIS_WAIT_MS: '3000' } });
const path = 'POST /api/v1/analyses/sync';
const tool = 'profile-my-data';

interface Row extends Record<string, unknown> {
  readonly analysis_id: string;
  readonly status: string;
  readonly options: Record<string, unknown>;
  readonly enqueued_at: Date | null;
}
const analysesOf = (account: string) =>
  rows<Row>(suite.stack, sql`select * from analysis_reports where account_id = ${account}`);

/** Stands in for a worker on the queue `sync-analyses` while `work` runs. */
async function withWorker<T>(answer: (job: Job) => Promise<unknown>, work: () => Promise<T>): Promise<T> {
  const connection = workerConnection(suite.stack.redisUrl);
  const worker = new Worker('sync-analyses', answer, { connection, prefix: suite.stack.redisPrefix });
  try {
    await worker.waitUntilReady();
    return await work();
  } finally {
    await worker.close();
    connection.disconnect();
  }
}

/** The final object of an analysis without findings. */
const final = async ({ data }: Job): Promise<AnalysisResult> => ({
  ...{ analysis_id: data.analysis_id, tool, status: 'completed' },
  ...{ timestamp: '2026-11-01T10:00:00.000Z', execution_time_ms: 1 },
  report: {
    ...{ alerts: [], issues: [], recommendations: [], executiveSummary: [], rowLevelIssues: [], routing_decisions: [] },
    analysisSummary: { status: 'completed', summary: 'Fine.', model_used: 'rules' },
    issueSummary: { total_issues: 0, by_type: {}, by_severity: {}, affected_rows: 0, affected_columns: 0 },
    downloads: [{ download_id: randomUUID(), file_name: 'a.csv', format: 'csv', content_base64: 'eA==' }],
  },
});

describe('POST /analyses/sync', () => {
  it('returns the final object, and stores no artifacts in S3 by default', async () => {
    await withWorker(final, async () => {
      const answer = await call(suite, path, { account: 'now', body: form('a\n1\n', { before: { tool } }) });
      expect(answer.status, answer.text).toBe(200);
      const [row] = await analysesOf('now');
      expect(answer.json).toMatchObject({
        analysis_id: row?.analysis_id,
        report: { downloads: [{ content_base64: 'eA==' }] },
      });
      expect(row?.options).toMatchObject({ tool, upload_to_s3: false });
      // Its job is in another queue, so the row must be marked as enqueued for the orphan sweep to ignore it.
      expect(row?.enqueued_at).not.toBeNull();
      const body = { tool, doc_id: await aDocument(suite.stack, 'stored'), upload_to_s3: true };
      expect((await call(suite, path, { account: 'stored', body })).status).toBe(200);
      expect((await analysesOf('stored'))[0]?.options).toMatchObject({ upload_to_s3: true });
    });
  });

  it('runs once per Idempotency-Key', async () => {
    await withWorker(final, async () => {
      const headers = { 'Idempotency-Key': randomUUID() };
      const send = () => call(suite, path, { account: 'once', headers, body: form('a\n1\n', { before: { tool } }) });
      const first = await send();
      const again = await send();
      expect([again.status, again.text]).toEqual([200, first.text]);
      expect(await analysesOf('once')).toHaveLength(1);
    });
  });

  it('refuses large files and names the route for them', async () => {
    const docId = await aDocument(suite.stack, 'large');
    await suite.stack.db.execute(sql`update documents set file_size_bytes = 1001 where doc_id = ${docId}`);
    for (const body of [form('x'.repeat(1_001), { before: { tool } }), { tool, doc_id: docId }]) {
      const answer = await call(suite, path, { account: 'large', body });
      expect([answer.status, answer.json.code]).toEqual([413, 'FILE_TOO_LARGE']);
      expect(answer.json.detail).toContain('POST /api/v1/analyses');
    }
    expect(await analysesOf('large')).toEqual([]);
  });

  it("returns the worker's error for an invalid file", async () => {
    const refuse = async (): Promise<never> => {
      throw new UnrecoverableError(describeFailure(new AppError('FILE_NOT_A_TABLE', 'This is a PNG image.')));
    };
    await withWorker(refuse, async () => {
      const answer = await call(suite, path, { account: 'png', body: form('\x89PNG', { before: { tool } }) });
      expect([answer.status, answer.json.code, answer.json.detail]).toEqual([
        ...[422, 'FILE_NOT_A_TABLE', 'This is a PNG image.'],
      ]);
    });
  });

  it('gives up when no worker answers, and cancels the analysis', async () => {
    const answer = await call(suite, path, { account: 'alone', body: form('a\n1\n', { before: { tool } }) });
    expect([answer.status, answer.json.code]).toEqual([503, 'WORKER_TIMEOUT']);
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await analysesOf('alone')).toMatchObject([{ status: 'cancelled' }]);
    expect(await suite.stack.queues.queue('sync-analyses').getJobCountByTypes('waiting', 'prioritized')).toBe(0);
  });
});
