import type { ImportJob, ImportRowError } from '@sluice/client';
import { soaking } from '@sluice/core/testing';
import type { Connection } from 'mysql2/promise';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Random, useSuite } from '../harness/index.ts';
import { saveShopImporters, useShop } from '../harness/shop.ts';
import { listDifferences } from './support/check.ts';
import { type Expected, expectImport, type Modes } from './support/shop/oracle.ts';
import { shopDifferences } from './support/shop/read-shop.ts';
import type { Sheet, Shop } from './support/shop/sheet.ts';
import { makeSheet } from './support/shop/sheet-file.ts';
import { sheets } from './support/shop/sheets.ts';
import { connect } from './support/table.ts';

const shops = useShop();
const suite = useSuite({ env: shops.env, worker: { IMPORT_BATCH_ROWS: '16' }, standing: true });
let connection: Connection;
beforeAll(async () => {
  connection = await connect(shops.shop.url);
});
afterAll(() => connection?.end());

const ROWS = 40;
const MODES = {
  on_duplicate: ['reject', 'update', 'skip'],
  on_new: ['insert', 'reject', 'skip'],
  on_invalid: ['skip', 'abort'],
  on_blank: ['keep', 'null'],
} as const;
const FIRST: Modes = { on_duplicate: 'reject', on_new: 'insert', on_invalid: 'skip', on_blank: 'keep' };
const pairs = MODES.on_duplicate.flatMap((on_duplicate) => MODES.on_new.map((on_new) => ({ on_duplicate, on_new })));

/** Each table meets every pair of the first two options, and each pair every pair of the others, on one of the tables. */
const modesOf = (round: number, at: number, turn: number): Modes => ({
  ...(pairs[round] as (typeof pairs)[number]),
  on_invalid: MODES.on_invalid[(round + at + turn) % 2] as Modes['on_invalid'],
  on_blank: MODES.on_blank[((round >> 1) + (at >> 1) + (turn >> 1)) % 2] as Modes['on_blank'],
});

/** Whether and with which limit an import deletes what its file lacks. */
const mirrorOf = (random: Random): Partial<Modes> =>
  random.chance(0.4) ? { on_absent: 'delete', max_delete_percent: random.pick([10, 100, 100]) } : {};

const countsOf = (job: ImportJob) => ({
  ...{ inserted: job.inserted_rows, updated: job.updated_rows, unchanged: job.unchanged_rows },
  ...{ failed: job.failed_rows, skipped: job.skipped_rows, deleted: job.deleted_rows },
  unreadable: warned(job, 'ABSENT_ROWS_KEPT'),
  refused: warned(job, 'DELETION_REFUSED'),
});
const warned = ({ warnings }: ImportJob, about: string): number =>
  warnings.reduce((sum, { code, count = 0 }) => sum + (code === about ? count : 0), 0);
const expectedCounts = ({ inserted, updated, unchanged, failed, skipped, aborted, ...mirrored }: Expected) => {
  const { deleted, refused } = mirrored;
  if (aborted) return { inserted: 0, updated: 0, unchanged: 0, failed, deleted, refused };
  return { inserted, updated, unchanged, failed, skipped, deleted, refused, unreadable: mirrored.unreadable };
};
const endOf = ({ aborted, tooMany }: Expected) =>
  tooMany
    ? { status: 'failed', error_code: 'TOO_MANY_DELETIONS' }
    : { status: aborted ? 'failed' : 'completed', error_code: aborted ? 'ABORTED_ON_INVALID_ROWS' : null };
const textOf = ({ row, field, code, outcome }: Pick<ImportRowError, 'row' | 'field' | 'code' | 'outcome'>): string =>
  `row ${row} ${outcome}: ${code} ${field}`;
const expectedErrors = ({ outcomes }: Expected): string[] =>
  outcomes.flatMap(({ record: { row }, status, errors }) =>
    errors.map((error) => textOf({ row, ...error, outcome: status === 'skipped' ? 'skipped' : 'failed' })),
  );

const SHARES = { bad: 0.2, matching: 0.4, repeated: 0.06, blank: 0.01 };
/** Shares that give files that these modes accept whole, as far as chance allows. */
const cleanShares = ({ on_duplicate: old, on_new: added }: Modes) => ({
  ...{ bad: 0, repeated: 0, blank: 0 },
  matching: added !== 'insert' ? 1 : old === 'reject' ? 0 : 0.4,
});

/** Most rows of the table, and usually no key that cannot be read, because one keeps all rows. */
const mirrorPlan = (random: Random, { size }: Map<string, unknown>) => ({
  ...{ rows: Math.max(10, Math.round(size * 0.95)), matching: 0.9, goodKeys: random.chance(0.8) },
});

