import type { ImportPreview } from '@sluice/client';
import type { FileColumn } from './column-groups.ts';
import { GridCell } from './GridCell.tsx';
import styles from './RecordGrid.module.css';
import { useScrolled } from './use-scrolled.ts';
import { windowOf } from './window-of.ts';

type Row = ImportPreview['rows'][number];

interface RecordGridProps {
  readonly caption: string;
  readonly rows: readonly Row[];
  readonly columns: readonly FileColumn[];
  /** The record whose details are shown. */
  readonly selected: number | undefined;
  readonly onSelect: (row: number) => void;
}

/** In pixels, as in the style sheet. */
const ROW = 68;
const COLUMN = 200;
const HEAD = 52;

/** A table of any size, of which only what is in sight is rendered. It scrolls on its own, also by keyboard. */
export function RecordGrid({ caption, rows, columns, selected, onSelect }: RecordGridProps) {
  const { scroller, across, down } = useScrolled();
  const inRows = windowOf({ ...down, size: Math.max(down.size - HEAD, 0) }, ROW, rows.length);
  const inColumns = windowOf(across, COLUMN, columns.length);
  const shown = columns.slice(inColumns.first, inColumns.first + inColumns.count);
  const below = rows.length - inRows.first - inRows.count;
  const width = `calc(var(--grid-head) + ${columns.length * COLUMN}px)`;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: scrollable content must be reachable by keyboard (WCAG 2.1.1)
    <section ref={scroller} className={styles.scroll} tabIndex={0} aria-label={caption}>
      <table
        className={styles.table}
        style={{ width }}
        aria-rowcount={rows.length + 1}
        aria-colcount={columns.length + 1}
      >
        <caption className="visually-hidden">{caption}</caption>
        <colgroup>
          <col className={styles.headColumn} />
          <col style={{ width: inColumns.first * COLUMN }} />
          {shown.map(({ at }) => (
            <col key={at} style={{ width: COLUMN }} />
          ))}
          <col />
        </colgroup>
        <thead>
          <tr aria-rowindex={1} style={{ height: HEAD }}>
            <th scope="col" aria-colindex={1} className={styles.rowHead}>
              Row
            </th>
            <td aria-hidden="true" />
            {shown.map(({ at, header, column, how }, index) => (
              <th key={at} scope="col" aria-colindex={inColumns.first + index + 2} title={header}>
                <span className={styles.line}>{header || '(unnamed)'}</span>
                <span className={`${styles.line} ${styles.target}`}>
                  {column === null ? (how === 'reserved' ? 'Result file column' : 'Not imported') : `→ ${column}`}
                </span>
              </th>
            ))}
            <td aria-hidden="true" />
          </tr>
        </thead>
        <tbody>
          {inRows.first > 0 ? <Gap rows={inRows.first} /> : null}
          {rows.slice(inRows.first, inRows.first + inRows.count).map((row, index) => (
            <tr
              key={row.row}
              aria-rowindex={inRows.first + index + 2}
              className={row.row === selected ? styles.selected : undefined}
              style={{ height: ROW }}
            >
              <th scope="row" aria-colindex={1} className={styles.rowHead}>
                <button
                  type="button"
                  className={styles.number}
                  title="Show the whole record"
                  onClick={() => onSelect(row.row)}
                >
                  <span className="visually-hidden">Row </span>
                  {row.row}
                </button>
                {row.errors.length > 0 ? <RecordErrors row={row} columns={columns} /> : null}
              </th>
              <td aria-hidden="true" />
              {shown.map((column, place) => (
                <GridCell key={column.at} row={row} column={column} index={inColumns.first + place + 2} />
              ))}
              <td aria-hidden="true" />
            </tr>
          ))}
          {below > 0 ? <Gap rows={below} /> : null}
        </tbody>
      </table>
    </section>
  );
}

/** The place of rows that are out of sight. */
const Gap = ({ rows }: { rows: number }) => (
  <tr className={styles.gap} style={{ height: rows * ROW }}>
    <td />
  </tr>
);

/** How many errors the record has, or the first of those that are no single cell's. */
function RecordErrors({ row: { errors }, columns }: { row: Row; columns: readonly FileColumn[] }) {
  const own = errors.find(({ field }) => !columns.some(({ column }) => column !== null && column === field));
  const text = own?.error ?? (errors.length === 1 ? '1 error' : `${errors.length} errors`);
  return (
    <span className={styles.error} title={own?.error}>
      {text}
    </span>
  );
}
