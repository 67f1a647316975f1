import { counted, named } from '../../shared/wording.ts';
import type { TableColumn } from '../../types.ts';
import { columnsNamed } from '../columns.ts';
import { cellsAsRows } from '../count-cells.ts';
import { dropRows } from '../drop-rows.ts';
import { chunks, groupBy } from '../lists.ts';
import { type NumberStyle, numberValue, spellNumber } from '../number-sql.ts';
import { type NumberStatistics, numberStatistics } from '../number-statistics.ts';
import { type CellRewrite, planRewrites, rewriteCells } from '../rewrite.ts';
import { COLUMNS_AT_ONCE, double, literal } from '../sql.ts';
import type { CleanContext, CleanState, CleanStep } from '../types.ts';
import { dropDuplicateRows } from './duplicates.ts';

/** A column of numbers, and the limits beyond which they are too far from the others. */
interface Fence {
  readonly id: string;
  readonly column: TableColumn;
  readonly style: NumberStyle;
  readonly low: number;
  readonly high: number;
  readonly median: number;
  readonly below: number;
  readonly above: number;
}

/** Numbers that only name something are never too large. */
const IDENTIFIER = /(^|[\s_-])(id|uuid|key|code|no|nr|number|zip|plz|postcode|phone|year|ean|isbn|iban)$|[a-z]Id$/i;

async function numberColumns(context: CleanContext, state: CleanState) {
  const { columns } = context.parameters.outliers;
  const kinds = await context.facts.kinds(state.table, context.parameters.nulls.tokens);
  const chosen = columns
    ? columnsNamed(context.columns, columns)
    : context.columns.filter(({ name }) => !IDENTIFIER.test(name));
  return chosen.flatMap((column) => {
    const kind = kinds.get(column.id);
    return kind?.kind === 'number'
      ? [{ column, id: column.id, style: kind.style, value: (v: string) => numberValue(v, kind.style.decimal) }]
      : [];
  });
}

/** Undefined where the numbers have no spread by which one of them could be called far. */
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

const fencesOf = (context: CleanContext, state: CleanState): Promise<Fence[]> =>
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

/** Numbers below and above the limits, by column id; of many columns as rows, with their limits beside them. */
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
        `SELECT nth, count(*) FILTER (x < ${list('low')}) AS below, count(*) FILTER (x > ${list('high')}) AS above
         FROM (SELECT nth, ${numberValue('v', chunk[0]?.style.decimal ?? '.')} AS x FROM (${cells})) GROUP BY nth`,
      );
      for (const { nth, below, above } of rows) counts.set(chunk[nth]?.id ?? '', { below, above });
    }
  }
  return counts;
}

const far = ({ column, style, low, high }: Fence): string => {
  const value = numberValue(column.id, style.decimal);
  return `coalesce(${value} < ${double(low)} OR ${value} > ${double(high)}, false)`;
};

/** The limit as the column writes its numbers, rounded inwards so that it is itself within the limits. */
function spellLimit(limit: number, style: NumberStyle, round: (x: number) => number): string {
  const unit = 10 ** style.decimals;
  const rounded = round(limit * unit) / unit;
  return spellNumber(Number.isFinite(rounded) ? rounded : limit, style, style.decimals);
}

function rewriteOf(fence: Fence, action: 'cap' | 'impute'): CellRewrite {
  const { column, style, low, high, median } = fence;
  const value = (v: string): string => numberValue(v, style.decimal);
  if (action === 'impute') {
    const text = literal(spellNumber(median, style, style.decimals + 2));
    const sql = (v: string): string =>
      `CASE WHEN ${value(v)} < ${double(low)} OR ${value(v)} > ${double(high)} THEN ${text} ELSE ${v} END`;
    return { column, stages: [{ reason: 'outlier replaced by the median', sql }] };
  }
  const sql = (v: string): string =>
    `CASE WHEN ${value(v)} < ${double(low)} THEN ${literal(spellLimit(low, style, Math.ceil))}
      WHEN ${value(v)} > ${double(high)} THEN ${literal(spellLimit(high, style, Math.floor))} ELSE ${v} END`;
  return { column, stages: [{ reason: 'outlier capped at the limit', sql }] };
}

