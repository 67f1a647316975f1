import type { ReactNode } from 'react';
import styles from './DataTable.module.css';

/** `none`: the list can be sorted by this column, but is not. */
export type SortDirection = 'ascending' | 'descending' | 'none';

export interface Column<T> {
  readonly name: string;
  /** Shown instead of the name, such as a checkbox that selects all rows. */
  readonly heading?: ReactNode;
  readonly cell: (row: T) => ReactNode;
  /** Right-aligned, with tabular figures. */
  readonly numeric?: boolean;
  /** The column that labels the row. */
  readonly isRowHeader?: boolean;
  /** Only columns that the server can sort by have it. */
  readonly sort?: { readonly direction: SortDirection; readonly onSort: () => void };
}

export interface DataTableProps<T> {
  /** What the table lists, for screen readers. */
  readonly caption: string;
  readonly columns: readonly Column<T>[];
  readonly rows: readonly T[];
  readonly keyOf: (row: T) => string;
  /** Shown instead of an empty table; null where it is unknown whether there is anything. */
  readonly empty?: ReactNode;
}

/** A table that scrolls horizontally on its own, also by keyboard, so that the page never does. */
export function DataTable<T>({ caption, columns, rows, keyOf, empty }: DataTableProps<T>) {
  if (rows.length === 0 && empty !== undefined) return <>{empty}</>;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: scrollable content must be reachable by keyboard (WCAG 2.1.1)
    <section className={styles.scroll} tabIndex={0} aria-label={caption}>
      <table className={styles.table}>
        <caption className="visually-hidden">{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <Heading key={column.name} {...column} />
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={keyOf(row)}>
              {columns.map(({ name, cell, numeric, isRowHeader }) =>
                isRowHeader ? (
                  <th key={name} scope="row" className={numeric ? 'numeric' : undefined}>
                    {cell(row)}
                  </th>
                ) : (
                  <td key={name} className={numeric ? 'numeric' : undefined}>
                    {cell(row)}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

const MARKS: Readonly<Record<SortDirection, string>> = { ascending: '▲', descending: '▼', none: '↕' };

const Heading = <T,>({ name, heading, numeric, sort }: Column<T>) => (
  <th
    scope="col"
    className={numeric ? 'numeric' : undefined}
    {...(sort && sort.direction !== 'none' ? { 'aria-sort': sort.direction } : {})}
  >
    {sort ? (
      <button type="button" className={styles.sort} onClick={sort.onSort}>
        {heading ?? name}{' '}
        <span aria-hidden="true" className={styles.mark}>
          {MARKS[sort.direction]}
        </span>
      </button>
    ) : (
      (heading ?? name)
    )}
  </th>
);
