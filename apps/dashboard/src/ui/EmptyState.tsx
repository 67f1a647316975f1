import type { ReactNode } from 'react';
import styles from './EmptyState.module.css';

/** Shown in place of missing data: why, and what to do next. */
export const EmptyState = ({ title, children }: { title: string; children?: ReactNode }) => (
  <div className={styles.empty}>
    <p className={styles.title}>{title}</p>
    {children ? <div className={styles.words}>{children}</div> : null}
  </div>
);
