import { repeats } from '@sluice/core/testing';
import { beforeAll, expect, it } from 'vitest';
import { statistics } from '../../apps/worker/src/analyses/test/statistics.ts';
import { type AnalysisCalls, Random, useSuite } from '../harness/index.ts';
import { fetchDelivered } from './support/agree.ts';
import { type BigFile, makeBigFile } from './support/big-file.ts';
import { profiled } from './support/findings.ts';
import { entriesOf, replay } from './support/replay.ts';
import { type Seen, seeCsv } from './support/table.ts';

const suite = useSuite({ standing: true });
const ROWS = repeats(30_000, 100_000);
const NUMBERS = ['amount', 'count', 'tiny'];
const random = new Random();
let client: AnalysisCalls;
let file: BigFile;
beforeAll(async () => {
  console.log(`seed ${random.seed}`);
  file = makeBigFile(random, ROWS);
  client = (await suite.api.client('oracle')).analyses;
});

async function analyze(tool: 'profile-my-data' | 'clean-my-data', parameters = {}) {
  const { analysis_id: id } = await client.post(file.bytes, 'big.csv', { tool, parameters });
  const done = await client.wait(id);
  expect(done).toMatchObject({ status: 'completed', error_message: null, total_rows: ROWS });
  const delivered = await fetchDelivered(client, id);
  return delivered;
}

const columnOf = (name: string): (string | null)[] => {
  const at = file.header.indexOf(name);
  return file.rows.map((row) => row[at] ?? null);
};
const numbersOf = (name: string): number[] => columnOf(name).flatMap((cell) => (cell === null ? [] : [Number(cell)]));

/** Rows that equal an earlier one, by their text. */
function repeatedRows(): number[] {
  const seen = new Set<string>();
  return file.rows.flatMap((row, at) => {
    const whole = JSON.stringify(row);
    if (seen.has(whole)) return [at + 2];
    seen.add(whole);
    return [];
  });
}

it('profile-my-data agrees with a plain JavaScript implementation', async () => {
  const delivered = await analyze('profile-my-data');
  const { columns, numbers, uniqueness } = profiled(delivered);
  for (const name of file.header) {
    const cells = columnOf(name);
    const there = cells.filter((cell) => cell !== null);
    const found = columns.get(name);
    expect({ name, rows: found?.rows, nulls: found?.nulls, distinct: found?.distinct }).toEqual({
      name,
      rows: ROWS,
      nulls: ROWS - there.length,
      distinct: new Set(there).size,
    });
    const times = new Map<string, number>();
    for (const cell of there) times.set(cell, (times.get(cell) ?? 0) + 1);
    const most = [...times.values()].sort((a, b) => b - a);
    expect(found?.top_values.map(({ count }) => count)).toEqual(most.slice(0, found?.top_values.length));
    for (const { value, count } of found?.top_values ?? []) expect(times.get(value)).toBe(count);
  }
  expect([...numbers.keys()].sort()).toEqual([...NUMBERS].sort());
  for (const name of NUMBERS) {
    const expected = statistics(numbersOf(name));
    for (const [key, value] of Object.entries(expected)) {
      const found = numbers.get(name)?.[key as keyof typeof expected] ?? Number.NaN;
      const off = Math.abs(found - value) / Math.max(Math.abs(value), 1e-300);
      expect({ name, key, found, value, right: off <= 1e-9 }).toEqual({ name, key, found, value, right: true });
    }
  }
  const doubled = repeatedRows();
  expect(uniqueness.duplicate_rows).toBe(doubled.length);
  const issues = delivered.rowIssues.filter(({ issue_type }) => issue_type === 'duplicate_row');
  expect(issues.map(({ row_index }) => row_index)).toEqual(doubled);
});

it('clean-my-data changes exactly the cells in its change log', async () => {
  const parameters = {
    nulls: { columns: { amount: { strategy: 'median' }, word: { strategy: 'forward' } } },
    outliers: { action: 'drop', columns: ['amount'] },
    standardise: { case: { word: 'upper' } },
  };
  const delivered = await analyze('clean-my-data', parameters);
  const seen: Seen = {
    header: file.header,
    rows: new Map(file.rows.map((row, at) => [at + 2, row])),
    ragged: [],
  };
  const { rows, dropped, wrong } = replay(seen, entriesOf(delivered.sheet('Changes')));
  expect(wrong).toEqual([]);
  const cleaned = seeCsv(delivered.files.get('cleaned.csv') ?? Buffer.alloc(0));
  const expectedRows = [...rows.values()];
  const differing = [...cleaned.rows.values()].findIndex((row, at) => {
    return JSON.stringify(row) !== JSON.stringify(expectedRows[at]);
  });
  expect({ rows: cleaned.rows.size, differing }).toEqual({ rows: rows.size, differing: -1 });
  const duplicates = [...dropped].filter(([, step]) => step === 'duplicates').map(([row]) => row);
  expect(duplicates.sort((a, b) => a - b)).toEqual(repeatedRows());
  const amounts = [...cleaned.rows.values()].map((row) => Number(row[file.header.indexOf('amount')]));
  expect(amounts.every((amount) => Number.isFinite(amount) && amount < 5_000)).toBe(true);
});
