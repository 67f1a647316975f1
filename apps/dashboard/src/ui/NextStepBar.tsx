import type { ReactNode } from 'react';
import styles from './NextStepBar.module.css';

interface NextStepBarProps {
  /** What stands against the next step, or that nothing does; announced when it changes. */
  readonly note: string;
  /** The buttons, and fields that they need. */
  readonly children: ReactNode;
}

/** The way on, always in sight at the end of the screen. */
export const NextStepBar = ({ note, children }: NextStepBarProps) => (
  <section className={styles.bar} aria-label="Next step">
    <p className={styles.note} role="status">
      {note}
    </p>
    <div className={styles.actions}>{children}</div>
  </section>
);
