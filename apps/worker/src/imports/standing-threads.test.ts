import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TableDescription } from '@sluice/core';
import { type Definition, shipped } from '@sluice/importers';
import { importOptions } from '@sluice/jobs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { defaultTableLimits, FileInspector } from '../tabular/index.ts';
import type { BatchFeed } from './batch-feed.ts';

// Only what is built has a thread to start.
const built = new URL('../../dist/imports/open-batch-feed.js', import.meta.url).href;
const { openBatchFeed } = (await import(built)) as typeof import('./open-batch-feed.ts');

const contacts = shipped.find(({ definition }) => definition.name === 'contacts')?.definition as Definition;
const folder = mkdtempSync(path.join(tmpdir(), 'sluice-threads-'));
/** Threads of this process. */
let started = 0;
const count = (): void => void started++;
beforeAll(() => void process.on('worker', count));
afterAll(() => {
  process.off('worker', count);
  rmSync(folder, { recursive: true, force: true });
});

/** More than is read without a thread. */
const ROWS = 8_000;
let files = 0;

/** Opens a file whose records have these names, with its rows in batches of a thousand. */
function open(name: string, header = 'name,email'): Promise<BatchFeed> {
  const file = path.join(folder, `${++files}.csv`);
  const rows = Array.from({ length: ROWS }, (_, at) => `${name} ${at},${name.toLowerCase()}.${at}@example.com`);
  const bytes = Buffer.from([header, ...rows, rows[0], ''].join('\n'));
  writeFileSync(file, bytes);
  const inspector = new FileInspector({}, defaultTableLimits);
  inspector.push(bytes);
  const inspection = inspector.finish();
  if (inspection.kind !== 'csv') throw new Error('not a CSV');
  return openBatchFeed(
    {
      path: file,
      dialect: inspection.dialect,
      limits: defaultTableLimits,
      definition: contacts,
      table: { name: 'contacts', columns: [] } as unknown as TableDescription,
      options: importOptions.parse({}),
      batchRows: 1_000,
      committedBatches: 0,
      keepsLines: false,
      expectedRecords: inspection.records,
      fallbacks: {},
      keysPath: `${file}.keys`,
      goodStatus: undefined,
    },
    undefined,
  );
}

/** The good rows and the errors of what is left of a file. */
async function readAll(feed: BatchFeed): Promise<[good: number, errors: string[]]> {
  let good = 0;
  const errors: string[] = [];
  for (let checked = await feed.next(); checked; checked = await feed.next()) {
    good += checked.batch.goodRows;
    errors.push(...checked.batch.rejects.map(({ row, code }) => `${row} ${code}`));
    for (const bytes of checked.batch.lines) feed.recycle(bytes);
  }
  return [good, errors];
}
async function readWhole(feed: BatchFeed): Promise<void> {
  expect(await readAll(feed)).toEqual([ROWS, [`${ROWS + 2} DUPLICATE_IN_FILE`]]);
  await feed.close();
}

test('a thread reads one file after the other, and ends when it was busy or its file was refused', async () => {
  await readWhole(await open('Ada'));
  expect(started).toBe(1);
  // The same keys again, which the thread has forgotten.
  const second = await open('Ada');
  await readWhole(second);
  await second.close();
  expect(started).toBe(1);
  // Closing a file twice has not given its thread to two others.
  const [busy, other] = await Promise.all([open('Ada'), open('Bob')]);
  expect(started).toBe(2);
  const coming = busy.next().catch(() => {});
  await Promise.all([readWhole(other), busy.close()]);
  await coming;
  await expect(open('Ada', 'first,second')).rejects.toThrow();
  expect(started).toBe(2);
  await readWhole(await open('Eve'));
  expect(started).toBe(3);
});
