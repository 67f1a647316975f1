import { Meter as AriaMeter, Label } from 'react-aria-components';
import styles from './Meter.module.css';

interface MeterProps {
  readonly label: string;
  /** 0 to 100. */
  readonly percent: number;
  /** The value as text, such as `3 GiB of 10 GiB used`. */
  readonly text: string;
}

/** How full something is. It warns from 90% on. */
export const Meter = ({ label, percent, text }: MeterProps) => (
  <AriaMeter className={styles.meter ?? ''} value={percent} valueLabel={text}>
    <span className={styles.words}>
      <Label>{label}</Label>
      <span className="numeric">{text}</span>
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
