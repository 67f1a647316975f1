import { cellsAsRows, MANY_COLUMNS, pick } from '../shared/count-cells.ts';
import { chunks, groupBy } from '../shared/lists.ts';
import { COLUMNS_AT_ONCE, literal } from '../shared/sql.ts';
import type { TableColumn } from '../types.ts';
import type { StepOutput } from './step-output.ts';
import type { CleanContext, CleanState } from './types.ts';

/** One change of a cell: the reason, and a function from the SQL of the old value to that of the new one. */
export interface Stage {
  readonly reason: string;
  readonly sql: (value: string) => string;
}

/** The changes to the cells of one column, in order. */
export interface CellRewrite {
  readonly column: TableColumn;
  readonly stages: readonly Stage[];
}

export interface Rewritten {
  readonly state: CleanState;
  /** Changed cells by column id; unchanged columns are omitted. */
  readonly changed: ReadonlyMap<string, number>;
  readonly total: number;
}

const valueName = ({ id }: TableColumn, stage: number): string => (stage === 0 ? id : `${id}_v${stage}`);
const lastName = (rewrite: CellRewrite): string => valueName(rewrite.column, rewrite.stages.length);

/** The stages as columns of a SELECT, each referring to the previous one by its alias to avoid repetition. */
const stageColumns = ({ column, stages }: CellRewrite): string =>
  stages.map(({ sql }, at) => `${sql(valueName(column, at))} AS ${valueName(column, at + 1)}`).join(', ');

/** The reasons of the stages that changed this cell. */
function reasonOf({ column, stages }: CellRewrite): string {
  const parts = stages.flatMap(({ reason }, at) => {
    if (stages[at - 1]?.reason === reason) return [];
    let end = at + 1;
    while (stages[end]?.reason === reason) end++;
    const [from, to] = [valueName(column, at), valueName(column, end)];
    return [`CASE WHEN ${from} IS DISTINCT FROM ${to} THEN ${literal(reason)} END`];
  });
  return `concat_ws(', ', ${parts.join(', ')})`;
}

export interface PlannedRewrites {
  readonly rewrites: readonly CellRewrite[];
  /** Cells that would change, by column id; unchanged columns are omitted. */
  readonly changed: ReadonlyMap<string, number>;
  readonly total: number;
}

/** Groups columns with identical changes. A column with a window function over other rows is a group of its own. */
function alike(rewrites: readonly CellRewrite[]): CellRewrite[][] {
  const groups = groupBy(rewrites, ({ column, stages }) => {
    const sql = stages.map((stage) => stage.sql('v')).join('\n');
    return sql.includes(' OVER ') ? column.id : sql;
  });
  return [...groups.values()].flatMap((group) =>
    group.length > MANY_COLUMNS ? chunks(group, COLUMNS_AT_ONCE) : group.map((one) => [one]),
  );
}

/** The cells of a group of columns, before and after, as rows `_row, column_name, nth, before, after, reason`. */
function rewritten(group: readonly CellRewrite[], table: string): string {
  const [first] = group;
  if (!first) throw new Error('a group of rewrites is empty');
  const cell: CellRewrite = { column: { id: 'v', name: '' }, stages: first.stages };
  const cells =
    group.length === 1
      ? `SELECT _row, ${first.column.id} AS v, 0 AS nth FROM ${table}`
      : cellsAsRows(
          table,
          group.map(({ column }) => column.id),
        );
  return `SELECT _row,
      ${pick(group.map(({ column }) => column.name))} AS column_name,
      nth,
      v AS before,
      ${lastName(cell)} AS after,
      ${reasonOf(cell)} AS reason
    FROM (SELECT *, ${stageColumns(cell)} FROM (${cells}))
    WHERE v IS DISTINCT FROM ${lastName(cell)}`;
}

