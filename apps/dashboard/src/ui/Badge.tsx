import styles from './Badge.module.css';
import tones from './tones.module.css';

export type Tone = 'neutral' | 'good' | 'warn' | 'bad' | 'info';

/** A label on a colored background. The color only supports the text. */
export const Badge = ({ tone = 'neutral', children }: { tone?: Tone; children: string }) => (
  <span className={`${styles.badge} ${tones[tone]}`}>{children}</span>
);
