import { cellKinds } from '@sluice/jobs/report';
import type { SheetColumn } from '../../../artifacts/types.ts';
import { ratio } from '../../shared/number-sql.ts';
import { count, counted, named, percent } from '../../shared/wording.ts';
import { countColumns } from '../count-columns.ts';
import type { ColumnFacts, ProfileStep, StepOutcome } from '../types.ts';

/** Share of cells without a value above which a column is called sparse. */
const SPARSE = 0.5;

const sheetColumns: readonly SheetColumn[] = [
  { header: 'Column', type: 'text' },
  { header: 'Type', type: 'text' },
  { header: 'Match the type', type: 'percent' },
  { header: 'Values', type: 'integer' },
  { header: 'Empty', type: 'integer' },
  { header: 'Whitespace only', type: 'integer' },
  { header: 'Placeholder values', type: 'integer' },
  { header: 'Missing', type: 'percent' },
  { header: 'Distinct', type: 'integer' },
  { header: 'Shortest', type: 'integer' },
  { header: 'Mean length', type: 'number' },
  { header: 'Longest', type: 'integer' },
  { header: 'Most frequent', type: 'text' },
  { header: 'Occurrences', type: 'integer' },
];

/** The number of cells without a value: empty, whitespace only, or a placeholder value. */
export const missingOf = ({ rows, values }: ColumnFacts): number => rows - values;

/** Types, empty cells, distinct values, lengths and the most frequent values of every column. */
export const columnsStep: ProfileStep<'columns'> = {
  key: 'columns',
  title: 'Columns',
  async run(profile) {
    profile.columns = await countColumns(profile.engine, profile.source);
    const { columns } = profile;
    const total = (of: (column: ColumnFacts) => number): number => columns.reduce((sum, column) => sum + of(column), 0);
    return {
      numbers: {
        rows: profile.source.rows,
        columns: columns.length,
        cells: profile.source.rows * columns.length,
        values: total(({ values }) => values),
        nulls: total(({ nulls }) => nulls),
        blanks: total(({ blanks }) => blanks),
        null_tokens: total(({ tokens }) => tokens),
      },
      findings: columns.map(findingOf),
      sheet: { columns: sheetColumns, rows: columns.map(sheetRow) },
      ...judge(profile.source.rows, columns),
    };
  },
};

export function findingOf(column: ColumnFacts) {
  const { label, type, agree, values, rows, nulls, blanks, tokens, distinct, top, length, kinds } = column;
  return {
    column: label,
    inferred_type: type,
    agreeing_rows: agree,
    agreement: ratio(agree, values),
    kinds: Object.fromEntries(cellKinds.filter((kind) => kinds[kind] > 0).map((kind) => [kind, kinds[kind]])),
    rows,
    values,
    nulls,
    blanks,
    null_tokens: tokens,
    null_rate: ratio(missingOf(column), rows),
    distinct,
    length,
    top_values: top,
  };
}

function sheetRow(column: ColumnFacts) {
  const { label, type, agree, values, rows, nulls, blanks, tokens, distinct, length, top } = column;
  return [
    ...[label, type, ratio(agree, values), values, nulls, blanks, tokens, ratio(missingOf(column), rows), distinct],
    ...[length?.min ?? null, length?.mean ?? null, length?.max ?? null, top[0]?.value ?? null, top[0]?.count ?? null],
  ];
}

function judge(
  rows: number,
  columns: readonly ColumnFacts[],
): Pick<StepOutcome, 'alerts' | 'issues' | 'recommendations'> {
  if (rows === 0) return {};
  const empty = columns.filter(({ values }) => values === 0);
  const sparse = columns.filter((column) => column.values > 0 && missingOf(column) > SPARSE * rows);
  const sayEmpty = rows === 1 ? 'its only cell is blank' : `all ${count(rows)} cells are blank`;
  return {
    alerts: [
      ...(empty.length === 0
        ? []
        : [
            {
              severity: 'high' as const,
              category: 'completeness',
              message: `${counted(empty.length, 'column is', 'columns are')} entirely blank: ${named(empty.map(({ label }) => label))}.`,
              affected_fields_count: empty.length,
              recommendation: `Drop ${named(empty.map(({ label }) => label))}, or find out why the export lost the values.`,
            },
          ]),
      ...(sparse.length === 0
        ? []
        : [
            {
              severity: 'medium' as const,
              category: 'completeness',
              message: `More than half of the cells of ${named(sparse.map(({ label }) => label))} are blank.`,
              affected_fields_count: sparse.length,
              recommendation: `Decide whether blank cells are acceptable in ${named(sparse.map(({ label }) => label))}.`,
            },
          ]),
    ],
    issues: columns
      .filter((column) => missingOf(column) > 0)
      .map((column) => ({
        field_name: column.label,
        issue_type: column.values === 0 ? 'empty_column' : 'missing_values',
        severity: column.values === 0 ? 'high' : missingOf(column) > SPARSE * rows ? 'medium' : 'low',
        message:
          column.values === 0
            ? `${column.label}: ${sayEmpty}.`
            : `${column.label}: ${count(missingOf(column))} of ${counted(rows, 'cell')} (${percent(missingOf(column), rows)}) ${missingOf(column) === 1 ? 'is' : 'are'} blank.`,
      })),
    recommendations: empty.map(({ label }) => ({
      field_name: label,
      priority: 'medium' as const,
      recommendation: `Drop "${label}" or fill it: ${sayEmpty}.`,
      timeline: 'before the next delivery',
    })),
  };
}
