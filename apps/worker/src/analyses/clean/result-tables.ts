import type { Engine } from '../engine.ts';
import type { LoadedTable, TableColumn } from '../types.ts';
import type { Chain } from './run-chain.ts';

export interface ResultTables {
  readonly rowIssues: string;
  readonly changes: { readonly table: string; readonly rows: number };
  readonly quarantined: { readonly table: string; readonly columns: readonly TableColumn[]; readonly rows: number };
}

/** Characters of an unparseable record that an issue shows; the quarantine has the whole record. */
const SHOWN = 200;
const RAW: TableColumn = { id: 'raw', name: 'raw' };

/** Joins the output of successful steps into the three result tables. Unparseable records come first. */
export async function makeResultTables(engine: Engine, source: LoadedTable, chain: Chain): Promise<ResultTables> {
  const outputs = chain.links.flatMap(({ output }) => (output ? [output] : []));
  const noRows = 'BIGINT, NULL::VARCHAR, NULL::VARCHAR, NULL::VARCHAR, NULL::VARCHAR, NULL::VARCHAR WHERE false';
  await engine.run(`CREATE VIEW clean_row_issues (_row, column_name, issue_type, severity, message, value) AS
    SELECT _row, '', lower(code), 'critical', message, left(raw, ${SHOWN}) FROM ${source.rejects}
    ${outputs.map(({ issues }) => `UNION ALL SELECT * FROM ${issues}`).join(' ')}`);
  await engine.run(`CREATE VIEW clean_changes (_row, column_name, step, before, after, reason) AS
    SELECT NULL::${noRows} ${outputs.map(({ changes }) => `UNION ALL SELECT * FROM ${changes}`).join(' ')}`);
  const changes = await count(engine, 'clean_changes');
  return {
    rowIssues: 'clean_row_issues',
    changes: { table: 'clean_changes', rows: changes },
    quarantined: await makeQuarantined(engine, source, chain),
  };
}

async function makeQuarantined(
  engine: Engine,
  source: LoadedTable,
  chain: Chain,
): Promise<ResultTables['quarantined']> {
  const output = chain.links.find(({ report }) => report.key === 'quarantine')?.output;
  // A join of very many columns takes memory even when it finds nothing.
  const changes = output && (await count(engine, output.changes)) > 0 ? output.changes : undefined;
  const ids = source.columns.map(({ id }) => id);
  const aside = changes
    ? `
    UNION ALL
    SELECT s._row, substr(q.reason, ${'quarantined: '.length + 1}), ${ids.map((id) => `s.${id}`).join(', ')}, NULL
    FROM ${source.table} s
    JOIN ${changes} q USING (_row)`
    : '';
  await engine.run(`
    CREATE VIEW clean_quarantined (_row, reason, ${ids.join(', ')}, raw) AS
    SELECT _row, message, ${ids.map(() => 'NULL::VARCHAR').join(', ')}, raw
    FROM ${source.rejects} ${aside}`);
  const columns = source.rejected > 0 ? [...source.columns, RAW] : source.columns;
  return { table: 'clean_quarantined', columns, rows: await count(engine, 'clean_quarantined') };
}

const count = async (engine: Engine, table: string): Promise<number> =>
  (await engine.rows<{ n: number }>(`SELECT count(*) AS n FROM ${table}`))[0]?.n ?? 0;
