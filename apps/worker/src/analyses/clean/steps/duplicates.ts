import { literal } from '../../shared/sql.ts';
import { counted, named } from '../../shared/wording.ts';
import { columnsNamed } from '../parameters.ts';
import { dropRows } from '../rewrite.ts';
import type { StepOutput } from '../step-output.ts';
import type { CleanContext, CleanState, CleanStep } from '../types.ts';

const alike = (context: CleanContext, id: string): string =>
  context.parameters.duplicates.ignore_case ? `lower(${id})` : id;

const allCells = (context: CleanContext): string => context.columns.map(({ id }) => alike(context, id)).join(', ');

/** Hashes that occur more than once: only rows with such a hash can be duplicates. */
const repeatedHashes = (context: CleanContext, { table }: CleanState): string =>
  `SELECT hash(${allCells(context)}) AS h, count(*) AS n
   FROM ${table}
   GROUP BY h
   HAVING n > 1`;

/** How many rows equal an earlier one. Exact except for 64-bit hash collisions. */
export const countDuplicateRows = (context: CleanContext, state: CleanState): Promise<number> =>
  context.facts.ofTable('duplicates', state.table, async () => {
    const [row] = await context.engine.rows<{ n: number }>(
      `SELECT coalesce(sum(n - 1), 0)::BIGINT AS n FROM (${repeatedHashes(context, state)})`,
    );
    return row?.n ?? 0;
  });

/** Drops the rows that equal an earlier one in every cell, if the parameters ask for it. */
export async function dropDuplicateRows(
  context: CleanContext,
  state: CleanState,
  output: StepOutput,
): Promise<{ state: CleanState; dropped: number }> {
  const { enabled, rows } = context.parameters.duplicates;
  if (!enabled || !rows || (await countDuplicateRows(context, state)) === 0) return { state, dropped: 0 };
  const hashes = await output.table(repeatedHashes(context, state));
  const { drops, ...result } = await dropRows(
    context,
    state,
    output,
    `SELECT _row, concat('duplicate of row ', first) AS reason FROM (
       SELECT _row, min(_row) OVER (PARTITION BY ${allCells(context)}) AS first
       FROM ${state.table} SEMI JOIN ${hashes} ON hash(${allCells(context)}) = h)
     WHERE _row <> first`,
  );
  await context.engine.run(`INSERT INTO ${output.issues}
    SELECT _row, '', 'duplicate_row', 'warning', 'is a ' || reason, NULL FROM ${drops}`);
  return result;
}

/** Rows with equal, non-blank values in all key columns: `_row, keeper`, for groups with more than one row. */
function keyGroups(context: CleanContext, { table }: CleanState): string {
  const { keys, keep } = context.parameters.duplicates;
  const ids = columnsNamed(context.columns, keys).map(({ id }) => id);
  const group = `OVER (PARTITION BY ${ids.map((id) => alike(context, id)).join(', ')})`;
  return `SELECT _row, keeper
    FROM (
      SELECT _row, ${keep === 'last' ? 'max' : 'min'}(_row) ${group} AS keeper, count(*) ${group} AS size
      FROM ${table}
      WHERE ${ids.map((id) => `${id} IS NOT NULL`).join(' AND ')}
    )
    WHERE size > 1`;
}

async function dropDuplicateKeys(context: CleanContext, state: CleanState, output: StepOutput) {
  const { keys, keep } = context.parameters.duplicates;
  if (keys.length === 0) return { state, dropped: 0, merged: 0 };
  const groups = await output.table(keyGroups(context, state));
  const merged = keep === 'merge' ? await mergeGroups(context, state, output, groups) : { state, cells: 0 };
  const named = literal(`the same ${keys.join(', ')} as record `);
  const { drops, ...result } = await dropRows(
    context,
    merged.state,
    output,
    `SELECT _row, concat('duplicate of row ', keeper, ' by ', ${literal(keys.join(', '))}) AS reason
     FROM ${groups} WHERE _row <> keeper`,
  );
  await context.engine.run(`INSERT INTO ${output.issues}
    SELECT _row, '', 'duplicate_key', 'warning', concat('has ', ${named}, keeper), NULL
    FROM ${drops} JOIN ${groups} USING (_row)`);
  return { ...result, merged: merged.cells };
}

