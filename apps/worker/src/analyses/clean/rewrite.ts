import type { TableColumn } from '../types.ts';
import { COLUMNS_AT_ONCE, chunks, literal } from './sql.ts';
import type { StepOutput } from './step-output.ts';
import type { CleanContext, CleanState } from './types.ts';

/** One thing done to a cell: why, and the SQL of the new value from the SQL of the old one. */
export interface Stage {
  readonly reason: string;
  readonly sql: (value: string) => string;
}

/** What is done to the cells of one column, one stage after another. */
export interface CellRewrite {
  readonly column: TableColumn;
  readonly stages: readonly Stage[];
}

export interface Rewritten {
  readonly state: CleanState;
  /** Changed cells of each column, by its id; columns without any are left out. */
  readonly changed: ReadonlyMap<string, number>;
  readonly total: number;
}

const valueName = ({ id }: TableColumn, stage: number): string => (stage === 0 ? id : `${id}_v${stage}`);
const lastName = (rewrite: CellRewrite): string => valueName(rewrite.column, rewrite.stages.length);

/** The stages as columns of a SELECT, each built on the one before by its alias, so that nothing is spelled twice. */
const stageColumns = ({ column, stages }: CellRewrite): string =>
  stages.map(({ sql }, at) => `${sql(valueName(column, at))} AS ${valueName(column, at + 1)}`).join(', ');

/** The reasons of the stages that did something to this cell. */
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
  /** How many cells of each column would be changed, by its id; columns without any are left out. */
  readonly changed: ReadonlyMap<string, number>;
  readonly total: number;
}

/** Counts what the rewrites would change, in one look at the table. */
export async function planRewrites(
  { engine }: CleanContext,
  { table }: CleanState,
  rewrites: readonly CellRewrite[],
): Promise<PlannedRewrites> {
  const changed = new Map<string, number>();
  for (const chunk of chunks(rewrites, COLUMNS_AT_ONCE)) {
    const values = chunk.map((rewrite) => `${rewrite.column.id}, ${stageColumns(rewrite)}`);
    const counters = chunk.map(
      (rewrite) =>
        `count(*) FILTER (${rewrite.column.id} IS DISTINCT FROM ${lastName(rewrite)}) AS ${rewrite.column.id}`,
    );
    const [row] = await engine.rows<Record<string, number>>(
      `SELECT ${counters.join(', ')} FROM (SELECT _row, ${values.join(', ')} FROM ${table})`,
    );
    for (const [id, count] of Object.entries(row ?? {})) if (count > 0) changed.set(id, count);
  }
  return { rewrites, changed, total: [...changed.values()].reduce((sum, count) => sum + count, 0) };
}

/**
 * Rewrites cells and logs each one that differs, once, with all its reasons. Columns in which nothing differs are not
 * touched, and when none is left the state is the same table. `stored`: for stages that are dear to work out again.
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
  for (const rewrite of touched) await logChanges(context, state, output, rewrite);
  const last = new Map(touched.map((rewrite) => [rewrite.column.id, lastName(rewrite)]));
  const columns = context.columns.map(({ id }) => (last.has(id) ? `${last.get(id)} AS ${id}` : id));
  const query = `SELECT _row, ${columns.join(', ')} FROM (SELECT *, ${touched.map(stageColumns).join(', ')} FROM ${state.table})`;
  const table = await (stored ? output.table(`${query} ORDER BY _row`) : output.view(query));
  context.facts.derived(table, state.table, new Set(last.keys()));
  return { state: { ...state, table }, changed, total };
}

async function logChanges(
  { engine }: CleanContext,
  state: CleanState,
  { step, changes }: StepOutput,
  rewrite: CellRewrite,
): Promise<void> {
  const { column } = rewrite;
  const [before, after] = [column.id, lastName(rewrite)];
  await engine.run(`INSERT INTO ${changes}
    SELECT _row, ${literal(column.name)}, '${step}', ${before}, ${after}, ${reasonOf(rewrite)}
    FROM (SELECT _row, ${before}, ${stageColumns(rewrite)} FROM ${state.table})
    WHERE ${before} IS DISTINCT FROM ${after}`);
}