/** Counts what the rewrites would change. */
export async function planRewrites(
  { engine }: CleanContext,
  { table }: CleanState,
  rewrites: readonly CellRewrite[],
): Promise<PlannedRewrites> {
  const changed = new Map<string, number>();
  for (const group of alike(rewrites)) {
    const rows = await engine.rows<{ nth: number; n: number }>(
      `SELECT nth, count(*) AS n FROM (${rewritten(group, table)}) GROUP BY nth`,
    );
    for (const { nth, n } of rows) changed.set(group[nth]?.column.id ?? '', n);
  }
  return { rewrites, changed, total: [...changed.values()].reduce((sum, count) => sum + count, 0) };
}

/**
 * Rewrites cells and logs each changed one once, with all its reasons. Unchanged columns are not touched, and if nothing
 * changes the state keeps the same table. `stored`: materialize the result even of a
 * long table, for stages that are expensive to recompute.
 */
export async function rewriteCells(
  context: CleanContext,
  state: CleanState,
  output: StepOutput,
  { rewrites, changed, total }: PlannedRewrites,
  { stored = false } = {},
): Promise<Rewritten> {
  const touched = rewrites.filter(({ column }) => changed.has(column.id));
  if (touched.length === 0) return { state, changed, total };
  for (const group of alike(touched)) {
    await context.engine.run(`INSERT INTO ${output.changes}
      SELECT _row, column_name, '${output.step}', before, after, reason
      FROM (${rewritten(group, state.table)})`);
  }
  const last = new Map(touched.map((rewrite) => [rewrite.column.id, lastName(rewrite)]));
  const columns = context.columns.map(({ id }) => (last.has(id) ? `${last.get(id)} AS ${id}` : id));
  const query = `
    SELECT _row, ${columns.join(', ')}
    FROM (SELECT *, ${touched.map(stageColumns).join(', ')} FROM ${state.table})`;
  const small = state.rows * columns.length <= context.storedCells;
  const dear = stored || small || touched.length > MANY_COLUMNS;
  const table = await (dear ? output.table(`${query} ORDER BY _row`) : output.view(query));
  context.facts.derived(table, state.table, new Set(last.keys()));
  return { state: { ...state, table }, changed, total };
}

/** Rewrites cells, and describes that as the result of a step that does nothing else. */
export async function rewriteOnly(
  context: CleanContext,
  state: CleanState,
  output: StepOutput,
  planned: PlannedRewrites,
) {
  const { state: rewritten, changed, total } = await rewriteCells(context, state, output, planned);
  const by_column = context.columns.flatMap(({ id, name }) => {
    const cells = changed.get(id);
    return cells === undefined ? [] : [{ column: name, cells }];
  });
  return {
    state: rewritten,
    before: { rows: state.rows, cells_to_change: total },
    after: { rows: state.rows, cells_to_change: 0, cells_changed: total },
    findings: { by_column },
    sheet: {
      columns: [
        { header: 'Column', type: 'text' as const },
        { header: 'Cells changed', type: 'integer' as const },
      ],
      rows: by_column.map(({ column, cells }) => [column, cells]),
    },
  };
}

/**
 * Removes rows and logs each with its reason. `query` returns `_row, reason`, each row once.
 * @returns the same state if there are none
 */
export async function dropRows(
  { engine, source }: CleanContext,
  state: CleanState,
  output: StepOutput,
  query: string,
): Promise<{ state: CleanState; dropped: number; drops: string }> {
  const drops = await output.table(query);
  const [found] = await engine.rows<{ dropped: number; first: number; last: number }>(
    `SELECT (SELECT count(*) FROM ${drops}) AS dropped, min(_row) AS first, max(_row) AS last FROM ${source.table}`,
  );
  const { dropped, first, last } = found ?? { dropped: 0 };
  if (dropped === 0) return { state, dropped, drops };
  await engine.run(
    `INSERT INTO ${output.changes} SELECT _row, NULL, '${output.step}', NULL, NULL, reason FROM ${drops}`,
  );
  // A bit for each row of the file: unlike a join, a filter keeps the rows in their order.
  const bits = await output.value(`SELECT bitstring_agg(_row, ${first}, ${last}) FROM ${drops}`);
  const table = await output.view(`SELECT *
    FROM ${state.table}
    WHERE get_bit(getvariable('${bits}'), (_row - ${first})::INTEGER) = 0`);
  return { state: { table, rows: state.rows - dropped }, dropped, drops };
}
