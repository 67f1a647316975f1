import { dateValue, isoDate } from '../../shared/date-sql.ts';
import { decimalOf } from '../../shared/number-sql.ts';
import { isToken, literal } from '../../shared/sql.ts';
import { counted, named } from '../../shared/wording.ts';
import type { TableColumn } from '../../types.ts';
import { settingsOf } from '../parameters.ts';
import { dateOrderOf, numberReading, type Reading } from '../readings.ts';
import { type CellRewrite, planRewrites, rewriteCells } from '../rewrite.ts';
import type { StepOutput } from '../step-output.ts';
import type { CleanContext, CleanState, CleanStep } from '../types.ts';

type CellType = CleanContext['parameters']['types']['columns'][string];

const TRUE_WORDS = `('true', 'yes', 'y', 't', '1', 'on')`;
const FALSE_WORDS = `('false', 'no', 'n', 'f', '0', 'off')`;

const booleanReading: Reading = {
  reads: (v) => `${v} IN ('true', 'false')`,
  fixed: (v) => `CASE WHEN lower(trim(${v})) IN ${TRUE_WORDS} THEN 'true'
    WHEN lower(trim(${v})) IN ${FALSE_WORDS} THEN 'false' ELSE ${v} END`,
};

async function readingOf(
  context: CleanContext,
  state: CleanState,
  column: TableColumn,
  type: CellType,
): Promise<Reading> {
  if (type === 'boolean') return booleanReading;
  if (type === 'date') {
    const order = await dateOrderOf(context, state, column.id);
    return { reads: (v) => `${dateValue(v, order)} IS NOT NULL`, fixed: (v) => isoDate(v, order) };
  }
  const { decimal = decimalOf(column, context.source.dialect) } = context.parameters.types;
  return numberReading(decimal, type === 'integer');
}

const plan = (context: CleanContext, state: CleanState) =>
  context.facts.ofTable('types', state.table, async () => {
    const columns = await planColumns(context, state);
    return {
      columns,
      ...(await planRewrites(
        context,
        state,
        columns.map(({ rewrite }) => rewrite),
      )),
    };
  });

async function planColumns(context: CleanContext, state: CleanState) {
  const { types, nulls } = context.parameters;
  const asked = settingsOf(context.columns, types.columns);
  return Promise.all(
    asked.map(async ({ column, setting }) => {
      const { reads, fixed } = await readingOf(context, state, column, setting);
      const unreadable = (v: string): string =>
        `(${v} IS NOT NULL AND NOT (${reads(v)}) AND NOT ${isToken(v, nulls.tokens)})`;
      const empty = {
        reason: `not a valid ${setting}, cleared`,
        sql: (v: string) => `CASE WHEN ${unreadable(v)} THEN NULL ELSE ${v} END`,
      };
      const write = { reason: `normalized as ${setting}`, sql: fixed };
      const rewrite: CellRewrite = { column, stages: types.on_failure === 'null' ? [write, empty] : [write] };
      return { rewrite, type: setting, unreadable: unreadable(column.id) };
    }),
  );
}

/** Normalizes values in the columns for which a type is set, and reports the invalid ones. */
export const types: CleanStep<'types'> = {
  key: 'types',
  title: 'Types',
  idle: ({ types: { columns } }) => (Object.keys(columns).length > 0 ? undefined : 'no column types are set'),
  async estimate(context, state) {
    return { cells: (await plan(context, state)).total, rows: 0 };
  },
  async run(context, state, output) {
    const planned = await plan(context, state);
    const result = await rewriteCells(context, state, output, planned);
    const by_column: { column: string; type: CellType; changed: number; unreadable: number }[] = [];
    for (const one of planned.columns) {
      const { id, name } = one.rewrite.column;
      await noteUnreadable(context, result.state, output, one);
      const [row] = await context.engine.rows<{ n: number }>(
        `SELECT count(*) AS n FROM ${output.issues} WHERE column_name = ${literal(name)}`,
      );
      by_column.push({ column: name, type: one.type, changed: result.changed.get(id) ?? 0, unreadable: row?.n ?? 0 });
    }
    context.facts.writtenWithPoint(
      planned.columns
        .filter(({ type }) => type === 'number' || type === 'integer')
        .map(({ rewrite }) => rewrite.column.id),
    );
    const unreadable = by_column.reduce((sum, column) => sum + column.unreadable, 0);
    return {
      state: result.state,
      before: { rows: state.rows, cells_unreadable: unreadable, cells_to_change: result.total },
      after: {
        rows: state.rows,
        cells_unreadable: context.parameters.types.on_failure === 'null' ? 0 : unreadable,
        cells_to_change: 0,
        cells_changed: result.total,
      },
      findings: { by_column },
      sheet: {
        columns: [
          { header: 'Column', type: 'text' },
          { header: 'Type', type: 'text' },
          { header: 'Cells changed', type: 'integer' },
          { header: 'Invalid cells', type: 'integer' },
        ],
        rows: by_column.map(({ column, type, changed, unreadable }) => [column, type, changed, unreadable]),
      },
      issues: by_column
        .filter((column) => column.unreadable > 0)
        .map(({ column, type, unreadable }) => ({
          field_name: column,
          issue_type: 'type_unreadable',
          severity: 'high' as const,
          message: `${counted(unreadable, 'cell')} of ${named([column])} ${unreadable === 1 ? 'is' : 'are'} not a valid ${type}.`,
        })),
    };
  },
};

/** Adds a row issue for each invalid cell. Cleared ones are taken from the change log, which has their previous value. */
function noteUnreadable(
  { engine, parameters }: CleanContext,
  { table }: CleanState,
  { issues, changes }: StepOutput,
  { rewrite, type, unreadable }: Awaited<ReturnType<typeof planColumns>>[number],
): Promise<void> {
  const { id, name } = rewrite.column;
  const from =
    parameters.types.on_failure === 'null'
      ? `SELECT _row, before AS value FROM ${changes} WHERE column_name = ${literal(name)} AND after IS NULL`
      : `SELECT _row, ${id} AS value FROM ${table} WHERE ${unreadable}`;
  return engine.run(`INSERT INTO ${issues}
    SELECT _row, ${literal(name)}, 'type_unreadable', 'warning', 'is not a valid ${type}', value FROM (${from})`);
}
