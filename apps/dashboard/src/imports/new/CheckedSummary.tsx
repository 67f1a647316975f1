import type { ImportPreview } from '@sluice/client';
import { Card } from '../../ui/Card.tsx';
import { DataTable } from '../../ui/DataTable.tsx';
import { counted, formatCount } from '../../ui/format.ts';
import { FileColumn } from '../FileColumn.tsx';
import { checkedSentence, headersOf } from './checked.ts';
import styles from './ReviewStep.module.css';
import { fieldWrongInAll } from './shared-error.ts';

/** What the check of the records found, of how many of them, and what it does not look at. */
export function CheckedSummary({ preview, isChecking }: { preview: ImportPreview; isChecking: boolean }) {
  const { checked, mapping, rows } = preview;
  if (!checked) return null;
  const field = fieldWrongInAll(rows);
  const culprit = mapping.find(({ column }) => column === field)?.header;
  return (
    <Card title="Check of the records">
      <p aria-live="polite">
        {isChecking ? 'Checking the records with the new settings…' : checkedSentence(checked)}
        {!isChecking && field && culprit
          ? ` Each of the first ${formatCount(rows.length)} has an error in ${field}. Map "${culprit}" to another column, or do not import it.`
          : ''}
        {!isChecking && mapping.some(({ header, how }) => how === 'reserved' && header === '_status')
          ? ` This is a result file: ${counted(checked.done_records, 'record')} whose _status is imported or skipped ${checked.done_records === 1 ? 'is' : 'are'} not imported again.`
          : ''}
      </p>
      <p className={styles.soft}>
        Only the values in the file were checked. A dry run or the import also checks for repeated keys, existing rows
        and values of other tables.
      </p>
      {checked.causes.length > 0 ? (
        <DataTable
          caption="Causes of errors, most frequent first"
          rows={checked.causes.map((cause, at) => ({ ...cause, at }))}
          keyOf={({ at }) => String(at)}
          columns={[
            {
              name: 'File column',
              cell: ({ field: name }) => <FileColumn field={name} headers={headersOf(preview)} />,
              isRowHeader: true,
            },
            { name: 'Errors', cell: ({ count }) => formatCount(count), numeric: true },
            { name: 'First error', cell: ({ error }) => <span className={styles.wide}>{error}</span> },
            { name: 'Value', cell: ({ value }) => <span className={styles.value}>{value}</span> },
            { name: 'In row', cell: ({ row }) => formatCount(row), numeric: true },
          ]}
        />
      ) : null}
    </Card>
  );
}
