import type { ReactNode } from 'react';
import styles from './DataTable.module.css';

export interface Column<T> {
  readonly name: string;
  readonly cell: (row: T) => ReactNode;
  /** Numbers stand at the right, each digit below the other. */
  readonly numeric?: boolean;
  /** The column that names the row. */
  readonly isRowHeader?: boolean;
}

export interface DataTableProps<T> {
  /** What the table holds, for those who cannot see it. */
  readonly caption: string;
  readonly columns: readonly Column<T>[];
  readonly rows: readonly T[];
  readonly keyOf: (row: T) => string;
  /** Instead of rows, when there are none. */
  readonly empty?: ReactNode;
}

/** A table of text. It scrolls sideways in itself, also by keyboard, so that the page never does. */
export function DataTable<T>({ caption, columns, rows, keyOf, empty }: DataTableProps<T>) {
  if (rows.length === 0 && empty) return <>{empty}</>;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard (WCAG 2.1.1)
    <section className={styles.scroll} tabIndex={0} aria-label={caption}>
      <table className={styles.table}>
        <caption className="visually-hidden">{caption}</caption>
        <thead>
          <tr>
            {columns.map(({ name, numeric }) => (
              <th key={name} scope="col" className={numeric ? 'numeric' : undefined}>
                {name}
              </th>
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
