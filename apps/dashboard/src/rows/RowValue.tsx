import { momentText } from './moment-text.ts';
import styles from './Rows.module.css';

interface RowValueProps {
  readonly value: unknown;
  /** The column's type in MySQL. */
  readonly type: string;
}

/** A value of a row as the API returns it. NULL looks unlike any text. */
export function RowValue({ value, type }: RowValueProps) {
  if (value === null || value === undefined) return <span className={styles.none}>NULL</span>;
  if (typeof value === 'object') return <code className={styles.long}>{JSON.stringify(value)}</code>;
  if (value === '') return <span className={styles.none}>empty text</span>;
  const moment = momentText(String(value), type);
  return moment ? (
    <time dateTime={String(value)} title={`${value} (UTC)`}>
      {moment}
    </time>
  ) : (
    <span className={styles.long}>{String(value)}</span>
  );
}
