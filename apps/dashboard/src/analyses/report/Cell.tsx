import styles from './Report.module.css';

/** A cell of the file as it is, white space seen; nothing is said to be nothing. */
export const Cell = ({ value }: { value: string | null }) =>
  value === null ? <span className={styles.soft}>empty</span> : <span className={styles.cell}>{value}</span>;
