import type { ImportPreview } from '@sluice/client';
import { Failure } from '../../shell/Failure.tsx';
import { Waiting } from '../../shell/Waiting.tsx';
import { Card } from '../../ui/Card.tsx';
import { DataTable } from '../../ui/DataTable.tsx';
import { counted, formatCount } from '../../ui/format.ts';
import { Note } from '../../ui/Note.tsx';
import styles from './Editor.module.css';
import { outcomeOf } from './outcome-of.ts';
import type { Sample } from './use-sample.ts';

type Row = ImportPreview['rows'][number];

/** What an import with the definition would make of a file: its errors, and what would be stored. */
export const SamplePreview = ({ sample }: { sample: Sample }) => {
  const { data, error, isWaiting, isPending, isPlaceholderData, refetch } = sample;
  return (
    <Card title="With this file">
      {error ? <Failure error={error} reset={() => void refetch()} /> : null}
      {isWaiting ? <p>Correct the problems of the definition to see what it makes of the file.</p> : null}
      {!isWaiting && isPending && !error ? <Waiting /> : null}
      {data && !isWaiting ? (
        <div className={styles.editor} aria-busy={isPlaceholderData}>
          <Outcome preview={data} />
          <Records preview={data} />
        </div>
      ) : null}
    </Card>
  );
};

function Outcome({ preview }: { preview: ImportPreview }) {
  const { checked, refusal, mapping } = preview;
  const unknown = mapping.filter(({ how }) => how === 'unknown').map(({ header }) => header || '(unnamed)');
  const failed = checked?.failed_records ?? 0;
  const tone = refusal ? 'bad' : failed > 0 ? 'warn' : 'good';
  return (
    <Note tone={tone} title={outcomeOf(preview) ?? 'The first records of the file:'}>
      {failed > 0 ? (
        <ul className={styles.problems}>
          {checked?.causes.slice(0, 8).map(({ code, field, count, error }) => (
            <li key={`${code} ${field}`}>
              {formatCount(count)} × {error}
            </li>
          ))}
        </ul>
      ) : null}
      {unknown.length > 0 ? (
        <p>
          {counted(unknown.length, 'column')} of the file {unknown.length === 1 ? 'is' : 'are'} not imported:{' '}
          {unknown.slice(0, 10).join(', ')}
          {unknown.length > 10 ? ', …' : ''}.
        </p>
      ) : null}
    </Note>
  );
}

/** The records with errors, or the first ones if there are none. What is stored is shown where it is not what the file says. */
function Records({ preview: { header, rows, failed_rows: failed } }: { preview: ImportPreview }) {
  const shown = failed.length > 0 ? failed : rows;
  return (
    <DataTable
      caption={failed.length > 0 ? 'Records with errors' : 'First records of the file'}
      rows={shown}
      keyOf={({ row }) => String(row)}
      columns={[
        { name: 'Row', cell: ({ row }) => row, numeric: true, isRowHeader: true },
        ...(failed.length > 0 ? [{ name: 'Errors', cell: (row: Row) => <Errors row={row} /> }] : []),
        ...header.map((name, at) => ({
          name: `${name || '(unnamed)'}${header.indexOf(name) < at ? ` (${at + 1})` : ''}`,
          cell: (row: Row) => <Cell cell={row.cells?.[at] ?? ''} stored={row.stored?.[at]} />,
        })),
      ]}
    />
  );
}

/** Values up to this length stay in one line. */
const SHORT = 24;

const Cell = ({ cell, stored }: { cell: string; stored: string | null | undefined }) => (
  <>
    <span className={styles.cell}>{cell}</span>
    {stored !== null && stored !== undefined && stored !== cell ? (
      <span className={`${styles.soft} ${stored.length <= SHORT ? styles.short : ''}`}>
        <br />
        <span className="visually-hidden">is stored as</span>
        <span aria-hidden="true">→</span> {stored}
      </span>
    ) : null}
  </>
);

const Errors = ({ row: { errors } }: { row: Row }) => (
  <ul className={styles.errors}>
    {errors.map(({ field, code, error }) => (
      <li key={`${field} ${code} ${error}`}>{error}</li>
    ))}
  </ul>
);
