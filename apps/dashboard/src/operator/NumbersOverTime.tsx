import { DataTable } from '../ui/DataTable.tsx';

interface NumbersOverTimeProps<T extends { start: string }> {
  readonly caption: string;
  readonly rows: readonly T[];
  /** The begin of a bucket as people read it. */
  readonly label: (start: string) => string;
  readonly columns: readonly (readonly [name: string, text: (row: T) => string])[];
}

/** What a chart shows, as a table. */
export const NumbersOverTime = <T extends { start: string }>(props: NumbersOverTimeProps<T>) => (
  <DataTable
    caption={props.caption}
    rows={props.rows}
    keyOf={({ start }) => start}
    columns={[
      { name: 'From', cell: ({ start }) => props.label(start), isRowHeader: true },
      ...props.columns.map(([name, text]) => ({ name, cell: text, numeric: true })),
    ]}
    empty={<p>Nothing ended in this time.</p>}
  />
);
