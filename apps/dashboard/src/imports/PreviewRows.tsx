import type { ImportPreview } from '@sluice/client';
import { Card } from '../ui/Card.tsx';
import { DataTable } from '../ui/DataTable.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { counted } from '../ui/format.ts';
import styles from './PreviewRows.module.css';
import { fieldWrongInAll } from './shared-error.ts';

type Row = ImportPreview['rows'][number];

/** The first records as they would be imported, each with its errors. */
export function PreviewRows({ preview: { rows, header, mapping } }: { preview: ImportPreview }) {
  const wrong = rows.filter(({ errors }) => errors.length > 0).length;
  const field = fieldWrongInAll(rows);
  const culprit = mapping.find(({ column }) => column === field)?.header;
  const isResultFile = mapping.some(({ header: name, how }) => how === 'reserved' && name === '_status');
  const firstRecords = rows.length === 1 ? 'first record' : `first ${counted(rows.length, 'record')}`;
  return (
    <Card title="Preview">
      <p aria-live="polite">
        {wrong === 0
          ? `No errors in the ${firstRecords}.`
          : rows.length === 1
            ? `Errors in the ${firstRecords}.`
            : `Errors in ${wrong} of the ${firstRecords}.`}
        {field && culprit
          ? ` All of them have an error in ${field}. Map ${culprit} to another column above, or do not import it.`
          : ''}
        {isResultFile
          ? ' This is a result file: records whose _status is imported or skipped are not imported again.'
          : ''}
      </p>
      <DataTable
        caption="First records of the file"
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
        empty={<EmptyState title="The file has a header but no records." />}
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
        <li key={`${field} ${code} ${error}`}>{error}</li>
      ))}
    </ul>
  );
