import { ProgressBar } from 'react-aria-components';
import styles from './Progress.module.css';

export interface ProgressProps {
  readonly label: string;
  /** 0 to 100; undefined while the total is unknown. */
  readonly percent: number | undefined;
  /** Shown below the bar: rows, rate, time left. */
  readonly detail?: string | undefined;
}

export const Progress = ({ label, percent, detail }: ProgressProps) => (
  <ProgressBar
    aria-label={label}
    className={styles.progress ?? ''}
    {...(percent === undefined ? { isIndeterminate: true } : { value: percent })}
  >
    <div className={styles.words}>
      <span>{label}</span>
      <span className="numeric">{percent === undefined ? '…' : `${Math.floor(percent)}%`}</span>
    </div>
    <div className={styles.track}>
      <svg className={styles.bar} viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true">
        <rect width={percent ?? 0} height="1" />
      </svg>
    </div>
    {/* Always rendered, so that the content below does not jump. */}
    <div className={styles.detail}>{detail ?? '\u00a0'}</div>
  </ProgressBar>
);
