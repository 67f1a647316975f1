import type { ReactNode } from 'react';
import styles from './Details.module.css';

/** Content that is collapsed by default. */
export const Details = ({ summary, children }: { summary: string; children: ReactNode }) => (
  <details className={styles.details}>
    <summary>{summary}</summary>
    <div className={styles.content}>{children}</div>
  </details>
);
