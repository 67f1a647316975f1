import type { ImportPreview } from '@sluice/client';
import { Card } from '../ui/Card.tsx';
import { DataTable } from '../ui/DataTable.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import styles from './PreviewRows.module.css';
import { fieldWrongInAll } from './shared-error.ts';
import { rowsOf } from './words.ts';

type Row = ImportPreview['rows'][number];

/** The first rows as they would be imported, each with what is wrong with it. */
export function PreviewRows({ preview: { rows, header, mapping } }: { preview: ImportPreview }) {
  const wrong = rows.filter(({ errors }) => errors.length > 0).length;
  const field = fieldWrongInAll(rows);
  const culprit = mapping.find(({ column }) => column === field)?.header;
  const isResultFile = mapping.some(({ header: name, how }) => how === 'reserved' && name === '_status');
  return (
    <Card title="First rows">
      <p aria-live="polite">
        {wrong === 0
          ? `No errors in the first ${rowsOf(rows.length)}.`
          : `Errors in ${wrong} of the first ${rowsOf(rows.length)}.`}
        {field && culprit
          ? ` Every one of them has an error in ${field}: choose above what ${culprit} goes to, or do not import it.`
          : ''}
        {isResultFile
          ? ' This is a result file: rows that its column _status calls imported or skipped are passed over.'
          : ''}
      </p>
      <DataTable
        caption="First rows of the file"
        rows={rows}
        keyOf={({ row }) => String(row)}
        columns={[
          { name: 'Row', cell: ({ row }) => row, numeric: true, isRowHeader: true },
          { name: 'Errors', cell: (row) => <RowErrors row={row} /> },
          ...[...new Set(header)].map((name) => ({
            name: name || '(no name)',
            cell: ({ values }: Row) => <span className={styles.cell}>{values[name]}</span>,
          })),
        ]}
        empty={<EmptyState title="The file has a header and no rows." />}
      />
    </Card>
  );
}

const RowErrors = ({ row: { errors } }: { row: Row }) =>
  errors.length === 0 ? (
    <span className={styles.fine}>none</span>
  ) : (
    <ul className={styles.errors}>
      {errors.map(({ field, code, error }) => (
        <li key={`${field} ${code} ${error}`}>
          {field ? <strong>{field}: </strong> : null}
          {error}
        </li>
      ))}
    </ul>
  );
