import type { SheetColumn } from '../../../artifacts/types.ts';
import { count, counted, named, percent } from '../../shared/wording.ts';
import { countNumbers, HISTOGRAM_BINS, IQR_FACTOR, isNumeric, makeNumbers } from '../count-numbers.ts';
import type { ColumnFacts, NumberFacts, ProfileStep } from '../types.ts';

const TABLE = 'profile_numbers';
/** Share of outliers above which the severity of the issue is `low` instead of `info`. */
const MANY = 0.01;

const header = (header: string): SheetColumn => ({ header, type: 'number' });
const sheetColumns: readonly SheetColumn[] = [
  { header: 'Column', type: 'text' },
  { header: 'Numbers', type: 'integer' },
  ...['Min', 'P1', 'P5', 'Q1', 'Median', 'Mean', 'Q3', 'P95', 'P99', 'Max', 'Std', 'Sum'].map(header),
  { header: 'Zeros', type: 'integer' },
  { header: 'Negative', type: 'integer' },
  { header: 'Outliers', type: 'integer' },
  ...['Lower fence', 'Upper fence'].map(header),
];

/** Statistics, histogram and outliers of numeric columns. */
export const numbersStep: ProfileStep<'numbers'> = {
  key: 'numbers',
  title: 'Numbers',
  parameters: { outliers: 'iqr', iqr_factor: IQR_FACTOR, histogram_bins: HISTOGRAM_BINS },
  idle: ({ columns }) => (columns.some(isNumeric) ? undefined : 'no column is numeric'),
  async run(profile) {
    const columns = profile.columns.filter(isNumeric);
    await makeNumbers(profile.engine, profile.source, columns, TABLE);
    const ids = columns.map(({ id }) => id);
    const numbers = await countNumbers(profile.engine, { table: TABLE, rows: profile.source.rows }, ids);
    profile.numbersTable = TABLE;
    profile.numbers = numbers;
    const found = columns.flatMap((column) => {
      const facts = numbers.find(({ id }) => id === column.id);
      return facts === undefined ? [] : [{ column, facts }];
    });
    const outlying = found.filter(({ facts }) => facts.outliers > 0);
    return {
      numbers: {
        columns: found.length,
        numbers: found.reduce((sum, { facts }) => sum + facts.count, 0),
        outliers: outlying.reduce((sum, { facts }) => sum + facts.outliers, 0),
      },
      findings: found.map(({ column, facts: { id, ...facts } }) => ({ column: column.label, ...facts })),
      sheet: { columns: sheetColumns, rows: found.map(({ column, facts }) => sheetRow(column, facts)) },
      ...(outlying.length === 0 ? {} : { alerts: [alertOf(outlying)] }),
      issues: outlying.map(({ column, facts }) => ({
        field_name: column.label,
        issue_type: 'outliers',
        severity: facts.outliers > MANY * facts.count ? ('low' as const) : ('info' as const),
        message: `${column.label}: ${counted(facts.outliers, 'value is', 'values are')} below ${facts.lowerFence} or above ${facts.upperFence} (${percent(facts.outliers, facts.count)}).`,
      })),
      rowIssues: outlying.map(({ column, facts }) => ({
        position: column.position,
        label: column.label,
        type: 'outlier',
        severity: 'info' as const,
        query: outlierQuery(profile.source.table, column, facts),
      })),
    };
  },
};

/** A fence that rounding has put out of the range of a DOUBLE is null; the largest double then takes its place. */
function outlierQuery(table: string, { id }: ColumnFacts, { lowerFence, upperFence }: NumberFacts): string {
  const [low, high] = [lowerFence ?? -Number.MAX_VALUE, upperFence ?? Number.MAX_VALUE];
  return `
    SELECT n._row,
      CASE WHEN n.${id} < ${low} THEN 'below ${low}' ELSE 'above ${high}' END
        || ', 1.5 interquartile ranges from the quartile' AS message,
      s.${id} AS value
    FROM ${TABLE} n
    JOIN ${table} s USING (_row)
    WHERE n.${id} < CAST('${low}' AS DOUBLE)
      OR n.${id} > CAST('${high}' AS DOUBLE)`;
}

function alertOf(outlying: readonly { column: ColumnFacts; facts: NumberFacts }[]) {
  const [most] = outlying.toSorted((a, b) => b.facts.outliers - a.facts.outliers) as [(typeof outlying)[number]];
  const { facts } = most;
  const { label } = most.column;
  const range = `its values range from ${facts.min} to ${facts.max}`;
  return {
    severity: 'low' as const,
    category: 'outliers',
    message:
      outlying.length === 1
        ? `"${label}" has ${counted(facts.outliers, 'outlier')}; ${range}.`
        : `${named(outlying.map(({ column }) => column.label))} have outliers. "${label}" has the most (${count(facts.outliers)}); ${range}.`,
    affected_fields_count: outlying.length,
    recommendation: `Check the smallest and largest values of "${label}" before you use its mean.`,
  };
}

const sheetRow = ({ label }: ColumnFacts, facts: NumberFacts) => [
  ...[label, facts.count, facts.min, facts.p1, facts.p5, facts.q1, facts.median, facts.mean, facts.q3, facts.p95],
  ...[facts.p99, facts.max, facts.std, facts.sum, facts.zeros, facts.negatives, facts.outliers],
  ...[facts.lowerFence, facts.upperFence],
];
