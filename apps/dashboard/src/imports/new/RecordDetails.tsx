import type { ImportPreview } from '@sluice/client';
import { DataTable } from '../../ui/DataTable.tsx';
import { cellView } from './cell-view.ts';
import type { FileColumn } from './column-groups.ts';
import styles from './ReviewStep.module.css';

interface RecordDetailsProps {
  readonly row: ImportPreview['rows'][number];
  readonly columns: readonly FileColumn[];
}

/** One record in full: its errors, and every cell that is imported. */
export function RecordDetails({ row, columns }: RecordDetailsProps) {
  const imported = columns.filter(({ column }) => column !== null);
  const others = row.errors.filter(({ field }) => !imported.some(({ column }) => column === field));
  return (
    <section aria-label={`Row ${row.row}`} className={styles.details}>
      <h3>{`Row ${row.row}`}</h3>
      {others.length > 0 ? (
        <ul className={styles.errors}>
          {others.map(({ code, error }) => (
            <li key={`${code} ${error}`}>{error}</li>
          ))}
        </ul>
      ) : null}
      <DataTable
        caption={`Cells of row ${row.row}`}
        rows={imported.map((column) => ({ ...column, ...cellView(row, column) }))}
        keyOf={({ at }) => String(at)}
        columns={[
          { name: 'File column', cell: ({ header }) => header, isRowHeader: true },
          { name: 'In the file', cell: ({ text }) => <span className={styles.value}>{text}</span> },
          {
            name: 'Stored as',
            cell: ({ error, stored, text }) =>
              error === undefined ? (
                <span className={styles.value}>{stored ?? text}</span>
              ) : (
                <span className={styles.error}>{error}</span>
              ),
          },
          { name: 'Field', cell: ({ column }) => column },
        ]}
      />
    </section>
  );
}
