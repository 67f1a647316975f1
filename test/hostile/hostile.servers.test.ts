import { isSluiceError } from '@sluice/client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Api, createStack, type Stack, startApi, startWorker, type Worker } from '../harness/index.ts';
import { archiveCases } from './archives.ts';
import type { HostileCase } from './case.ts';
import { encodingCases } from './encodings.ts';
import { shapeCases } from './shapes.ts';
import { valueCases } from './values.ts';
import { workbookCases } from './workbooks.ts';

const cases = [...archiveCases, ...encodingCases, ...shapeCases, ...valueCases, ...workbookCases];

/** The outcome of a case's import, in the form of its expectation. */
interface Found {
  readonly end: string;
  readonly message: string | null;
  readonly rows: Readonly<Record<string, unknown>>;
  readonly errors: readonly string[];
  readonly warnings: readonly string[];
  readonly sum: number;
  readonly processed: number;
}

describe('hostile files', () => {
  let stack: Stack;
  let api: Api;
  let worker: Worker;

  beforeAll(async () => {
    stack = await createStack();
    [api, worker] = await Promise.all([startApi(stack), startWorker({ ...stack.env, WORKER_IMPORT_CONCURRENCY: '4' })]);
  });
  afterAll(async () => {
    await Promise.all([worker?.stop(), api?.stop()]);
    await stack?.close();
  });

  /** Each case has its own account, so that cases do not share rows. */
  async function run({ file, options = {}, column = 'name' }: HostileCase, account: string): Promise<Found> {
    const client = await api.client(account);
    const bytes = typeof file === 'function' ? await file() : file;
    const posted = await client.imports.post(bytes, options).catch((error: unknown) => error);
    if (isSluiceError(posted)) {
      return {
        end: `failed ${posted.code}`,
        message: posted.message,
        rows: {},
        errors: [],
        warnings: [],
        sum: 0,
        processed: 0,
      };
    }
    const { job_id: id } = posted as { job_id: string };
    const job = await client.imports.wait(id);
    const errors = await client.imports.errors(id);
    const listed = { params: { path: { importer: 'assets' }, query: { limit: 100 } } } as const;
    const items: Record<string, unknown>[] = (await client.GET('/api/v1/{importer}', listed)).data.items;
    return {
      end: job.error_code ? `${job.status} ${job.error_code}` : job.status,
      message: job.error_message,
      rows: Object.fromEntries(items.map((row) => [row.identifier, row[column]])),
      errors: errors.map(({ row, line, field, code }) => `${row}:${line}:${field}:${code}`),
      warnings: job.warnings.map(({ code, column }) => (column === undefined ? code : `${code}:${column}`)),
      sum: job.successful_rows + job.failed_rows + job.skipped_rows,
      processed: job.processed_rows,
    };
  }

  test('there are at least sixty cases with unique names', () => {
    expect(new Set(cases.map(({ name }) => name)).size).toBe(cases.length);
    expect(cases.length).toBeGreaterThanOrEqual(60);
  });

  test.concurrent.each(cases.map((hostile, at) => [hostile.name, hostile, at] as const))(
    '%s',
    async (_, hostile, at) => {
      const { outcome } = hostile;
      const found = await run(hostile, `hostile-${at}`);
      expect(found.sum).toBe(found.processed);
      expect({ end: found.end, message: found.message }).toMatchObject({ end: outcome.end });
      if (outcome.says) expect(found.message).toContain(outcome.says);
      if (outcome.rows) expect(found.rows).toEqual(outcome.rows);
      if (outcome.errors) expect(found.errors).toEqual(outcome.errors);
      if (outcome.warnings) expect(found.warnings).toEqual(outcome.warnings);
    },
  );
});