/** Fills blank cells of the kept rows from the others in their group, earliest first. */
async function mergeGroups(context: CleanContext, state: CleanState, output: StepOutput, groups: string) {
  const { engine, columns } = context;
  const first = columns.map(({ id }) => `arg_min(${id}, _row) FILTER (${id} IS NOT NULL) AS ${id}`);
  const best = await output.table(
    `SELECT keeper AS _row, ${first.join(', ')}
     FROM ${state.table}
     JOIN ${groups} USING (_row)
     GROUP BY keeper`,
  );
  const filled = columns.map(({ id }) => `count(*) FILTER (t.${id} IS NULL AND b.${id} IS NOT NULL) AS ${id}`);
  const [counts = {}] = await engine.rows<Record<string, number>>(
    `SELECT ${filled.join(', ')} FROM ${state.table} t JOIN ${best} b USING (_row)`,
  );
  const touched = columns.filter(({ id }) => (counts[id] ?? 0) > 0);
  if (touched.length === 0) return { state, cells: 0 };
  for (const { id, name } of touched) {
    await engine.run(`INSERT INTO ${output.changes}
      SELECT _row, ${literal(name)}, '${output.step}', NULL, b.${id}, 'merged from a duplicate'
      FROM ${state.table} t
      JOIN ${best} b USING (_row)
      WHERE t.${id} IS NULL AND b.${id} IS NOT NULL`);
  }
  const cells = columns.map(({ id }) =>
    touched.some((c) => c.id === id) ? `coalesce(t.${id}, b.${id}) AS ${id}` : `t.${id}`,
  );
  const table = await output.table(
    `SELECT t._row, ${cells.join(', ')}
     FROM ${state.table} t
     LEFT JOIN ${best} b USING (_row)
     ORDER BY t._row`,
  );
  return { state: { ...state, table }, cells: touched.reduce((sum, { id }) => sum + (counts[id] ?? 0), 0) };
}

/** Drops duplicates: equal rows by default, and rows with the same key if key columns are set. */
export const duplicates: CleanStep<'duplicates'> = {
  key: 'duplicates',
  title: 'Duplicates',
  idle: ({ duplicates: { rows, keys } }) =>
    rows || keys.length > 0 ? undefined : 'comparing records is disabled and no key columns are set',
  async estimate(context, state) {
    const { rows, keys } = context.parameters.duplicates;
    const exact = rows ? await countDuplicateRows(context, state) : 0;
    if (keys.length === 0) return { cells: 0, rows: exact };
    const [byKey] = await context.engine.rows<{ n: number }>(
      `SELECT count(*) FILTER (_row <> keeper) AS n FROM (${keyGroups(context, state)})`,
    );
    return { cells: 0, rows: Math.max(exact, byKey?.n ?? 0) };
  },
  async run(context, state, output) {
    const exact = await dropDuplicateRows(context, state, output);
    const byKey = await dropDuplicateKeys(context, exact.state, output);
    const dropped = exact.dropped + byKey.dropped;
    return {
      state: byKey.state,
      before: { rows: state.rows, duplicate_rows: dropped },
      after: { rows: byKey.state.rows, duplicate_rows: 0, cells_changed: byKey.merged },
      findings: { exact: exact.dropped, by_key: byKey.dropped, cells_merged: byKey.merged },
      issues: dropped === 0 ? [] : [issue(exact.dropped, byKey.dropped, context.parameters.duplicates.keys)],
    };
  },
};

function issue(exact: number, byKey: number, keys: readonly string[]) {
  const parts = [
    ...(exact > 0 ? [`${counted(exact, 'record is', 'records are')} identical to an earlier one`] : []),
    ...(byKey > 0 ? [`${counted(byKey, 'record has', 'records have')} the same ${named(keys)} as another`] : []),
  ];
  return {
    field_name: byKey > 0 ? keys.join(', ') : '',
    issue_type: byKey > 0 ? 'duplicate_key' : 'duplicate_row',
    severity: 'medium' as const,
    message: `${parts.join('; ')}.`,
  };
}
