import { excerpt } from '@sluice/core';
import type { Alert } from '@sluice/jobs/report';
import { count, counted, percent } from '../../shared/wording.ts';
import type { CleanContext, CleanState, CleanStep } from '../types.ts';

interface Check {
  readonly check: string;
  readonly passed: boolean;
  readonly expected: string;
  readonly found: string;
  readonly columns: readonly string[];
}

function checkRetention({ source, parameters }: CleanContext, { rows }: CleanState): Check {
  const retained = source.rows === 0 ? 1 : rows / source.rows;
  const { min_retention } = parameters.checks;
  return {
    check: 'rows_retained',
    passed: retained >= min_retention,
    expected: `at least ${percent(min_retention, 1)} of the records`,
    found: `${count(rows)} of ${counted(source.rows, 'record')} (${percent(rows, source.rows)})`,
    columns: [],
  };
}

function checkBlank(
  { columns, parameters }: CleanContext,
  { rows }: CleanState,
  blank: ReadonlyMap<string, number>,
): Check {
  const { max_null_share } = parameters.checks;
  const over = columns.filter(({ id }) => rows > 0 && (blank.get(id) ?? 0) / rows > max_null_share);
  return {
    check: 'nulls_left',
    passed: over.length === 0,
    expected: `at most ${percent(max_null_share, 1)} of each column blank`,
    found:
      over.length === 0
        ? 'no column exceeds this'
        : `${counted(over.length, 'column')} ${over.length === 1 ? 'exceeds' : 'exceed'} this`,
    columns: over.map(({ name }) => name),
  };
}

async function checkShape({ engine, columns }: CleanContext, { table, rows }: CleanState): Promise<Check[]> {
  const described = await engine.rows<{ column_name: string }>(`DESCRIBE ${table}`);
  const there = new Set(described.map(({ column_name }) => column_name));
  const lost = columns.filter(({ id }) => !there.has(id));
  const [found] = await engine.rows<{ n: number; different: number }>(
    `SELECT count(*) AS n, count(DISTINCT _row) AS different FROM ${table}`,
  );
  return [
    {
      check: 'columns_kept',
      passed: lost.length === 0,
      expected: counted(columns.length, 'column'),
      found: counted(columns.length - lost.length, 'column'),
      columns: lost.map(({ name }) => name),
    },
    {
      check: 'rows_counted',
      passed: found?.n === rows && found.different === rows,
      expected: counted(rows, 'distinct record'),
      found: `${counted(found?.n ?? 0, 'record')}, ${count(found?.different ?? 0)} distinct`,
      columns: [],
    },
  ];
}

const advice: Readonly<Record<string, string>> = {
  rows_retained:
    'Review the quarantined records and the change log before you use the cleaned file, or relax the rules.',
  nulls_left: 'Set nulls.columns for these columns, or get the values from their source.',
  columns_kept: 'Do not use the cleaned file.',
  rows_counted: 'Do not use the cleaned file.',
};

const alert = ({ check, found, expected, columns }: Check): Omit<Alert, 'alert_id'> => ({
  severity: check === 'nulls_left' ? 'medium' : check === 'rows_retained' ? 'high' : 'critical',
  category: check,
  message: `Expected ${expected}; ${found}${
    columns.length > 0
      ? `: ${columns
          .slice(0, 10)
          .map((name) => excerpt(name))
          .join(', ')}${columns.length > 10 ? ', ...' : ''}`
      : ''
  }.`,
  affected_fields_count: columns.length,
  recommendation: advice[check] ?? '',
});

/** Compares the cleaned data with the file; a check that fails is an alert. */
export const checks: CleanStep<'checks'> = {
  key: 'checks',
  title: 'Checks',
  async run(context, state) {
    const { facts, source } = context;
    const before = await facts.blankCells(source);
    const after = await facts.blankCells(state);
    const done = [
      checkRetention(context, state),
      checkBlank(context, state, await facts.blank(state)),
      ...(await checkShape(context, state)),
    ];
    return {
      state,
      before: { rows: context.source.rows, blank_cells: before },
      after: { rows: state.rows, blank_cells: after, checks_failed: done.filter(({ passed }) => !passed).length },
      findings: { checks: done, retention: context.source.rows === 0 ? 1 : state.rows / context.source.rows },
      sheet: {
        columns: [
          { header: 'Check', type: 'text' },
          { header: 'Passed', type: 'boolean' },
          { header: 'Expected', type: 'text' },
          { header: 'Actual', type: 'text' },
        ],
        rows: done.map(({ check, passed, expected, found }) => [check, passed, expected, found]),
      },
      alerts: done.filter(({ passed }) => !passed).map(alert),
    };
  },
};
