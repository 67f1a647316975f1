import styles from './Report.module.css';

/** Words that stay together where the screen is narrow: the table scrolls then. */
export const Sentence = ({ children }: { children: string }) => <span className={styles.sentence}>{children}</span>;

/** A cell of the file as it is, white space seen; nothing is said to be nothing. */
export const Cell = ({ value }: { value: string | null }) =>
  value === null ? <span className={styles.soft}>empty</span> : <span className={styles.cell}>{value}</span>;
