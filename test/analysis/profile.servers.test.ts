import { beforeAll, describe, expect, it } from 'vitest';
import { type AnalysisCalls, useSuite } from '../harness/index.ts';
import { type Delivered, deliveredAtOnce, fetchDelivered } from './support/agree.ts';
import { stepsOf } from './support/final-object.ts';
import { finds, type Profiled, profiled } from './support/findings.ts';
import { type ExpectedColumn, type Fixture, fixtureBytes, fixtures } from './support/fixtures.ts';
import { seeFixture } from './support/seen.ts';

const suite = useSuite({ standing: true });
const STEPS = [
  'columns',
  'correlations',
  'drift',
  'numbers',
  'personal_data',
  'quality',
  'text_quality',
  'type_conflicts',
  'uniqueness',
  'unreadable_rows',
];
let client: AnalysisCalls;
beforeAll(async () => {
  client = (await suite.api.client('profiler')).analyses;
});

async function profile(bytes: Uint8Array, file: string, parameters = {}): Promise<Delivered> {
  const { analysis_id: id } = await client.post(bytes, file, { tool: 'profile-my-data', parameters });
  const done = await client.wait(id);
  expect(done).toMatchObject({ status: 'completed', error_code: null, error_message: null, phase: null, percent: 100 });
  return fetchDelivered(client, id);
}

/** Equal within a relative error of 1e-9 (absolute below 1), because sums are computed in any order. */
function expectClose(what: string, actual: number | null | undefined, expected: number): void {
  const allowed = 1e-9 * Math.max(1, Math.abs(expected));
  expect({ what, actual, close: Math.abs((actual ?? Number.NaN) - expected) <= allowed }).toEqual({
    what,
    actual,
    close: true,
  });
}

function checkColumn(name: string, expected: ExpectedColumn, { columns, numbers, step }: Profiled): void {
  const found = columns.get(name);
  expect({ name, nulls: found?.nulls, distinct: found?.distinct }).toEqual({
    name,
    nulls: expected.nulls,
    distinct: expected.distinct,
  });
  expect({ name, type: found?.inferred_type }).toEqual({ name, type: expected.type });
  if (expected.agree !== undefined)
    expect({ name, agree: found?.agreeing_rows }).toEqual({ name, agree: expected.agree });
  const spaces = step('text_quality').findings as { column: string; surrounding_space: number }[];
  const padded = spaces.find(({ column }) => column === name)?.surrounding_space ?? 0;
  expect({ name, whitespace: padded }).toEqual({ name, whitespace: expected.whitespace ?? 0 });
  if (expected.leading_zeros !== undefined)
    expect({ name, zeros: found?.kinds.code }).toEqual({ name, zeros: expected.leading_zeros });
  if (expected.type !== 'integer' && expected.type !== 'number') return;
  const statistics = numbers.get(name);
  for (const key of ['min', 'max', 'mean', 'median', 'q1', 'q3', 'outliers'] as const) {
    const value = expected[key];
    if (typeof value === 'number') expectClose(`${name}.${key}`, statistics?.[key], value);
  }
  expect(statistics?.histogram.reduce((sum, { count }) => sum + count, 0)).toBe(statistics?.count);
}

/** The tiles match the steps. */
function checkTiles({ final }: Delivered, { columns, uniqueness }: Profiled, { expected }: Fixture): void {
  const tiles = Object.fromEntries(final.report.executiveSummary.map(({ summary_id, value }) => [summary_id, value]));
  const all = [...columns.values()];
  const sum = (of: (column: (typeof all)[number]) => number) => all.reduce((total, column) => total + of(column), 0);
  expect(tiles).toMatchObject({
    rows: expected.rows,
    rejected: expected.rejected.length,
    missing: sum(({ rows, values }) => rows - values),
    conflicts: sum(({ values, agreeing_rows }) => values - agreeing_rows),
    duplicates: uniqueness.duplicate_rows,
    row_issues: final.report.issueSummary.total_issues,
  });
}

/** The sheets `Columns` and `Numbers` match the report. */
function checkSheets({ sheet }: Delivered, { columns, numbers }: Profiled): void {
  const shown = (name: string, headers: readonly string[]) => {
    const seen = sheet(name);
    return seen?.rows.map((cells) => headers.map((header) => cells[seen.header.indexOf(header)]));
  };
  expect(shown('Columns', ['Column', 'Type', 'Values', 'Empty', 'Whitespace only', 'Distinct'])).toEqual(
    [...columns.values()].map((c) => [c.column, c.inferred_type, c.values, c.nulls, c.blanks, c.distinct]),
  );
  const rows = shown('Numbers', ['Column', 'Numbers', 'Min', 'Q1', 'Median', 'Mean', 'Q3', 'Max', 'Outliers']);
  expect(rows ?? []).toEqual(
    [...numbers.values()].map((n) => [n.column, n.count, n.min, n.q1, n.median, n.mean, n.q3, n.max, n.outliers]),
  );
}

