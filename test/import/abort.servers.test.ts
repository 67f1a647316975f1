import { repeats } from '@sluice/core/testing';
import { importWork } from '@sluice/db/imports';
import { sql } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { openGate, Random, useSuite, WRITES, waitForState } from '../harness/index.ts';
import { COLUMNS } from './support/cells.ts';
import { checkCompleted, checkErrors, checkResults, countsOf, expectedCounts, parseCsv } from './support/check.ts';
import { csvLine, type MadeFile, makeFile } from './support/file.ts';
import { addedRow, holdKey } from './support/hold-key.ts';
import { type Expected, expectImport, type Table } from './support/oracle.ts';
import { differences, readAssets, seedAssets } from './support/table.ts';

const suite = useSuite();
const ROWS = repeats(3_000, 50_000);
const BATCH = ROWS / 20;
const SEEDED = ROWS / 5;
const MANY = repeats(7_999, 99_999);
const EXISTING = repeats(2_000, 4_000);

/** `file` with one more row: without a name, or with a key that is `taken` in the table. */
function withBadEnd({ bytes, records }: MadeFile, taken?: string): MadeFile {
  const last = records.at(-1);
  if (!last) throw new Error('an empty file');
  const given = { identifier: taken ?? 'THE-BAD-ONE', name: taken ? 'again' : '' };
  const cells = COLUMNS.map((name) => (name in given ? given[name as 'name'] : ''));
  const values = { ...last.values, ...given };
  const line = bytes.toString('utf8').split('\n').length;
  const errors = taken ? [] : [{ field: 'name' as const, code: 'REQUIRED', value: null }];
  const bad = { row: last.row + 1, line, cells, values, errors, ragged: false };
  return { bytes: Buffer.concat([bytes, Buffer.from(csvLine(cells))]), records: [...records, bad] };
}

interface Killed {
  readonly account: string;
  readonly jobId: string;
  readonly file: MadeFile;
  readonly before: Table;
}

/** Kills the worker of each attempt after it has checked this share of the rows; another worker finishes the import. */
async function killInTheMiddle({ account, jobId, file, before }: Killed, shares: readonly number[]): Promise<void> {
  const start = () => suite.worker({ IMPORT_BATCH_ROWS: String(BATCH) });
  for (const [index, share] of shares.entries()) {
    const { at, key } = addedRow(file, before, share * ROWS);
    const release = await holdKey(suite.stack.databaseUrl, account, key);
    const worker = await start();
    await waitForState(
      `attempt ${index + 1} at row ${at}`,
      () => importWork.get(suite.stack.db, jobId),
      (job) => job?.attempt === index + 1 && job.checkedRows === Math.floor(at / BATCH) * BATCH,
    );
    await suite.crash(worker);
    await release();
  }
  await start();
}

async function start(account: string, file: MadeFile, fields: Record<string, string | boolean>) {
  const client = await suite.api.client(account);
  const { job_id: jobId } = await client.imports.post(file.bytes, { on_invalid: 'abort', ...fields });
  return { client, jobId };
}

/** Expects a failed import with correct counts and every error, nothing written, and a matching result file. */
async function checkAborted(account: string, jobId: string, expected: Expected, before: Table): Promise<void> {
  const client = await suite.api.client(account);
  const status = await client.imports.wait(jobId);
  expect(status).toMatchObject({ status: 'failed', error_code: 'ABORTED_ON_INVALID_ROWS' });
  expect(differences(await readAssets(suite.stack.databaseUrl, account), before)).toEqual([]);
  const { failed, outcomes } = expected;
  const written = { successful_rows: 0, inserted_rows: 0, updated_rows: 0, unchanged_rows: 0 };
  const skipped = outcomes.length - failed;
  expect(countsOf(status)).toEqual({ ...expectedCounts(expected), ...written, skipped_rows: skipped });
  expect(status.error_message).toContain(String(failed));
  checkErrors(await client.imports.errors(jobId), expected);
  checkResults(parseCsv(await client.imports.results(jobId)), expected, { good: 'not_imported' });
}

