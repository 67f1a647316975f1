import type { LoadedTable } from '../types.ts';
import type { ResultTables } from './result-tables.ts';
import type { Chain } from './run-chain.ts';

/** The figures for summary, tiles and routing, each taken from where it was counted. */
export interface Outcome {
  readonly rowsBefore: number;
  readonly rowsAfter: number;
  readonly rejected: number;
  readonly quarantined: number;
  readonly duplicates: number;
  readonly blankDropped: number;
  readonly outliersDropped: number;
  readonly outliers: number;
  readonly outlierColumns: readonly string[];
  readonly cellsChanged: number;
  readonly changes: number;
  readonly blankBefore: number;
  readonly blankAfter: number;
  readonly checksFailed: readonly string[];
  readonly stepsFailed: readonly string[];
}

export function outcomeOf(
  source: LoadedTable,
  chain: Chain,
  tables: ResultTables,
  blank: { readonly before: number; readonly after: number },
): Outcome {
  const report = (key: string) => chain.links.find((link) => link.report.key === key)?.report;
  const after = (key: string, name: string): number => report(key)?.after[name] ?? 0;
  const duplicates =
    (report('duplicates')?.before.duplicate_rows ?? 0) +
    after('nulls', 'duplicate_rows_dropped') +
    after('outliers', 'duplicate_rows_dropped');
  const changed = (['types', 'standardise', 'duplicates', 'nulls', 'outliers', 'formulas'] as const).map((key) =>
    after(key, 'cells_changed'),
  );
  return {
    rowsBefore: source.rows,
    rowsAfter: chain.state.rows,
    rejected: source.rejected,
    quarantined: after('quarantine', 'rows_quarantined'),
    duplicates,
    blankDropped: after('nulls', 'rows_dropped'),
    outliersDropped: after('outliers', 'rows_dropped'),
    outliers: report('outliers')?.before.outliers ?? 0,
    outlierColumns: chain.links.flatMap(({ result }) =>
      (result?.issues ?? []).filter(({ issue_type }) => issue_type === 'outlier').map(({ field_name }) => field_name),
    ),
    cellsChanged: changed.reduce((sum, cells) => sum + cells, 0),
    changes: tables.changes.rows,
    blankBefore: blank.before,
    blankAfter: blank.after,
    checksFailed: chain.links.flatMap(({ report, result }) =>
      report.key === 'checks' ? (result?.alerts ?? []).map(({ category }) => category) : [],
    ),
    stepsFailed: chain.links.filter((link) => link.report.status === 'failed').map((link) => link.report.key),
  };
}
