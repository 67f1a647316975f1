import { DataTable } from '../ui/DataTable.tsx';

interface TimeSeriesTableProps<T extends { start: string }> {
  readonly caption: string;
  readonly rows: readonly T[];
  /** Formats the start of a bucket. */
  readonly label: (start: string) => string;
  readonly columns: readonly (readonly [name: string, text: (row: T) => string])[];
}

/** The data of a chart as a table. */
export const TimeSeriesTable = <T extends { start: string }>(props: TimeSeriesTableProps<T>) => (
  <DataTable
    caption={props.caption}
    rows={props.rows}
    keyOf={({ start }) => start}
    columns={[
      { name: 'Start', cell: ({ start }) => props.label(start), isRowHeader: true },
      ...props.columns.map(([name, text]) => ({ name, cell: text, numeric: true })),
    ]}
    empty={<p>No jobs finished in this time range.</p>}
  />
);