describe('on_invalid=abort', () => {
  it.each([
    { on_duplicate: 'reject', last: 'has no name', kills: [0.3, 0.9] },
    { on_duplicate: 'reject', last: 'exists already', kills: [] },
    { on_duplicate: 'update', last: 'has no name', kills: [0.6] },
    { on_duplicate: 'skip', last: 'has no name', kills: [] },
  ] as const)('one invalid row at the end leaves the table untouched: %o', async ({ on_duplicate, last, kills }) => {
    const random = new Random();
    const account = `${on_duplicate}-${kills.length}`;
    const before = await seedAssets(random, suite.stack.databaseUrl, account, SEEDED);
    const existing = [...before.keys()];
    const matching = on_duplicate === 'reject' ? 0 : 0.1;
    const made = makeFile(random, { rows: ROWS, prefix: 'N', existing, matching });
    const file = withBadEnd(made, last === 'exists already' ? existing[0] : undefined);
    const options = { on_duplicate };
    const { jobId } = await start(account, file, options);
    await killInTheMiddle({ account, jobId, file, before }, kills);
    await checkAborted(account, jobId, expectImport(file.records, before, jobId, options), before);
  });

  it(`${MANY} valid rows and an invalid one: nothing is written`, async () => {
    const random = new Random();
    const account = 'large';
    const file = withBadEnd(makeFile(random, { rows: MANY, prefix: 'N' }));
    const { jobId } = await start(account, file, {});
    await suite.worker();
    await checkAborted(account, jobId, expectImport(file.records, new Map(), jobId, {}), new Map());
  });

  it('a valid file is written once, even if its worker is killed twice', async () => {
    const random = new Random();
    const account = 'good';
    const before = await seedAssets(random, suite.stack.databaseUrl, account, SEEDED);
    const file = makeFile(random, { rows: ROWS, prefix: 'N', existing: [...before.keys()], matching: 0.1 });
    const options = { on_duplicate: 'update' } as const;
    const { client, jobId } = await start(account, file, options);
    await killInTheMiddle({ account, jobId, file, before }, [0.2, 0.8]);
    await client.imports.wait(jobId);
    const expected = expectImport(file.records, before, jobId, options);
    await checkCompleted({ url: suite.stack.databaseUrl, account, client, jobId, expected });
  });

  it('completes when every row already exists, even if a later attempt finishes it', async () => {
    const random = new Random();
    const account = 'nothing-new';
    const { databaseUrl: url, storageEnv, db } = suite.stack;
    const before = await seedAssets(random, url, account, EXISTING);
    const file = makeFile(random, { rows: EXISTING, prefix: 'N', existing: [...before.keys()], matching: 1 });
    const options = { on_duplicate: 'skip' } as const;
    const { client, jobId } = await start(account, file, options);
    const gate = await openGate(storageEnv.S3_ENDPOINT ?? '');
    const storing = gate.shut(WRITES);
    const worker = await suite.worker({ S3_ENDPOINT: gate.endpoint });
    await storing.reached;
    expect((await importWork.get(db, jobId))?.processedRows).toBe(EXISTING);
    await suite.crash(worker);
    await gate.close();
    await suite.worker();
    expect((await client.imports.wait(jobId)).attempt).toBe(2);
    await checkCompleted({ url, account, client, jobId, expected: expectImport(file.records, before, jobId, options) });
  });
});

describe('dry_run', () => {
  it.each(['reject', 'update', 'skip'] as const)(
    'counts what a real run would do (%s), and writes nothing',
    async (mode) => {
      const random = new Random();
      const account = `dry-${mode}`;
      const { databaseUrl: url } = suite.stack;
      const before = await seedAssets(random, url, account, SEEDED);
      const existing = [...before.keys()];
      const file = makeFile(random, {
        rows: ROWS / 2,
        prefix: 'N',
        existing,
        matching: 0.3,
        bad: 0.05,
        duplicates: 0.05,
      });
      const client = await suite.api.client(account);
      const options = { on_duplicate: mode };
      await suite.serving();
      const { job_id: dryId } = await client.imports.post(file.bytes, { ...options, dry_run: true });
      const dry = await client.imports.wait(dryId);
      expect(differences(await readAssets(url, account), before)).toEqual([]);
      checkResults(parseCsv(await client.imports.results(dryId)), expectImport(file.records, before, dryId, options), {
        good: 'valid',
      });
      const { job_id: jobId } = await client.imports.post(file.bytes, options);
      const done = await client.imports.wait(jobId);
      expect(countsOf(dry)).toEqual(countsOf(done));
      expect(await client.imports.errors(dryId)).toEqual(await client.imports.errors(jobId));
      await checkCompleted({
        url,
        account,
        client,
        jobId,
        expected: expectImport(file.records, before, jobId, options),
      });
      console.log(`seed ${random.seed}; ${JSON.stringify(countsOf(done))}`);
    },
  );
});

