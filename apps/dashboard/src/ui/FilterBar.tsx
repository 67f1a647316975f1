import type { ReactNode } from 'react';
import styles from './FilterBar.module.css';

/** The filter fields of a list, side by side where there is room. */
export const FilterBar = ({ label, children }: { label: string; children: ReactNode }) => (
  <search className={styles.bar} aria-label={label}>
    {children}
  </search>
);
