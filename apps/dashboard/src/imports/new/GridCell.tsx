import type { ImportPreview } from '@sluice/client';
import { cellView } from './cell-view.ts';
import type { FileColumn } from './column-groups.ts';
import styles from './RecordGrid.module.css';

interface GridCellProps {
  readonly row: ImportPreview['rows'][number];
  readonly column: FileColumn;
  readonly index: number;
}

/** A cell as it stands in the file, with what is wrong with it, or what would be stored if that differs. */
export function GridCell({ row, column, index }: GridCellProps) {
  const { text, error, stored } = cellView(row, column);
  const look = error !== undefined ? styles.bad : column.column === null ? styles.unused : undefined;
  return (
    <td aria-colindex={index} className={look} title={error ?? text}>
      <span className={styles.line}>{text}</span>
      {error !== undefined ? <span className={styles.error}>{error}</span> : null}
      {stored !== undefined ? (
        <span className={`${styles.line} ${styles.stored}`}>
          <span aria-hidden="true">→ </span>
          <span className="visually-hidden">stored as </span>
          {stored}
        </span>
      ) : null}
    </td>
  );
}
