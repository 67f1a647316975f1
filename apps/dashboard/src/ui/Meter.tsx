import { Meter as AriaMeter, Label } from 'react-aria-components';
import styles from './Meter.module.css';

interface MeterProps {
  readonly label: string;
  /** 0 to 100. */
  readonly percent: number;
  /** The same in words. */
  readonly words: string;
}

/** How full something is; from nine tenths on it warns. */
export const Meter = ({ label, percent, words }: MeterProps) => (
  <AriaMeter className={styles.meter ?? ''} value={percent} valueLabel={words}>
    <span className={styles.words}>
      <Label>{label}</Label>
      <span className="numeric">{words}</span>
    </span>
    <svg
      className={`${styles.bar} ${percent >= 90 ? styles.full : ''}`}
      viewBox="0 0 100 1"
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      <rect width={percent} height="1" />
    </svg>
  </AriaMeter>
);