describe.each(fixtures().map((fixture) => [fixture.name, fixture] as const))('profile-my-data: %s', (_, fixture) => {
  const { expected, file, bytes } = fixture;

  it('finds what was found by hand, consistently in every artifact', async () => {
    const delivered = await profile(bytes, file);
    const found = profiled(delivered);
    expect(
      stepsOf(delivered.final)
        .map(([key]) => key)
        .sort(),
    ).toEqual(STEPS);
    expect([...found.columns.keys()]).toEqual(Object.keys(expected.columns));
    const seen = await seeFixture(fixture);
    for (const { rows, values, nulls, blanks, null_tokens } of found.columns.values()) {
      expect(rows).toBe(seen.rows.size);
      expect(values + nulls + blanks + null_tokens).toBe(rows);
    }
    checkTiles(delivered, found, fixture);
    checkSheets(delivered, found);
    const rowsWith = (type: RegExp) =>
      delivered.rowIssues.filter(({ issue_type }) => type.test(issue_type)).map(({ row_index }) => row_index);
    expect(found.uniqueness.duplicate_rows).toBe(expected.duplicates.length);
    expect(rowsWith(/^duplicate_row$/)).toEqual(expected.duplicates);
    expect(rowsWith(/^(too_few_cells|too_many_cells|quote_.*)$/)).toEqual(expected.rejected);
    for (const [name, column] of Object.entries(expected.columns)) checkColumn(name, column, found);
  });

  it('reports every known issue and no others', async () => {
    const delivered = await deliveredAtOnce(await client.sync(bytes, file, { tool: 'profile-my-data' }));
    const say = (list: readonly (readonly [string, string])[]) =>
      list.map(([finding, column]) => `${finding} ${column}: ${finds(delivered, finding, column)}`);
    expect(say(expected.must_find)).toEqual(
      expected.must_find.map(([finding, column]) => `${finding} ${column}: true`),
    );
    expect(say(expected.must_not_find)).toEqual(
      expected.must_not_find.map(([finding, column]) => `${finding} ${column}: false`),
    );
  });
});

it('finds no issues in a clean file', async () => {
  const delivered = await profile(fixtureBytes('clean.csv'), 'clean.csv');
  const { uniqueness, step } = profiled(delivered);
  expect(uniqueness.duplicate_rows).toBe(0);
  expect(step('type_conflicts').before).toMatchObject({ columns_in_conflict: 0, mixed_columns: 0 });
  expect(step('unreadable_rows').status).toBe('skipped');
  const worst = delivered.final.report.alerts.filter(
    ({ category }) => category !== 'privacy' && category !== 'outliers',
  );
  expect(worst.filter(({ severity }) => severity === 'critical' || severity === 'high')).toEqual([]);
});

it('reports drift from a second document', async () => {
  const { doc_id: docId } = await (await suite.api.client('profiler')).imports.upload(
    fixtureBytes('sales.csv'),
    'sales.csv',
  );
  const same = await profile(fixtureBytes('sales.csv'), 'sales.csv', { compare_doc_id: docId });
  expect(profiled(same).step('drift')).toMatchObject({
    status: 'completed',
    before: {
      rows_before: 16,
      rows_after: 16,
      compared_columns: 7,
      drifted_columns: 0,
      missing_columns: 0,
      new_columns: 0,
    },
  });
  const other = await profile(fixtureBytes('survey.csv'), 'survey.csv', { compare_doc_id: docId });
  expect(profiled(other).step('drift').before).toMatchObject({
    rows_before: 12,
    rows_after: 16,
    compared_columns: 0,
    missing_columns: 6,
    new_columns: 7,
  });
});

it('GET /tools lists both tools with their parameters and artifacts', async () => {
  const text = JSON.stringify((await (await suite.api.client('profiler')).GET('/api/v1/tools')).data);
  for (const name of [
    'profile-my-data',
    'clean-my-data',
    'compare_doc_id',
    'iqr_factor',
    'report.xlsx',
    'cleaned.csv',
  ]) {
    expect(text).toContain(name);
  }
});
