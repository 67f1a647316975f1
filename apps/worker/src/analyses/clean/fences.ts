import { endsInWord } from '../shared/column-names.ts';
import { cellsAsRows } from '../shared/count-cells.ts';
import { chunks, groupBy } from '../shared/lists.ts';
import { type NumberStyle, numberValue } from '../shared/number-sql.ts';
import { COLUMNS_AT_ONCE, double } from '../shared/sql.ts';
import type { TableColumn } from '../types.ts';
import { type NumberStatistics, numberStatistics } from './number-statistics.ts';
import { columnsNamed } from './parameters.ts';
import type { CleanContext, CleanState } from './types.ts';

/** A numeric column and the limits beyond which a value is an outlier. */
export interface Fence {
  readonly id: string;
  readonly column: TableColumn;
  readonly style: NumberStyle;
  readonly low: number;
  readonly high: number;
  readonly median: number;
  readonly below: number;
  readonly above: number;
}

/** Names of columns whose numbers are identifiers, which cannot be outliers. */
const isIdentifier = endsInWord([
  ...['id', 'uuid', 'key', 'code', 'no', 'nr', 'number', 'ean', 'isbn', 'iban'],
  ...['zip', 'plz', 'postcode', 'phone', 'year'],
]);

async function numberColumns(context: CleanContext, state: CleanState) {
  const { columns } = context.parameters.outliers;
  const kinds = await context.facts.kinds(state.table, context.parameters.nulls.tokens);
  const chosen = columns
    ? columnsNamed(context.columns, columns)
    : context.columns.filter(({ name }) => !isIdentifier(name));
  return chosen.flatMap((column) => {
    const kind = kinds.get(column.id);
    return kind?.kind === 'number'
      ? [{ column, id: column.id, style: kind.style, value: (v: string) => numberValue(v, kind.style.decimal) }]
      : [];
  });
}

/** Undefined if the values have no spread, so that none can be an outlier. */
function limits(context: CleanContext, { mean, std, quantiles }: NumberStatistics) {
  const { method, iqr_factor, zscore } = context.parameters.outliers;
  const [q1 = 0, median, q3 = 0, low = 0, high = 0] = quantiles;
  if (median === undefined) return undefined;
  if (method === 'zscore') {
    return std && mean !== null ? { low: mean - zscore * std, high: mean + zscore * std, median } : undefined;
  }
  if (method === 'percentile') return high > low ? { low, high, median } : undefined;
  const reach = iqr_factor * (q3 - q1);
  return reach > 0 ? { low: q1 - reach, high: q3 + reach, median } : undefined;
}

/** The numeric columns with their limits and the number of outliers. */
export const fencesOf = (context: CleanContext, state: CleanState): Promise<Fence[]> =>
  context.facts.ofTable('fences', state.table, () => findFences(context, state));

async function findFences(context: CleanContext, state: CleanState): Promise<Fence[]> {
  const numbers = await numberColumns(context, state);
  const { percentile } = context.parameters.outliers;
  const shares = [0.25, 0.5, 0.75, percentile, 1 - percentile];
  const statistics = await numberStatistics(context.engine, state, numbers, shares);
  const fences = numbers.flatMap((number) => {
    const found = statistics.get(number.id);
    const reach = found && limits(context, found);
    return reach && Number.isFinite(reach.low) && Number.isFinite(reach.high) ? [{ ...number, ...reach }] : [];
  });
  const counts = await countOutside(context, state, fences);
  return fences.map((fence) => ({ ...fence, ...(counts.get(fence.id) ?? { below: 0, above: 0 }) }));
}

type Limits = Omit<Fence, 'below' | 'above'>;

/** Counts the numbers below and above the limits, by column id. Columns are unpivoted, and each cell looks up its limits. */
async function countOutside({ engine }: CleanContext, { table }: CleanState, fences: readonly Limits[]) {
  const counts = new Map<string, { readonly below: number; readonly above: number }>();
  for (const group of groupBy(fences, ({ style }) => style.decimal).values()) {
    for (const chunk of chunks(group, COLUMNS_AT_ONCE)) {
      const cells = cellsAsRows(
        table,
        chunk.map(({ column }) => column.id),
      );
      const list = (limit: 'low' | 'high'): string =>
        `([${chunk.map((fence) => double(fence[limit])).join(', ')}])[nth + 1]`;
      const rows = await engine.rows<{ nth: number; below: number; above: number }>(
        `SELECT nth,
           count(*) FILTER (x < ${list('low')}) AS below,
           count(*) FILTER (x > ${list('high')}) AS above
         FROM (SELECT nth, ${numberValue('v', chunk[0]?.style.decimal ?? '.')} AS x FROM (${cells}))
         GROUP BY nth`,
      );
      for (const { nth, below, above } of rows) counts.set(chunk[nth]?.id ?? '', { below, above });
    }
  }
  return counts;
}
