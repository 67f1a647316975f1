import { seed } from '@sluice/core/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ProfileRun, profileText } from '../test/run-profile.ts';
import { exactSum, quantile } from '../test/statistics.ts';
import { openTestEngine, type TestEngine } from '../test/with-engine.ts';

const ROWS = 100_000;

/** The random number generator Mulberry32: small, seeded, and good enough for test data. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

const random = randomFrom(seed);
const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)] as T;
const normal = (): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());

const header = ['id', 'amount', 'count', 'city', 'tiny', 'huge'];

function makeRow(at: number): string[] {
  return [
    `ID-${at}`,
    random() < 0.03 ? '' : (1000 + 250 * normal()).toFixed(4),
    String(Math.floor(random() ** 4 * 5000) - 100),
    random() < 0.1 ? '' : pick(['Wien', 'Graz', 'Linz', 'Bern', '東京', 'São Paulo']),
    String(normal() * 1e-12),
    String(1e15 + Math.floor(random() * 1000)),
  ];
}

/** Every fiftieth row or so repeats an earlier one. */
const rows: string[][] = [];
while (rows.length < ROWS) rows.push(rows.length > 10 && random() < 0.02 ? pick(rows) : makeRow(rows.length));
const text = [header, ...rows].map((cells) => `${cells.join(',')}\n`).join('');

const column = (at: number): string[] => rows.map((cells) => cells[at] as string);
const numbers = (at: number): number[] =>
  column(at)
    .filter((cell) => cell !== '')
    .map(Number);

function expectedOf(values: readonly number[]) {
  const sorted = values.toSorted((a, b) => a - b);
  const mean = exactSum(values) / values.length;
  // Deviations from one of the values stay precise if the values are large and close to each other.
  const [first = 0] = values;
  const offset = exactSum(values.map((value) => value - first)) / values.length;
  const std = Math.sqrt(exactSum(values.map((value) => (value - first - offset) ** 2)) / (values.length - 1));
  const [q1, q3] = [quantile(sorted, 0.25), quantile(sorted, 0.75)];
  const [low, high] = [q1 - 1.5 * (q3 - q1), q3 + 1.5 * (q3 - q1)];
  return {
    ...{ count: values.length, min: sorted[0], max: sorted.at(-1), mean, std, q1, q3 },
    ...{ p1: quantile(sorted, 0.01), p5: quantile(sorted, 0.05), median: quantile(sorted, 0.5) },
    ...{ p95: quantile(sorted, 0.95), p99: quantile(sorted, 0.99) },
    outliers: values.filter((value) => value < low || value > high).length,
  };
}

describe(`profile-my-data against plain JavaScript (seed ${seed})`, () => {
  let test: TestEngine;
  let run: ProfileRun;
  beforeAll(async () => {
    test = await openTestEngine();
    run = await profileText(test, text);
  }, 120_000);
  afterAll(() => test.close());

  it.each([1, 2, 4, 5])('computes the statistics of numeric column %i like plain JavaScript', (at) => {
    const facts = (run.found.numbers as Record<string, unknown>[]).find(({ column }) => column === header[at]);
    for (const [name, value] of Object.entries(expectedOf(numbers(at)))) {
      const found = facts?.[name] as number;
      const error = Math.abs(found - (value as number)) / Math.max(Math.abs(value as number), Number.MIN_VALUE);
      // Sums of values around zero cancel out, so the error of the mean is relative to the size of the values.
      const scale = name === 'mean' ? Math.abs(value as number) / Number(facts?.std) : 1;
      expect({ name, error: error * Math.min(1, scale) < 1e-9 }).toEqual({ name, error: true });
    }
    const histogram = facts?.histogram as { count: number }[];
    expect(histogram.reduce((sum, { count }) => sum + count, 0)).toBe(facts?.count);
  });

  it('counts empty cells, distinct values and most frequent values like plain JavaScript', () => {
    for (const [at, name] of header.entries()) {
      const cells = column(at).filter((cell) => cell !== '');
      const counts = new Map<string, number>();
      for (const cell of cells) counts.set(cell, (counts.get(cell) ?? 0) + 1);
      const facts = (run.found.columns as Record<string, unknown>[]).find(({ column }) => column === name);
      expect(facts).toMatchObject({ nulls: ROWS - cells.length, distinct: counts.size });
      const top = Math.max(...counts.values());
      expect(facts).toHaveProperty('top_values.0.count', top);
    }
  });

  it('finds duplicate rows and their first occurrences like plain JavaScript', () => {
    const seen = new Map<string, number>();
    const expected: string[] = [];
    for (const [at, cells] of rows.entries()) {
      const first = seen.get(cells.join(','));
      if (first === undefined) seen.set(cells.join(','), at + 2);
      else expected.push(`${at + 2}: identical to row ${first}`);
    }
    const found = run.issuesByRow.filter(({ issue_type }) => issue_type === 'duplicate_row');
    expect(found.map(({ row_index, message }) => `${row_index}: ${message}`)).toEqual(expected);
    expect(run.found.uniqueness).toMatchObject({ duplicate_rows: expected.length });
  });

  it('counts exactly the row issues that its table contains', () => {
    expect(run.issueSummary.total_issues).toBe(run.issuesByRow.length);
    expect(run.issueSummary.affected_rows).toBe(new Set(run.issuesByRow.map(({ row_index }) => row_index)).size);
    const keys = run.issuesByRow.map(({ row_index, column, issue_type }) => `${row_index} ${column} ${issue_type}`);
    expect(new Set(keys).size).toBe(keys.length);
  });
});
