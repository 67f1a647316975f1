import styles from './Report.module.css';

/** Text that does not wrap on narrow screens; the table scrolls instead. */
export const Sentence = ({ children }: { children: string }) => <span className={styles.sentence}>{children}</span>;

/** A cell of the file with its whitespace preserved. Null is shown as "empty". */
export const Cell = ({ value }: { value: string | null }) =>
  value === null ? <span className={styles.soft}>empty</span> : <span className={styles.cell}>{value}</span>;
