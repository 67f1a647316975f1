import type { Findings, Tool, Tools } from '../../../apps/worker/src/analyses/types.ts';

/** Every third row gets a row issue. */
export const EVERY = 3;

/** Produces findings of every kind for any file; deterministic. */
async function findings({ engine, source }: Parameters<Tool['run']>[0], cleans: boolean): Promise<Findings> {
  const [first] = source.columns;
  if (!first) throw new Error('a file without columns');
  const { id, name } = first;
  const called = `'${name.replaceAll("'", "''")}'`;
  await engine.run(`CREATE TABLE row_issues AS SELECT _row, ${called} AS column_name, 'third' AS issue_type,
    'warning' AS severity, 'every third row' AS message, "${id}" AS value FROM ${source.table} WHERE _row % ${EVERY} = 0`);
  await engine.run(`CREATE TABLE changes AS SELECT _row, ${called} AS column_name, 'upper' AS step, "${id}" AS before,
    upper("${id}") AS after, 'it is asked for' AS reason FROM ${source.table} WHERE "${id}" <> upper("${id}")`);
  const others = source.columns.slice(1).map((column) => `, "${column.id}"`);
  await engine.run(
    `CREATE TABLE cleaned AS SELECT _row, upper("${id}") AS "${id}"${others.join('')} FROM ${source.table}`,
  );
  const [counted] = await engine.rows<{ n: number }>('SELECT count(*) AS n FROM row_issues');
  const [changed] = await engine.rows<{ n: number }>('SELECT count(*) AS n FROM changes');
  const found = counted?.n ?? 0;
  const result: Findings = {
    steps: [
      {
        key: 'thirds',
        title: 'Thirds',
        status: 'completed',
        parameters: {},
        execution_time_ms: Math.round(performance.now()),
        before: { rows: source.rows },
        after: { rows: source.rows },
        findings: { found },
        sheet: { columns: [{ header: 'Found', type: 'integer' }], rows: [[found]] },
      },
    ],
    alerts: [],
    issues: [],
    recommendations: [],
    executiveSummary: [],
    summary: `${found} of ${source.rows} rows are thirds.`,
    issueSummary: {
      total_issues: found,
      by_type: { third: found },
      by_severity: { warning: found },
      affected_rows: found,
      affected_columns: found > 0 ? 1 : 0,
    },
    routing_decisions: [],
    rowIssues: 'row_issues',
  };
  if (!cleans) return result;
  return {
    ...result,
    cleaned: { table: 'cleaned', columns: source.columns, rows: source.rows },
    changes: { table: 'changes', rows: changed?.n ?? 0 },
  };
}

/** Both tools with these findings; `before` runs first, with the signal of the analysis. */
export const plainTools = (before: (signal: AbortSignal) => Promise<void> = async () => {}): Tools => ({
  'profile-my-data': {
    name: 'profile-my-data',
    run: async (context) => {
      await before(context.signal);
      return findings(context, false);
    },
  },
  'clean-my-data': {
    name: 'clean-my-data',
    run: async (context) => {
      await before(context.signal);
      return findings(context, true);
    },
  },
});
