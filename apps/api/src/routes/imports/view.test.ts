import type { ImportProgress } from '@sluice/db/imports';
import { describe, expect, it } from 'vitest';
import { viewProgress } from './view.ts';

const start = new Date('2026-11-21T10:00:00.000Z');
const after = (seconds: number) => new Date(start.getTime() + seconds * 1_000);
const job = (change: Partial<ImportProgress>): ImportProgress => ({
  ...{ id: '0193a1b2-0000-7000-8000-000000000000', status: 'processing', attempt: 1, options: {} },
  ...{ totalRows: 1_000, processedRows: 250, checkedRows: 0 },
  ...{
    succeededRows: 240,
    failedRows: 10,
    skippedRows: 0,
    insertedRows: 200,
    updatedRows: 40,
    unchangedRows: 0,
    generatedKeys: 0,
    deletedRows: 0,
    deletion: null,
  },
  ...{ startedAt: start, updatedAt: after(10), completedAt: null, errorCode: null, errorMessage: null },
  warningCount: 0,
  ...change,
});

describe('the progress of an import', () => {
  it('is computed from the row', () => {
    expect(viewProgress(job({}))).toMatchObject({
      percent: 25,
      rows_per_second: 25,
      eta_seconds: 30,
      successful_rows: 240,
      failed_rows: 10,
    });
  });

  it('is null before the import has started and counted its rows', () => {
    const waiting = { status: 'pending', totalRows: null, processedRows: 0, startedAt: null } as const;
    expect(viewProgress(job(waiting))).toMatchObject({ percent: null, rows_per_second: null, eta_seconds: null });
    expect(viewProgress(job({ totalRows: null }))).toMatchObject({ percent: null, eta_seconds: null });
    expect(viewProgress(job({ updatedAt: start }))).toMatchObject({ rows_per_second: null, eta_seconds: null });
  });

  it('counts checked rows for an all-or-nothing import', () => {
    const checking = { processedRows: 0, checkedRows: 600 };
    expect(viewProgress(job({ ...checking, options: { on_invalid: 'abort' } }))).toMatchObject({ percent: 60 });
    expect(viewProgress(job({ ...checking, options: { on_invalid: 'skip' } }))).toMatchObject({ percent: 0 });
  });

  it('is 100 only when all rows are done', () => {
    expect(viewProgress(job({ totalRows: 10_000_000, processedRows: 9_999_999 })).percent).toBe(99.99);
    expect(viewProgress(job({ processedRows: 1_000 })).percent).toBe(100);
    expect(viewProgress(job({ totalRows: 0, processedRows: 0 })).percent).toBe(100);
  });

  it('ends with the overall pace and no remaining time', () => {
    const done = { status: 'completed', processedRows: 1_000, completedAt: after(20), updatedAt: after(99) } as const;
    expect(viewProgress(job(done))).toMatchObject({ rows_per_second: 50, eta_seconds: 0 });
    expect(viewProgress(job({ ...done, status: 'failed' })).eta_seconds).toBeNull();
  });
});
