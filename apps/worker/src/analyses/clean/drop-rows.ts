import type { StepOutput } from './step-output.ts';
import type { CleanContext, CleanState } from './types.ts';

/**
 * Takes rows out and logs each with its reason. `query` answers `_row, reason`, each row once.
 * @returns the same state when there is none.
 */
export async function dropRows(
  { engine }: CleanContext,
  state: CleanState,
  output: StepOutput,
  query: string,
): Promise<{ state: CleanState; dropped: number; drops: string }> {
  const drops = await output.table(query);
  const [count] = await engine.rows<{ n: number }>(`SELECT count(*) AS n FROM ${drops}`);
  const dropped = count?.n ?? 0;
  if (dropped === 0) return { state, dropped, drops };
  await engine.run(
    `INSERT INTO ${output.changes} SELECT _row, NULL, '${output.step}', NULL, NULL, reason FROM ${drops}`,
  );
  const table = await output.view(`SELECT * FROM ${state.table} ANTI JOIN ${drops} USING (_row)`);
  return { state: { table, rows: state.rows - dropped }, dropped, drops };
}
