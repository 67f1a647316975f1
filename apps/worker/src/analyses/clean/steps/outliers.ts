import { type NumberStyle, numberValue, spellNumber } from '../../shared/number-sql.ts';
import { double, literal } from '../../shared/sql.ts';
import { counted, named } from '../../shared/wording.ts';
import { type Fence, fencesOf } from '../fences.ts';
import { type CellRewrite, dropRows, planRewrites, rewriteCells } from '../rewrite.ts';
import type { CleanContext, CleanState, CleanStep } from '../types.ts';
import { dropDuplicateRows } from './duplicates.ts';

const far = ({ column, style, low, high }: Fence): string => {
  const value = numberValue(column.id, style.decimal);
  return `coalesce(${value} < ${double(low)} OR ${value} > ${double(high)}, false)`;
};

/** The limit in the column's number format, rounded inwards so that it is within the limits itself. */
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
    return { column, stages: [{ reason: 'outlier replaced with the median', sql }] };
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

/** Finds numbers that are far from the rest of their column; drops, caps or replaces them only if the parameters ask for it. */
export const outliers: CleanStep<'outliers'> = {
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
        message: `${counted(outside(fence), 'value')} of ${named([fence.column.name])} outside ${spell(fence.low)} to ${spell(fence.high)}${actionTaken[action]}.`,
      })),
    };
  },
};

const spell = (number: number): string => String(Number(number.toPrecision(6)));
const actionTaken = {
  none: '',
  drop: '; their records were dropped',
  cap: '; they were capped at the limit',
  impute: '; they were replaced with the median',
};

const noteOutliers = ({ engine }: CleanContext, { table }: CleanState, issues: string, fence: Fence): Promise<void> =>
  engine.run(`
    INSERT INTO ${issues}
    SELECT _row, ${literal(fence.column.name)}, 'outlier', 'info',
      ${literal(`is outside ${spell(fence.low)} to ${spell(fence.high)}`)}, ${fence.column.id}
    FROM ${table}
    WHERE ${far(fence)}`);
