import type { ImportPreview } from '@sluice/client';
import { Card } from '../ui/Card.tsx';
import { DataTable } from '../ui/DataTable.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import styles from './PreviewRows.module.css';
import { fieldWrongInAll } from './shared-error.ts';
import { rowsOf } from './words.ts';

type Row = ImportPreview['rows'][number];

/** The first rows as they would be imported, each with its errors. */
export function PreviewRows({ preview: { rows, header, mapping } }: { preview: ImportPreview }) {
  const wrong = rows.filter(({ errors }) => errors.length > 0).length;
  const field = fieldWrongInAll(rows);
  const culprit = mapping.find(({ column }) => column === field)?.header;
  const isResultFile = mapping.some(({ header: name, how }) => how === 'reserved' && name === '_status');
  const firstRows = rows.length === 1 ? 'first row' : `first ${rowsOf(rows.length)}`;
  return (
    <Card title="Preview">
      <p aria-live="polite">
        {wrong === 0
          ? `No errors in the ${firstRows}.`
          : rows.length === 1
            ? `Errors in the ${firstRows}.`
            : `Errors in ${wrong} of the ${firstRows}.`}
        {field && culprit
          ? ` All of them have an error in ${field}: map ${culprit} to another column above, or do not import it.`
          : ''}
        {isResultFile ? ' This is a result file: rows whose _status is imported or skipped are ignored.' : ''}
      </p>
      <DataTable
        caption="First rows of the file"
        rows={rows}
        keyOf={({ row }) => String(row)}
        columns={[
          { name: 'Row', cell: ({ row }) => row, numeric: true, isRowHeader: true },
          { name: 'Errors', cell: (row) => <RowErrors row={row} /> },
          ...[...new Set(header)].map((name) => ({
            name: name || '(unnamed)',
            cell: ({ values }: Row) => <span className={styles.cell}>{values[name]}</span>,
          })),
        ]}
        empty={<EmptyState title="The file has a header but no rows." />}
      />
    </Card>
  );
}

const RowErrors = ({ row: { errors } }: { row: Row }) =>
  errors.length === 0 ? (
    <span className={styles.fine}>None</span>
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
