import type { Material } from './material.ts';
import type { SheetCell, SheetColumn } from './types.ts';

/** A table of the engine as the artifacts show it, always in the same order. */
export interface ShownTable {
  readonly columns: readonly SheetColumn[];
  /** All rows, or the first `limit`. */
  rows(limit?: number): AsyncIterable<readonly (readonly SheetCell[])[]>;
  count(): Promise<number>;
}

export interface RowIssueTable extends ShownTable {
  /** The issues as the report shows them: all, or the first ones. */
  objects(limit?: number): AsyncIterable<readonly Readonly<Record<string, SheetCell>>[]>;
}

export interface ShownTables {
  readonly rowIssues: RowIssueTable;
  readonly cleaned?: ShownTable;
  readonly quarantined?: ShownTable;
  readonly changes?: ShownTable;
}

const text = (header: string): SheetColumn => ({ header, type: 'text' });
const ROW: SheetColumn = { header: 'Row', type: 'integer' };

const ROW_ISSUES = {
  ids: ['_row', 'column_name', 'issue_type', 'severity', 'message', 'value'],
  keys: ['row_index', 'column', 'issue_type', 'severity', 'message', 'value'],
  columns: [
    ROW,
    text('Column'),
    text('Issue'),
    { header: 'Severity', type: 'severity' },
    text('Message'),
    text('Value'),
  ],
} as const;

const CHANGES = {
  ids: ['_row', 'column_name', 'step', 'before', 'after', 'reason'],
  columns: [ROW, text('Column'), text('Step'), text('Before'), text('After'), text('Reason')],
} as const;

/** The tables that the tool has left in the engine. */
export function tablesOf({ engine, findings }: Material): ShownTables {
  const { cleaned, quarantined, changes } = findings;
  const shown = (table: string, ids: readonly string[], columns: readonly SheetColumn[], order = ids): ShownTable => ({
    columns,
    rows: (limit) =>
      engine.stream(select(table, ids, order, limit)) as AsyncIterable<readonly (readonly SheetCell[])[]>,
    count: () => countOf(engine, table),
  });
  const rowIssues = shown(findings.rowIssues, ROW_ISSUES.ids, ROW_ISSUES.columns);
  return {
    rowIssues: { ...rowIssues, objects: (limit) => asObjects(rowIssues.rows(limit)) },
    ...(cleaned && {
      cleaned: shown(cleaned.table, idsOf(cleaned.columns), namesOf(cleaned.columns), ['_row']),
    }),
    ...(quarantined && {
      quarantined: shown(
        quarantined.table,
        ['_row', 'reason', ...idsOf(quarantined.columns)],
        [ROW, text('Reason'), ...namesOf(quarantined.columns)],
        ['_row', 'reason'],
      ),
    }),
    ...(changes && { changes: shown(changes.table, CHANGES.ids, CHANGES.columns) }),
  };
}

const idsOf = (columns: readonly { id: string }[]) => columns.map(({ id }) => id);
const namesOf = (columns: readonly { name: string }[]) => columns.map(({ name }) => text(name));

const quoted = (ids: readonly string[]): string => ids.map((id) => `"${id}"`).join(', ');
const select = (table: string, ids: readonly string[], order: readonly string[], limit?: number): string =>
  `SELECT ${quoted(ids)} FROM "${table}" ORDER BY ${quoted(order)}${limit === undefined ? '' : ` LIMIT ${limit}`}`;

async function countOf(engine: Material['engine'], table: string): Promise<number> {
  const [row] = await engine.rows<{ n: number }>(`SELECT count(*) AS n FROM "${table}"`);
  return row?.n ?? 0;
}

async function* asObjects(rows: AsyncIterable<readonly (readonly SheetCell[])[]>) {
  for await (const piece of rows) {
    yield piece.map((cells) =>
      Object.fromEntries(ROW_ISSUES.keys.map((key, at): [string, SheetCell] => [key, cells[at] ?? null])),
    );
  }
}
