import { importWork } from '@sluice/db/imports';
import { expect, it } from 'vitest';
import { useSuite, type Worker, waitFor } from '../harness/index.ts';
import { holdKey } from './support/hold-key.ts';

const suite = useSuite();
const ROWS = 3_000;
const BATCH = 500;

/** A title, and then records; every tenth has a marker for a missing value, every hundredth is a total. */
const lines = Array.from({ length: ROWS }, (_, at) => {
  if (at % 100 === 50) return 'Total,3,4';
  return at % 10 === 0 ? `W-${at},name,\\N` : `W-${at},name,text`;
});
const file = Buffer.from(['Register of assets', 'identifier,name,description', ...lines].join('\n'));
const TOTALS = ROWS / 100;
const MARKERS = ROWS / 10 - TOTALS;

async function warned(worker: Worker): Promise<Record<string, number>> {
  const { port } = await worker.waitForLine(({ msg }) => msg === 'serving metrics');
  const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  const series = text.matchAll(/^sluice_file_warnings_total\{work="import",code="(\w+)"\} (\d+)$/gm);
  return Object.fromEntries([...series].map(([, code, value]) => [code, Number(value)]));
}

it('warnings are shown while an import runs, and counted exactly once after its worker is killed', async () => {
  const { stack, api } = suite;
  const account = 'warned';
  const client = await api.client(account);
  const start = () => suite.worker({ METRICS_PORT: '0', IMPORT_BATCH_ROWS: String(BATCH) });
  const [first, release] = [await start(), await holdKey(stack.databaseUrl, account, `W-${ROWS / 2 + 1}`)];
  const { job_id: jobId } = await client.imports.post(file, { on_duplicate: 'update', skip_totals: true });
  await waitFor('the middle', async () => {
    const job = await importWork.get(stack.db, jobId);
    return (job?.processedRows ?? 0) >= BATCH ? true : undefined;
  });
  const running = await client.imports.get(jobId);
  expect(running.status).toBe('processing');
  expect(running.processed_rows).toBeLessThan(ROWS / 2 + 1);
  expect(running.warnings).toEqual([expect.objectContaining({ code: 'ROWS_SKIPPED' })]);
  expect(running).toMatchObject({ warning_count: 1, reading: { dialect: { delimiter: ',' } } });
  expect(await warned(first)).toEqual({});

  await suite.crash(first);
  await release();
  const second = await start();
  const done = await client.imports.wait(jobId);
  expect(done).toMatchObject({ status: 'completed', attempt: 2, inserted_rows: ROWS - TOTALS, failed_rows: 0 });
  expect(done.warnings.map(({ code, count }) => [code, count])).toEqual([
    ['ROWS_SKIPPED', running.warnings[0]?.count],
    ['NULL_MARKER', MARKERS],
    ['TOTAL_ROW', TOTALS],
  ]);
  expect(done.warning_count).toBe(3);
  expect(await warned(second)).toEqual({ ROWS_SKIPPED: 1, NULL_MARKER: 1, TOTAL_ROW: 1 });
});
