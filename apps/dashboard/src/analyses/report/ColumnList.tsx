import type { ColumnProfile } from '@sluice/client';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { TextField } from '../../ui/Field.tsx';
import { counted, formatCount } from '../../ui/format.ts';
import { formatShare } from '../numbers.ts';
import styles from './Report.module.css';

/** The columns of the file, filtered by part of their name. */
export function ColumnList({ columns, chosen }: { columns: readonly ColumnProfile[]; chosen: string }) {
  const [asked, setAsked] = useState('');
  const found = columns.filter(({ column }) => column.toLowerCase().includes(asked.trim().toLowerCase()));
  return (
    <nav className={styles.chooser} aria-label="Columns">
      <TextField type="search" label="Filter columns" value={asked} onChange={setAsked} />
      <p className={styles.soft} role="status">
        {found.length === columns.length
          ? counted(columns.length, 'column')
          : `${formatCount(found.length)} of ${counted(columns.length, 'column')}`}
      </p>
      <ul className={styles.columnList}>
        {found.map(({ column, inferred_type: type, null_rate: missing }) => (
          <li key={column}>
            <Link
              from="/analyses/$analysisId"
              to="."
              search={(before) => ({ ...before, column })}
              resetScroll={false}
              className={styles.columnLink ?? ''}
              aria-current={column === chosen ? 'true' : undefined}
            >
              <span className={styles.columnName}>{column}</span>
              <span className={styles.soft}>
                {type}
                {missing > 0 ? ` · ${formatShare(missing)} missing` : ''}
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