/** Imports a random file into one table, and compares counts, row errors and every table of the account with the oracle. */
async function importSheet(random: Random, sheet: Sheet, before: Shop, place: Place): Promise<Shop> {
  const { account, tag, modes, beside = [] } = place;
  // A file without errors is written whole.
  const clean = modes.on_invalid === 'abort' && random.chance(0.5);
  const file = makeSheet(random, sheet, before, {
    ...{ rows: ROWS, tag, ...(clean ? cleanShares(modes) : SHARES) },
    ...(modes.on_absent === 'delete' ? mirrorPlan(random, before[sheet.importer] ?? new Map()) : {}),
  });
  const { imports } = await suite.api.client(account, 'operator', sheet.importer);
  const { job_id: jobId } = await imports.post(file.bytes, { ...modes, delimiter: ',' });
  const done = await imports.wait(jobId);
  const expected = expectImport(sheet, file.records, before, { ...modes, jobId, beside });
  seen(expected);
  const what = `${sheet.importer} ${JSON.stringify(modes)} seed ${random.seed} ${tag}`;
  const errors = (await imports.errors(jobId)).map(textOf);
  expect([what, listDifferences(errors, expectedErrors(expected), 8)]).toEqual([what, []]);
  expect([what, done]).toEqual([what, expect.objectContaining(endOf(expected))]);
  expect([what, countsOf(done)]).toEqual([what, expect.objectContaining(expectedCounts(expected))]);
  expect([what, await shopDifferences(connection, account, expected.shop)]).toEqual([what, []]);
  return expected.shop;
}

/** What the files so far had, so that a change of them cannot leave anything out. */
const ends = {
  ...{ inserted: 0, updated: 0, unchanged: 0, failed: 0, skipped: 0, aborted: 0 },
  ...{ deleted: 0, refused: 0, unreadable: 0, tooMany: 0 },
};
const codes = new Set<string>();
function seen(expected: Expected): void {
  for (const end of Object.keys(ends) as (keyof typeof ends)[]) ends[end] += Number(expected[end]);
  for (const { code, field } of expected.outcomes.flatMap(({ errors }) => errors))
    codes.add(field === null ? `${code} of the row` : code);
}
const OF_TABLES = [
  ...['DUPLICATE_IN_FILE', 'DUPLICATE_IN_FILE of the row', 'ALREADY_EXISTS', 'NOT_IN_TABLE', 'NOT_FOUND_IN_TABLE'],
  ...['DUPLICATE_VALUE', 'NUMBER_OUT_OF_RANGE', 'NUMBER_OUT_OF_RANGE of the row', 'CHARACTER_MISSING', 'RANGE'],
];

interface Place {
  readonly account: string;
  readonly tag: string;
  readonly modes: Modes;
  /** Shops of other accounts, if they share the table. */
  readonly beside?: readonly Shop[];
}

it('imports into six tables by definitions alone, in all modes, and deletes what a file lacks, as an oracle says', async () => {
  await saveShopImporters(suite, shops.shop);
  const random = new Random();
  const empty = (): Shop => Object.fromEntries(sheets.map(({ importer }) => [importer, new Map()]));
  let two = empty();
  let shop = empty();
  for (const sheet of sheets) {
    two = await importSheet(random, sheet, two, { account: 'two', tag: 'two', modes: FIRST });
    // All accounts share the countries.
    if (sheet.importer === 'countries') shop = { ...shop, countries: new Map(two.countries) };
    else shop = await importSheet(random, sheet, shop, { account: 'one', tag: 'first', modes: FIRST });
  }
  for (let turn = 0; turn < (soaking ? 20 : 1); turn++) {
    for (let round = 0; round < pairs.length; round++) {
      for (const [at, sheet] of sheets.entries()) {
        const modes = { ...modesOf(round, at, turn), ...mirrorOf(random) };
        const beside = sheet.importer === 'countries' ? [two] : [];
        // Where nothing can be written, some of the tables are enough.
        if (!soaking && modes.on_duplicate !== 'update' && modes.on_new !== 'insert' && (round + at) % 3 > 0) continue;
        shop = await importSheet(random, sheet, shop, { account: 'one', tag: `${turn}.${round}`, modes, beside });
      }
    }
  }
  two = { ...two, countries: shop.countries ?? new Map() };
  expect(await shopDifferences(connection, 'two', two)).toEqual([]);
  console.log(`seed ${random.seed}; ${JSON.stringify(ends)}`);
  expect(Object.entries(ends).filter(([, count]) => count === 0)).toEqual([]);
  expect(OF_TABLES.filter((code) => !codes.has(code))).toEqual([]);
});
