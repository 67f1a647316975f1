import { roundDouble } from '../../shared/number-sql.ts';
import { double } from '../../shared/sql.ts';
import { counted, named } from '../../shared/wording.ts';
import { isNumeric } from '../count-numbers.ts';
import type { ColumnFacts, Profile, ProfileStep } from '../types.ts';

const MAX_COLUMNS = 30;
const STRONG = 0.9;
/** With fewer rows nearly everything correlates. */
const MIN_ROWS = 3;
/** Columns with larger numbers are left out, because their squares can overflow a double. */
const SQUARABLE = 1e150;

interface Pair {
  readonly left: ColumnFacts;
  readonly right: ColumnFacts;
  readonly rows: number;
  readonly pearson: number | null;
}

/** Pearson's correlation between numeric columns, over the rows that have both. */
export const correlationsStep: ProfileStep<'correlations'> = {
  key: 'correlations',
  title: 'Correlations',
  parameters: { method: 'pearson', max_columns: MAX_COLUMNS, strong: STRONG },
  idle: ({ columns }) => (columns.filter(isNumeric).length < 2 ? 'fewer than two columns are numeric' : undefined),
  async run(profile) {
    const { pairs, left } = await correlate(profile);
    const strong = pairs.filter(({ pearson }) => pearson !== null && Math.abs(pearson) >= STRONG);
    return {
      numbers: { pairs: pairs.length, strong_pairs: strong.length, columns_left_out: left },
      findings: pairs.map(({ left, right, rows, pearson }) => ({
        left: left.label,
        right: right.label,
        rows,
        pearson,
      })),
      sheet: {
        columns: [
          { header: 'Column', type: 'text' },
          { header: 'Correlates with', type: 'text' },
          { header: 'Records', type: 'integer' },
          { header: "Pearson's r", type: 'number' },
        ],
        rows: pairs.map(({ left, right, rows, pearson }) => [left.label, right.label, rows, pearson]),
      },
      issues: strong.map(({ left, right, rows, pearson }) => ({
        field_name: left.label,
        issue_type: 'strong_correlation',
        severity: 'info' as const,
        message: `${named([left.label, right.label])} are correlated: Pearson's r is ${pearson} over ${counted(rows, 'record')}.`,
      })),
    };
  },
};

async function correlate({
  engine,
  columns,
  numbers,
  numbersTable,
}: Profile): Promise<{ pairs: Pair[]; left: number }> {
  const usable = columns.filter(({ id }) => {
    const facts = numbers.find((one) => one.id === id);
    return facts !== undefined && Math.max(Math.abs(facts.min), Math.abs(facts.max)) < SQUARABLE;
  });
  const used = usable.slice(0, MAX_COLUMNS);
  const pairs = used.flatMap((left, at) => used.slice(at + 1).map((right) => ({ left, right })));
  if (numbersTable === undefined || pairs.length === 0) return { pairs: [], left: 0 };
  // Relative to the median, which preserves the significant digits of large numbers that differ only slightly.
  const shifted = ({ id }: ColumnFacts): string =>
    `(${id} - ${double(numbers.find((facts) => facts.id === id)?.median ?? 0)})`;
  const parts = pairs.map(
    ({ left, right }) =>
      `corr(${shifted(left)}, ${shifted(right)}) AS r_${left.id}_${right.id}, regr_count(${left.id}, ${right.id}) AS n_${left.id}_${right.id}`,
  );
  const [row = {}] = await engine.rows<Record<string, number | null>>(
    `SELECT ${parts.join(', ')} FROM ${numbersTable}`,
  );
  const found = pairs.map(({ left, right }): Pair => {
    const rows = row[`n_${left.id}_${right.id}`] ?? 0;
    const pearson = rows < MIN_ROWS ? null : roundDouble(row[`r_${left.id}_${right.id}`]);
    return { left, right, rows, pearson };
  });
  const strength = ({ pearson }: Pair): number => Math.abs(pearson ?? 0);
  return { pairs: found.toSorted((a, b) => strength(b) - strength(a)), left: usable.length - used.length };
}
