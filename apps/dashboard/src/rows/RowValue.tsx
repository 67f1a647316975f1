import styles from './Rows.module.css';

/** A value of a row as the API returns it. NULL looks unlike any text. */
export function RowValue({ value }: { value: unknown }) {
  if (value === null || value === undefined) return <span className={styles.none}>NULL</span>;
  if (typeof value === 'object') return <code className={styles.long}>{JSON.stringify(value)}</code>;
  if (value === '') return <span className={styles.none}>empty text</span>;
  return <span className={styles.long}>{String(value)}</span>;
}