/** `_row, reason` of the rows with a number beyond its limits. */
function farRows(fences: readonly Fence[], { table }: CleanState): string {
  const names = fences.map((fence) => `CASE WHEN ${far(fence)} THEN ${literal(fence.column.name)} END`);
  return `SELECT _row, 'outlier in ' || names AS reason
    FROM (SELECT _row, concat_ws(', ', ${names.join(', ')}) AS names FROM ${table}) WHERE names <> ''`;
}

const outside = ({ below, above }: Fence): number => below + above;

/** Finds numbers far from the others of their column; drops, caps or replaces them only where that is asked for. */
export const outliers: CleanStep = {
  key: 'outliers',
  title: 'Outliers',
  async estimate(context, state) {
    const { action } = context.parameters.outliers;
    if (action === 'none') return { cells: 0, rows: 0 };
    const hit = (await fencesOf(context, state)).filter((fence) => outside(fence) > 0);
    if (action !== 'drop') return { cells: hit.reduce((sum, fence) => sum + outside(fence), 0), rows: 0 };
    if (hit.length === 0) return { cells: 0, rows: 0 };
    const [row] = await context.engine.rows<{ n: number }>(`SELECT count(*) AS n FROM (${farRows(hit, state)})`);
    return { cells: 0, rows: row?.n ?? 0 };
  },
  async run(context, state, output) {
    const { action, method } = context.parameters.outliers;
    const fences = await fencesOf(context, state);
    const hit = fences.filter((fence) => outside(fence) > 0);
    for (const fence of hit) await noteOutliers(context, state, output.issues, fence);
    const replaced =
      action === 'cap' || action === 'impute'
        ? await rewriteCells(
            context,
            state,
            output,
            await planRewrites(
              context,
              state,
              hit.map((fence) => rewriteOf(fence, action)),
            ),
          )
        : { state, total: 0 };
    const alike = replaced.total > 0 ? await dropDuplicateRows(context, replaced.state, output) : { state, dropped: 0 };
    const dropped =
      action === 'drop' && hit.length > 0
        ? await dropRows(context, state, output, farRows(hit, state))
        : { ...alike, dropped: 0 };
    const found = hit.reduce((sum, fence) => sum + outside(fence), 0);
    return {
      state: dropped.state,
      before: { rows: state.rows, outliers: found },
      after: {
        rows: dropped.state.rows,
        outliers: action === 'none' ? found : 0,
        cells_changed: replaced.total,
        rows_dropped: dropped.dropped,
        duplicate_rows_dropped: alike.dropped,
      },
      findings: {
        method,
        action,
        by_column: fences.map(({ column, low, high, below, above }) => ({
          column: column.name,
          low,
          high,
          below,
          above,
        })),
      },
      sheet: {
        columns: [
          { header: 'Column', type: 'text' },
          { header: 'Lower limit', type: 'number' },
          { header: 'Upper limit', type: 'number' },
          { header: 'Below', type: 'integer' },
          { header: 'Above', type: 'integer' },
        ],
        rows: fences.map(({ column, low, high, below, above }) => [column.name, low, high, below, above]),
      },
      issues: hit.map((fence) => ({
        field_name: fence.column.name,
        issue_type: 'outlier',
        severity: outside(fence) / state.rows > 0.05 ? ('medium' as const) : ('low' as const),
        message: `${counted(outside(fence), 'number')} of ${named([fence.column.name])} beyond ${spell(fence.low)} to ${spell(fence.high)}${told[action]}.`,
      })),
    };
  },
};

const spell = (number: number): string => String(Number(number.toPrecision(6)));
const told = {
  none: '',
  drop: '; their rows were dropped',
  cap: '; they were set to the limit',
  impute: '; they were replaced by the median',
};

const noteOutliers = ({ engine }: CleanContext, { table }: CleanState, issues: string, fence: Fence): Promise<void> =>
  engine.run(`INSERT INTO ${issues} SELECT _row, ${literal(fence.column.name)}, 'outlier', 'info',
    ${literal(`is outside ${spell(fence.low)} to ${spell(fence.high)}`)}, ${fence.column.id} FROM ${table} WHERE ${far(fence)}`);