const csv = (...lines: string[][]): Buffer => Buffer.from(lines.map(csvLine).join(''));

describe('max_failed_rows and max_failed_percent', () => {
  // Rows 3 and 5 have errors of their own; row 4 exists already.
  const file = csv(['identifier', 'name'], ['A', 'a'], ['B', ''], ['OLD', 'c'], ['D', ''], ['E', 'e']);

  it.each([
    [{ max_failed_rows: 2 }, 'max_failed_rows=2'],
    [{ max_failed_percent: 59 }, 'max_failed_percent=59'],
    [{ max_failed_rows: 2, max_failed_percent: 100 }, 'max_failed_rows=2, max_failed_percent=100'],
  ])('writes nothing above the limit, and reports every error: %o', async (options, named) => {
    const account = `limit-${Object.values(options).join('-')}`;
    const client = await suite.api.client(account);
    await suite.serving({ IMPORT_BATCH_ROWS: '2' });
    await client.imports.wait((await client.imports.post(csv(['identifier', 'name'], ['OLD', 'o']))).job_id);
    const { job_id: jobId } = await client.imports.post(file, options);
    const end = await client.imports.wait(jobId);
    expect(end).toMatchObject({ status: 'failed', error_code: 'ABORTED_ON_INVALID_ROWS', failed_rows: 3 });
    expect(end).toMatchObject({ inserted_rows: 0, skipped_rows: 2, error_message: expect.stringContaining(named) });
    expect((await client.imports.errors(jobId)).map(({ row, code }) => [row, code])).toEqual([
      [3, 'REQUIRED'],
      [4, 'ALREADY_EXISTS'],
      [5, 'REQUIRED'],
    ]);
    expect([...(await readAssets(suite.stack.databaseUrl, account)).keys()]).toEqual(['OLD']);
  });

  it('imports the valid records up to the limit', async () => {
    const client = await suite.api.client('limit-kept');
    await suite.serving({ IMPORT_BATCH_ROWS: '2' });
    await client.imports.wait((await client.imports.post(csv(['identifier', 'name'], ['OLD', 'o']))).job_id);
    const { job_id: jobId } = await client.imports.post(file, { max_failed_rows: 3, max_failed_percent: 60 });
    expect(await client.imports.wait(jobId)).toMatchObject({ status: 'completed', inserted_rows: 2, failed_rows: 3 });
  });

  it('is decided once, even if the table changes before the next attempt', async () => {
    const account = 'limit-decided';
    const { stack } = suite;
    const client = await suite.api.client(account);
    const gate = await openGate(stack.storageEnv.S3_ENDPOINT ?? '');
    const start = () => suite.worker({ S3_ENDPOINT: gate.endpoint, IMPORT_BATCH_ROWS: '2' });
    const first = await start();
    await client.imports.wait((await client.imports.post(csv(['identifier', 'name'], ['OLD', 'o']))).job_id);
    const storing = gate.shut(WRITES);
    const { job_id: jobId } = await client.imports.post(file, { max_failed_rows: 2 });
    // All batches are committed as discarded, and only the result file is missing.
    await storing.reached;
    await suite.crash(first);
    // One record fewer has an error now.
    await stack.db.execute(sql`delete from assets where account_id = ${account}`);
    storing.open();
    await start();
    const end = await client.imports.wait(jobId);
    expect(end).toMatchObject({ status: 'failed', error_code: 'ABORTED_ON_INVALID_ROWS', attempt: 2 });
    expect(end).toMatchObject({ failed_rows: 3, skipped_rows: 2, inserted_rows: 0 });
    expect([...(await readAssets(stack.databaseUrl, account)).keys()]).toEqual([]);
    await gate.close();
  });
});
